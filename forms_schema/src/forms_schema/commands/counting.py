"""``calendar due``: a length of time counted from a day or a moment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from forms_schema.calendars import VIETNAM
from forms_schema.commands.report import FINE, Report, said, unusable
from forms_schema.deadlines import add


def due_report(start: str, amount: str, unit: str, language: str, *, explain: bool) -> Report:
    """The day (the moment, for hours) on which the time ends; with ``explain`` the days that were counted."""
    found = add(_start(start), _amount(amount), unit, VIETNAM)
    end = found.due_at.isoformat(timespec="minutes") if found.due_at else found.due.isoformat()
    lines = [end]
    if explain:
        lines += [said(line, language) for line in found.explanation]
        lines += [f"  {number}. {day.isoformat()}" for number, day in enumerate(found.counted, 1)]
    data = {
        "due": found.due.isoformat(),
        "due_at": found.due_at.isoformat() if found.due_at else None,
        "counted": [day.isoformat() for day in found.counted],
        "provisional": found.provisional,
        "explanation": [dict(line) for line in found.explanation],
    }
    return Report(FINE, tuple(lines), data)


def _start(text: str) -> date | datetime:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        raise unusable(
            f"“{text}” không phải ngày. Hãy viết như 2026-02-12 hoặc 2026-02-12T14:30.",
            f"“{text}” is not a day. Write it like 2026-02-12 or 2026-02-12T14:30.",
        ) from None


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and 0 <= amount <= 10_000):
        raise unusable(
            f"“{text}” không phải độ dài thời hạn. Hãy viết số từ 0 đến 10000, ví dụ 3 hoặc 2.5.",
            f"“{text}” is not a length of time. Write a number from 0 to 10000, for example 3 or 2.5.",
        )
    return amount
