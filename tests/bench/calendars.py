"""The province's calendar asked for: a fingerprint and the calendar that is known, or its entries each time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bench.timing import Comparison, Contender, compare

ENTRIES = 60


def run() -> Comparison:
    """All give the same calendar, then they are timed; the database's own work is not in the figure."""
    from catalog import reads

    _enter()
    assert len({one().version for one in (reads.working_calendar, _entries_read, _built_anew)}) == 1
    return compare(
        f"The working calendar with {ENTRIES} entries of the province, asked for",
        "call",
        Contender("fingerprint, known calendar", reads.working_calendar),
        Contender("entries read, known calendar", _entries_read),
        Contender("entries read, calendar built", _built_anew),
    )


def _enter() -> None:
    from catalog.models import CalendarEntry

    days = [date(2026, 1, 1) + timedelta(days=3 * number) for number in range(ENTRIES)]
    facts = {"kind": "off", "name_vi": "Nghỉ", "decision": "Quyết định 01/QĐ-UBND"}
    CalendarEntry.objects.bulk_create(
        CalendarEntry(first_day=day, last_day=day, known_on=day, **facts) for day in days
    )


def _entries_read() -> Any:
    from catalog import reads

    return reads._read_calendar(("province",))


def _built_anew() -> Any:
    from forms_schema.calendars import VIETNAM

    from catalog import reads

    return VIETNAM.layer([row.as_entry() for row in reads.calendar_entries()])
