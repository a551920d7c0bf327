"""How long people wait: a first start in an empty folder, a second one, a database cloned for a test.

Seconds on the wall, beside a bar each; under the load of other work they say little.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.running.shared import databases_for_tests
from own_site import Site


@dataclass(frozen=True)
class Waited:
    """One kind of waiting: how long it took, and how long it may take, in seconds."""

    name: str
    seconds: float
    bar: float

    @property
    def verdict(self) -> str:
        return "PASS" if self.seconds <= self.bar else "MISSED"

    def line(self) -> str:
        return f"    {self.name:<48}{self.seconds:>8.2f} s  (bar {self.bar:>3.0f} s)  {self.verdict}"

    def as_dict(self) -> dict[str, object]:
        return {"name": self.name, "seconds": self.seconds, "bar": self.bar, "verdict": self.verdict}


def run(folder: Path) -> list[Waited]:
    """Measure all three; ``folder`` must be empty."""
    site = Site(folder / "start")
    first = Waited("first start, until the health page answers", _started(site), 180)
    again = Waited("second start", _started(site), 15)
    return [first, again, Waited("a migrated database cloned", _cloned(folder / "clusters"), 2)]


def lines(waited: list[Waited]) -> list[str]:
    """The section as people read it."""
    return ["Starting (seconds on the wall)", *(one.line() for one in waited)]


def _started(site: Site) -> float:
    site.home.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with _running(site):
        return time.monotonic() - began


@contextmanager
def _running(site: Site) -> Iterator[None]:
    try:
        site.start(600)
        yield
    finally:
        site.stop()


def _cloned(home: Path) -> float:
    """The clone alone; the template is built before the clock starts."""
    from motcua.site.settings import INSTALLED_APPS

    with databases_for_tests(home) as databases:
        template = databases.template(INSTALLED_APPS)
        seconds = _timed(lambda: databases.clone(template, "bench_clone"))
        databases.drop("bench_clone")
    return seconds


def _timed(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
