"""Putting off the due date: once unless the procedure says otherwise, and announced in time.

Decree 61/2018, art. 19.9: at the latest one day before expiry, with an apology and the new date, at
most once.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from forms_schema.calendars import WorkingCalendar
from forms_schema.deadlines.counting import Pauses, Position, add_months, count
from forms_schema.deadlines.rule import CALENDAR_DAY, MONTH, WORKING_DAY, Duration, ExtensionRule
from forms_schema.deadlines.wording import both, en_day, length, vi_day
from forms_schema.problems import Problem


def extension_problem(
    rule: ExtensionRule, due: date, used: int, at: datetime, new: date | None, calendar: WorkingCalendar
) -> Problem | None:
    """Why a due date cannot be put off to ``new`` at a moment, or None when it can."""
    if used >= rule.most:
        vi = f"Chỉ được gia hạn {rule.most} lần; không thể hẹn lại thêm."
        return _problem("extension_max", vi, f"The date may be put off only {_times(rule.most)}.")
    latest = latest_notice(due, rule.notice_before, calendar)
    if at.date() > latest:
        vi = f"Phải thông báo gia hạn chậm nhất ngày {vi_day(latest)}; ngày {vi_day(at.date())} là quá muộn."
        en = f"The extension must be announced by {en_day(latest)}; {en_day(at.date())} is too late."
        return _problem("extension_late", vi, en)
    if new is None or new <= due:
        vi = f"Ngày hẹn mới phải sau ngày hẹn cũ {vi_day(due)}; hãy chọn ngày khác."
        en = f"The new date must be after {en_day(due)}; choose another."
        return _problem("extension_backwards", vi, en)
    longest = rule.longest and count(Position(due), rule.longest, calendar, Pauses()).day
    if rule.longest and longest and new > longest:
        most = length(rule.longest)
        vi = f"Chỉ được gia hạn thêm tối đa {most['vi']}, đến {vi_day(longest)}; hãy chọn ngày sớm hơn."
        en = f"At most {most['en']} may be added, until {en_day(longest)}; choose an earlier day."
        return _problem("extension_too_long", vi, en)
    return None


def latest_notice(due: date, notice: Duration, calendar: WorkingCalendar) -> date:
    """The last day on which an extension can be announced; units below a day ask for the due date itself."""
    amount = int(notice.amount)
    if notice.unit == CALENDAR_DAY:
        return due - timedelta(amount)
    if notice.unit == WORKING_DAY:
        return calendar.add_working_days(due, -amount) if amount else due
    return add_months(due, -amount) if notice.unit == MONTH else due


def not_a_working_day(new: date, moved: date) -> Problem:
    """The new date is a day off; the period ends on the next working day (Civil Code art. 148)."""
    vi = f"Ngày hẹn mới {vi_day(new)} là ngày nghỉ; thời hạn kết thúc vào {vi_day(moved)}."
    en = f"The new date, {en_day(new)}, is a day off; the period ends on {en_day(moved)}."
    return _problem("extension_day_off", vi, en)


def _times(most: int) -> str:
    return "once" if most == 1 else f"{most} times"


def _problem(code: str, vi: str, en: str) -> Problem:
    return Problem("/deadlines/extension", f"deadline.{code}", both(vi, en), "warning")
