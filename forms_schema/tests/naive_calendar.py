"""An independent, slow calculator of working time, written from the law and from nothing of the package.

Its table of days off is typed from the yearly official calendars 2022-2026 (days off falling on Monday to
Friday, and Saturdays worked in exchange). Everything walks day by day or minute by minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

DAY = timedelta(1)
OFF_BY_YEAR = {
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
WORKED_SATURDAYS = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
WORKING_DAYS_PER_YEAR = {2022: 249, 2023: 249, 2024: 251, 2025: 250, 2026: 249}


def _read(year: int, text: str) -> set[date]:
    pairs = (item.split("/") for item in text.split())
    return {date(year, int(month), int(day)) for day, month in pairs}


DAYS_OFF = {day for year, text in OFF_BY_YEAR.items() for day in _read(year, text)}


def works(day: date) -> bool:
    """Monday to Friday except days off, and the Saturdays worked in exchange."""
    if day.year not in OFF_BY_YEAR:
        raise ValueError(f"{day} is outside the table of the oracle")
    return day in WORKED_SATURDAYS or (day.weekday() < 5 and day not in DAYS_OFF)


def roll(day: date) -> date:
    """The day itself or the next one that is worked."""
    while not works(day):
        day += DAY
    return day


def add_working(day: date, n: int) -> date:
    """Walk until n worked days have been seen; the first day is not counted."""
    if n == 0:
        return roll(day)
    while n:
        day += DAY
        n -= works(day)
    return day


def working_between(after: date, until: date) -> int:
    """Worked days after the first and up to the last."""
    total, day = 0, after
    while day < until:
        day += DAY
        total += works(day)
    return total


def worked_minutes(day: date) -> Iterable[datetime]:
    """The beginning of every worked minute of a day: 07:30-11:30 and 13:00-17:00."""
    if not works(day):
        return
    for hour, minute, length in ((7, 30, 240), (13, 0, 240)):
        begins = datetime(day.year, day.month, day.day, hour, minute)
        yield from (begins + timedelta(minutes=n) for n in range(length))


def add_minutes(moment: datetime, n: int) -> datetime:
    """Walk minute by minute until n worked minutes have gone."""
    day = moment.date()
    while True:
        for minute in worked_minutes(day):
            if minute >= moment:
                n -= 1
                if n == 0:
                    return minute + timedelta(minutes=1)
        day += DAY
