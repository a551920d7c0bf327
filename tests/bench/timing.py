"""Contenders measured side by side: alternated round by round, in processor time, told as a ratio.

A figure of one machine at one hour says little; how many times one way costs more than another, measured in
the same minute under the same load, can be repeated anywhere.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 7
ROUND_SECONDS = 0.12
DEARER = 1.5


@dataclass(frozen=True)
class Contender:
    """One way of doing the work; a call does ``units`` of them."""

    name: str
    work: Callable[[], object]
    units: int = 1


@dataclass(frozen=True)
class Spread:
    """Smallest, middle and largest of several rounds."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(min(values), statistics.median(values), max(values))

    def as_dict(self) -> dict[str, float]:
        return {"min": self.least, "median": self.median, "max": self.most}


@dataclass(frozen=True)
class Measured:
    """Processor seconds per unit of one contender, and its cost as a multiple of the baseline's."""

    name: str
    seconds: Spread
    ratio: Spread

    @property
    def gain(self) -> Spread:
        """How many times less it costs than the baseline."""
        return Spread(1 / self.ratio.most, 1 / self.ratio.median, 1 / self.ratio.least)

    @property
    def told(self) -> str:
        """The ratio in words: how many times cheaper, or how many times the cost of, the baseline."""
        dearer = self.ratio.median > DEARER
        shown, word = (self.ratio, "the cost") if dearer else (self.gain, "cheaper")
        return f"×{shown.median:.2f} {word} ({shown.least:.2f} – {shown.most:.2f})"


@dataclass(frozen=True)
class Comparison:
    """One line of the bench: what was done, by whom, at what cost; the last contender is the baseline."""

    title: str
    unit: str
    measured: tuple[Measured, ...]

    @property
    def gain(self) -> Spread:
        """How many times less the first contender costs than the baseline."""
        return self.measured[0].gain

    def as_dict(self) -> dict[str, object]:
        contenders = [
            {"name": one.name, "cpu_seconds": one.seconds.as_dict(), "ratio": one.ratio.as_dict()}
            for one in self.measured
        ]
        return {
            "title": self.title,
            "unit": self.unit,
            "contenders": contenders,
            "times_cheaper": self.gain.as_dict(),
        }

    def lines(self) -> list[str]:
        """The comparison as people read it."""
        told = [f"{self.title} (CPU per {self.unit}; the last line is the baseline)"]
        for one in self.measured:
            each = one.seconds
            spread = f"{micro(each.least)} – {micro(each.most)}"
            told.append(
                f"    {one.name:<48}{micro(each.median):>10}  ({spread:>21}) {1 / each.median:>11,.0f}/s"
                f"  {one.told}"
            )
        return told


def micro(seconds: float) -> str:
    """A short duration as people read it."""
    if seconds < 1e-7:
        return f"{seconds * 1e9:.1f} ns"
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def compare(title: str, unit: str, *contenders: Contender, rounds: int = ROUNDS) -> Comparison:
    """Measure the contenders in alternation; the last one named is the baseline."""
    calls = [_calibrated(one) for one in contenders]
    taken: list[list[float]] = [[] for _one in contenders]
    for number in range(rounds):
        order = range(len(contenders)) if number % 2 == 0 else reversed(range(len(contenders)))
        for index in order:
            taken[index].append(_seconds(contenders[index], calls[index]))
    base = taken[-1]
    measured = tuple(
        Measured(one.name, Spread.of(own), Spread.of([a / b for a, b in zip(own, base, strict=True)]))
        for one, own in zip(contenders, taken, strict=True)
    )
    return Comparison(title, unit, measured)


def _calibrated(contender: Contender) -> int:
    """How many calls fill one round; the first call warms up."""
    contender.work()
    began = time.process_time()
    contender.work()
    return max(1, round(ROUND_SECONDS / max(time.process_time() - began, 1e-6)))


def _seconds(contender: Contender, calls: int) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        for _call in range(calls):
            contender.work()
        return (time.process_time() - began) / (calls * contender.units)
    finally:
        gc.enable()
