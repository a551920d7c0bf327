"""Whole submissions through HTTP: processor time of every process of the site, and submissions a second.

The baseline is the health page of the same server in the same minute: a JSON answer with two SQL statements.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil
from bench import documents
from bench.publish import CODE, FIELDS, PAGES
from bench.timing import Comparison, Measured, Spread
from faults import reconciler
from faults.portal import CITIZENS, PASSWORD
from own_site import Site
from portal_browser import PortalBrowser

CLIENTS = 4
ROUNDS = 3
EACH_ROUND = 6
PLAIN_EACH_ROUND = 60
SETTLE_SECONDS = 300.0
_POSTED = {True: "yes", False: "no"}


def answers() -> dict[str, str]:
    """The complete answers as a browser posts them."""
    return {name: _POSTED.get(value, str(value)) for name, value in documents.answers(FIELDS).items()}


class Citizen:
    """One signed-in citizen who submits again and again."""

    def __init__(self, site: Site, number: int) -> None:
        self.browser = PortalBrowser(site.address)
        self.browser.sign_in(CITIZENS[number % len(CITIZENS)], PASSWORD)

    def submit(self) -> None:
        """Choose, three pages, check, hand in, fetch the slip."""
        first = self.browser.begin(CODE, "standard")
        done = self.browser.hand_in(self.browser.fill(first, answers(), PAGES + 1))
        self.browser.code_of(done)
        assert self.browser.slip(done).startswith(b"%PDF")

    def look(self) -> None:
        """The plain page."""
        self.browser.get("/health/")


def run(site: Site) -> tuple[Comparison, dict[str, Any]]:
    """Rounds of submissions and of plain requests in alternation; deferred work counts, it is waited for."""
    crowd = [Citizen(site, number) for number in range(CLIENTS)]
    for citizen in crowd:
        citizen.submit()
        citizen.look()
    whole, plain, pace = [], [], []
    for _round in range(ROUNDS):
        cost, seconds = _cost(site, crowd, Citizen.submit, EACH_ROUND)
        whole.append(cost)
        pace.append(EACH_ROUND * CLIENTS / seconds)
        plain.append(_cost(site, crowd, Citizen.look, PLAIN_EACH_ROUND)[0])
    ratio = Spread.of([a / b for a, b in zip(whole, plain, strict=True)])
    measured = (
        Measured("submission: 3 pages, check, hand in, slip, deliveries", Spread.of(whole), ratio),
        Measured("health page: JSON, 2 SQL statements", Spread.of(plain), Spread(1, 1, 1)),
    )
    title = f"Whole submissions over HTTP ({FIELDS} fields, {PAGES} pages, PDF), all processes together"
    facts = {"submissions_per_second": Spread.of(pace).as_dict(), "clients": CLIENTS}
    return Comparison(title, "unit", measured), facts


def _cost(
    site: Site, crowd: list[Citizen], work: Callable[[Citizen], None], times: int
) -> tuple[float, float]:
    """Processor seconds of the site per unit, and the wall seconds of the clients."""
    before = cpu_seconds(site)
    began = time.monotonic()
    with ThreadPoolExecutor(len(crowd)) as hands:
        list(hands.map(lambda citizen: _repeat(work, citizen, times), crowd))
    wall = time.monotonic() - began
    reconciler.wait_until_settled(site.addresses["DATABASE_URL"], SETTLE_SECONDS)
    return (cpu_seconds(site) - before) / (times * len(crowd)), wall


def _repeat(work: Callable[[Citizen], None], citizen: Citizen, times: int) -> None:
    for _time in range(times):
        work(citizen)


def cpu_seconds(site: Site) -> float:
    """Processor time all processes of the site have used so far."""
    total = 0.0
    for process in site.processes():
        try:
            used = process.cpu_times()
        except psutil.Error:
            continue
        total += used.user + used.system
    return total
