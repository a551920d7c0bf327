"""Civil dates of rules: whole days between the years 1 and 9999, never instants.

What has no date (a part of a day, a year beyond 9999) is None, like a missing answer.
"""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal

_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FARTHEST = 4_000_000


def civil_date(text: str) -> date | None:
    """The date written ``YYYY-MM-DD``; None when there is no such day."""
    if not _SHAPE.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(amount: Decimal) -> int | None:
    if abs(amount) > _FARTHEST or amount != int(amount):
        return None
    return int(amount)


def add_days(start: date, amount: Decimal) -> date | None:
    """The day ``amount`` days after ``start`` (before it when negative)."""
    days = _whole(amount)
    if days is None:
        return None
    ordinal = start.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def add_months(start: date, amount: Decimal) -> date | None:
    """The same day ``amount`` months later; a month without that day gives its last day.

    Civil Code (91/2015/QH13) art. 148.
    """
    months = _whole(amount)
    if months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def days_between(first: date, last: date) -> Decimal:
    """Days from ``first`` to ``last``; negative when ``last`` is earlier."""
    return Decimal(last.toordinal() - first.toordinal())


def years_between(first: date, last: date) -> Decimal:
    """Completed years from ``first`` to ``last`` (age); a year from 29 February is completed on 1 March."""
    return Decimal(last.year - first.year - ((last.month, last.day) < (first.month, first.day)))
