"""Due dates: the working calendar's prefix table against counting one day after another."""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.timing import Comparison, Contender, compare
from forms_schema.calendars import VIETNAM

CASES = 200
_ONE = timedelta(days=1)


def _day_loop(working: frozenset[date], day: date, n: int) -> date:
    while n:
        day += _ONE
        n -= day in working
    return day


def _cases() -> list[tuple[date, int]]:
    choice = random.Random(1)
    first = date(2024, 1, 2)
    return [(first + timedelta(days=choice.randrange(700)), choice.randint(1, 45)) for _case in range(CASES)]


def run() -> Comparison:
    """Both ways give the same days, then they are timed."""
    cases = _cases()
    span = [date(2024, 1, 1) + timedelta(days=number) for number in range(3 * 365)]
    working = frozenset(day for day in span if VIETNAM.is_working(day))
    table = [VIETNAM.add_working_days(day, n) for day, n in cases]
    assert table == [_day_loop(working, day, n) for day, n in cases]
    return compare(
        "Due dates of 1 to 45 working days",
        "date",
        Contender("working calendar", lambda: [VIETNAM.add_working_days(*case) for case in cases], CASES),
        Contender("day loop over a set", lambda: [_day_loop(working, *case) for case in cases], CASES),
    )
