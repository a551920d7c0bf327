"""Due dates: the working calendar's tables against counting one day after another."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
from bench.timing import Comparison, Contender, compare
from forms_schema.calendars import VIETNAM
from forms_schema.calendars.batch import CountedDays

CASES = 200
MANY = 1_000_000
PART = 20_000
_ONE = timedelta(days=1)


def _day_loop(working: frozenset[date], day: date, n: int) -> date:
    while n:
        day += _ONE
        n -= day in working
    return day


def _cases(count: int) -> list[tuple[date, int]]:
    choice = random.Random(1)
    first = date(2024, 1, 2)
    return [(first + timedelta(days=choice.randrange(700)), choice.randint(1, 45)) for _case in range(count)]


def run() -> list[Comparison]:
    """All ways give the same days, then they are timed."""
    span = [date(2024, 1, 1) + timedelta(days=number) for number in range(3 * 365)]
    working = frozenset(day for day in span if VIETNAM.is_working(day))
    return [_one_by_one(working), _all_at_once(working)]


def _one_by_one(working: frozenset[date]) -> Comparison:
    cases = _cases(CASES)
    table = [VIETNAM.add_working_days(day, n) for day, n in cases]
    assert table == [_day_loop(working, day, n) for day, n in cases]
    return compare(
        "Due dates of 1 to 45 working days",
        "date",
        Contender("working calendar", lambda: [VIETNAM.add_working_days(*case) for case in cases], CASES),
        Contender("day loop over a set", lambda: [_day_loop(working, *case) for case in cases], CASES),
    )


def _all_at_once(working: frozenset[date]) -> Comparison:
    """A province's dossiers as two columns; the loops take a part of them, the figure is for one date."""
    cases = _cases(MANY)
    days = np.array([day for day, _n in cases], dtype="datetime64[D]")
    amounts = np.array([n for _day, n in cases])
    table, few = CountedDays(VIETNAM), cases[:PART]
    assert table.add_working_days(days, amounts).tolist()[:PART] == [
        _day_loop(working, *case) for case in few
    ]
    return compare(
        f"Due dates of {MANY:,} dossiers at once",
        "date",
        Contender("working calendar, arrays", lambda: table.add_working_days(days, amounts), MANY),
        Contender(
            "working calendar, one by one", lambda: [VIETNAM.add_working_days(*one) for one in few], PART
        ),
        Contender("day loop over a set", lambda: [_day_loop(working, *one) for one in few], PART),
    )
