"""Counting one leg of a period: units, paused time left out, and where the next leg begins.

First day not counted and last day on a day off: Civil Code 2015, art. 147 and 148. In day units a pause
leaves out the days after the one it begins on, up to and with the one it ends on.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from forms_schema.calendars import AFTERNOON, MORNING, WorkingCalendar
from forms_schema.deadlines.events import Wait
from forms_schema.deadlines.rule import (
    CALENDAR_DAY,
    HALF_DAY,
    MONTH,
    UNITS,
    WORKING_DAY,
    WORKING_HOUR,
    Duration,
    UncountableLength,
)
from forms_schema.problems import Problem

DAY = timedelta(1)
UNIT_LIST = ", ".join(UNITS)
T = TypeVar("T", date, datetime)


@dataclass(frozen=True)
class Position:
    """How far a period has been counted: a whole day, up to noon of a day, or up to a moment.

    ``moved_from`` is the day off the period would have ended on (Civil Code art. 148).
    """

    day: date
    slot: str | None = None
    moment: datetime | None = None
    moved_from: date | None = None

    def instant(self, calendar: WorkingCalendar) -> datetime:
        """The moment from which hours run on."""
        if self.moment:
            return self.moment
        if self.slot:
            return calendar.closing(self.day, self.slot)
        return datetime.combine(self.day + DAY, time())


@dataclass(frozen=True)
class Pauses:
    """Paused time in order, as day intervals (after, until] and as moments; intervals may overlap."""

    days: tuple[tuple[date, date], ...] = ()
    moments: tuple[tuple[datetime, datetime], ...] = ()

    @classmethod
    def of(cls, waits: Iterable[Wait]) -> Pauses:
        """The pauses of waits."""
        moments = sorted((wait.begins, wait.ends) for wait in waits)
        return cls(tuple((begins.date(), ends.date()) for begins, ends in moments), tuple(moments))


def walk(
    start: T,
    n: int,
    gaps: Sequence[tuple[T, T]],
    add: Callable[[T, int], T],
    between: Callable[[T, T], int],
) -> T:
    """The point n units after ``start`` when the units inside the gaps are not counted.

    The gaps are in order of their beginning. Where they overlap the time is left out once, because
    counting goes on from the latest end reached.
    """
    cursor = start
    for begins, ends in gaps:
        if ends <= cursor:
            continue
        available = between(cursor, max(begins, cursor))
        if available >= n:
            break
        n -= available
        cursor = ends
    return add(cursor, n)


def whole(length: Duration, parts: int = 1) -> int:
    """A length in ``parts`` of its unit, which must be whole; raises UncountableLength for 2.5 calendar days."""
    amount = length.amount * parts
    if amount != amount.to_integral_value():
        raise _uncountable(length)
    return int(amount)


def _uncountable(length: Duration) -> UncountableLength:
    amount, unit = length.amount, length.unit
    vi = (
        f"Không thể đếm {amount} theo đơn vị “{unit}”; hãy dùng số nguyên của một trong các đơn vị: {UNIT_LIST}; "
        "riêng ngày làm việc có thể thêm nửa ngày, ví dụ 2.5."
    )
    en = (
        f"{amount} of the unit {unit!r} cannot be counted; use a whole number of one of: {UNIT_LIST}; "
        "only working days may be halved, for example 2.5."
    )
    return UncountableLength([Problem("", "deadline.uncountable", {"vi": vi, "en": en})])


def count(start: Position, length: Duration, calendar: WorkingCalendar, pauses: Pauses) -> Position:
    """Where a leg ends that begins after ``start``."""
    amount, unit = length.amount, length.unit
    if unit == WORKING_HOUR:
        return _hours(start, whole(length, 60), calendar, pauses)
    if unit == HALF_DAY:
        return _halves(start, whole(length), calendar, pauses)
    if unit == WORKING_DAY:
        if start.slot or amount % 1:
            return _halves(start, whole(length, 2), calendar, pauses)
        return _working_days(start, int(amount), calendar, pauses)
    if unit == MONTH:
        target = add_months(start.day, whole(length))
        return _calendar_days(start, (target - start.day).days, calendar, pauses)
    if unit == CALENDAR_DAY:
        return _calendar_days(start, whole(length), calendar, pauses)
    raise _uncountable(length)


def rolled(day: date, calendar: WorkingCalendar) -> Position:
    """The end of a period whose last day is ``day``: the next working day when it is a day off (art. 148)."""
    end = calendar.rolled(day)
    return Position(end, moved_from=None if end == day else day)


def _working_days(start: Position, n: int, calendar: WorkingCalendar, pauses: Pauses) -> Position:
    if n == 0:
        return rolled(start.day, calendar)
    add, between = calendar.add_working_days, calendar.working_days_between
    return Position(walk(start.day, n, pauses.days, add, between))


def _halves(start: Position, n: int, calendar: WorkingCalendar, pauses: Pauses) -> Position:
    if n == 0:
        return start if start.slot else rolled(start.day, calendar)
    if start.slot and calendar.counts(start.day, AFTERNOON):
        n -= 1
    if n == 0:
        return Position(start.day)
    last = HalfDayWalk(calendar)
    day = walk(start.day, n, pauses.days, last.add, calendar.half_days_between)
    return Position(day, MORNING if last.slot == MORNING and calendar.counts(day, AFTERNOON) else None)


class HalfDayWalk:
    """Adds half days and remembers in which slot it ended."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.slot = AFTERNOON

    def add(self, day: date, n: int) -> date:
        """The day of the n-th half day after ``day``."""
        found, self.slot = self.calendar.add_half_days(day, n)
        return found


def _calendar_days(start: Position, n: int, calendar: WorkingCalendar, pauses: Pauses) -> Position:
    last = walk(start.day, n, pauses.days, lambda day, k: day + k * DAY, lambda a, b: (b - a).days)
    return rolled(last, calendar)


def _hours(start: Position, minutes: int, calendar: WorkingCalendar, pauses: Pauses) -> Position:
    add, between = calendar.add_minutes, calendar.working_minutes_between
    moment = walk(start.instant(calendar), minutes, pauses.moments, add, between)
    return Position(moment.date(), moment=moment)


def add_months(day: date, n: int) -> date:
    """The same day n months later, or the last day of that month when it has no such day (art. 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def counted(
    start: Position, end: Position, unit: str, calendar: WorkingCalendar, pauses: Pauses
) -> list[date]:
    """The days that were counted between two positions, for explanations."""
    if unit in (CALENDAR_DAY, MONTH):
        days = [start.day + k * DAY for k in range(1, (end.day - start.day).days + 1)]
    else:
        days = list(calendar.counted_days(start.day, end.day))
    if start.slot or (unit == WORKING_HOUR and start.moment):
        days = [start.day, *days]
    return [day for day in days if not any(after < day <= until for after, until in pauses.days)]
