"""What a calendar refuses.

Exceptions of the package, all of them FormsSchemaError and ValueError::

    CalendarError
    ├── InvalidCalendar         an entry or the hours cannot mean anything
    └── OutOfCalendar           the calculation leaves the years the calendar covers
"""

from __future__ import annotations

from datetime import date

from forms_schema.problems import FormsSchemaError, Problem


class CalendarError(FormsSchemaError, ValueError):
    """A calendar cannot be read or cannot answer."""


class InvalidCalendar(CalendarError):
    """An entry or the hours of a calendar cannot mean anything."""


class OutOfCalendar(CalendarError):
    """The calculation leaves the years the calendar covers; extend the calendar's data first."""


def invalid(code: str, vi: str, en: str) -> InvalidCalendar:
    """The refusal of a part of a calendar."""
    return InvalidCalendar([Problem("", f"calendar.{code}", {"vi": vi, "en": en})])


def outside(first: date, last: date) -> OutOfCalendar:
    """The refusal of a day the calendar has no data for."""
    vi = (
        f"Lịch làm việc chỉ có dữ liệu từ {first.year} đến {last.year}; "
        "hãy bổ sung dữ liệu lịch cho các năm cần tính."
    )
    en = f"The working calendar only covers {first.year} to {last.year}; add the missing years to the calendar's data."
    params = {"from": first.isoformat(), "to": last.isoformat()}
    return OutOfCalendar([Problem("", "calendar.out_of_range", {"vi": vi, "en": en}, params=params)])
