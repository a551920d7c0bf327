"""What the desk says on a day off: what is taken in then counts from the next working day."""

from __future__ import annotations

from datetime import date

from catalog.reads import working_calendar

from motcua.ground import clock


def counts_from() -> date | None:
    """On a day off the working day from which time counts; None on a working day."""
    today, calendar = clock.today(), working_calendar()
    return None if calendar.is_working(today) else calendar.next_working_day(today)
