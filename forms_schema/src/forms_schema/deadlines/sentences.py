"""The sentences that explain a due date to a citizen, in Vietnamese and English."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from forms_schema.deadlines.counting import Pauses, Position
from forms_schema.deadlines.events import Wait
from forms_schema.deadlines.rule import DeadlineRule, PauseRule
from forms_schema.deadlines.wording import (
    REASON_NAMES,
    START_NAMES,
    STARTING,
    Sentence,
    both,
    en_day,
    en_moment,
    length,
    named,
    vi_day,
    vi_moment,
)

if TYPE_CHECKING:
    from forms_schema.deadlines.course import LegDue


def not_started(start: str) -> Sentence:
    """The clock has not started."""
    vi, en = STARTING[start]
    return both(f"Thời hạn chưa bắt đầu; thời hạn được tính khi {vi}.", f"The clock starts when {en}.")


def begun(start: str, position: Position, in_hours: bool) -> Sentence:
    """From when the period runs: hours from the moment, days from the day after (Civil Code art. 147)."""
    if in_hours and position.moment:
        vi = f"Thời hạn tính từ {vi_moment(position.moment)}."
        return both(vi, f"The period runs from {en_moment(position.moment)}.")
    vi_name, en_name = START_NAMES[start]
    return both(
        f"{vi_name} {vi_day(position.day)} không tính (Điều 147 Bộ luật Dân sự).",
        f"{en_name}, {en_day(position.day)}, is not counted (Civil Code, art. 147).",
    )


def leg(due: LegDue) -> Sentence:
    """One leg with its length, its counted days and its end."""
    name, size = named(due.name), length(due.length)
    off = named(due.moved_why) if due.moved_why else None
    vi_off, en_off = (f" ({off['vi']})", f" ({off['en']})") if off else ("", "")
    if not due.length.amount and not due.end_at:
        return _same_day(due, name, vi_off, en_off)
    vi_end = vi_moment(due.end_at) if due.end_at else f"hết ngày {vi_day(due.end)}"
    en_end = en_moment(due.end_at) if due.end_at else f"the end of {en_day(due.end)}"
    vi, en = f"{name['vi']}: {size['vi']}", f"{name['en']}: {size['en']}"
    if due.counted and due.length.amount:
        vi += f", tính từ {vi_day(due.counted[0])}"
        en += f", counted from {en_day(due.counted[0])}"
    vi, en = f"{vi} đến {vi_end}.", f"{en} until {en_end}."
    if due.moved_from:
        vi += (
            f" Ngày {vi_day(due.moved_from)} là ngày nghỉ{vi_off} nên chuyển sang ngày làm việc tiếp theo"
            " (Điều 148)."
        )
        en += f" {en_day(due.moved_from)} is a day off{en_off}, so the next working day is taken (art. 148)."
    return both(vi, en)


def _same_day(due: LegDue, name: Sentence, vi_off: str, en_off: str) -> Sentence:
    """A leg of no days: the very day, or the next working day when that is a day off."""
    if not due.moved_from:
        vi = f"{name['vi']}: ngay trong ngày {vi_day(due.end)}."
        return both(vi, f"{name['en']}: the same day, {en_day(due.end)}.")
    moved, end = due.moved_from, due.end
    return both(
        f"{name['vi']}: trong ngày; {vi_day(moved)} là ngày nghỉ{vi_off} nên trả ngày {vi_day(end)}.",
        f"{name['en']}: the same day; {en_day(moved)} is a day off{en_off}, so it is given on {en_day(end)}.",
    )


def paused(wait: Wait, pauses: Pauses) -> Sentence:
    """Time left out."""
    vi, en = REASON_NAMES[wait.reason]
    first, last = wait.begins.date(), wait.ends.date()
    if wait.open:
        return both(
            f"Đang chờ {vi} từ {vi_day(first)}; thời gian sau ngày này chưa tính. Ngày hẹn được tính như thể "
            f"việc chờ kết thúc ngày {vi_day(last)}.",
            f"Waiting for {en} since {en_day(first)}; the time after that day is not counted. The date is "
            f"computed as if the waiting ended on {en_day(last)}.",
        )
    return both(
        f"Thời gian chờ {vi} không tính: sau ngày {vi_day(first)} đến hết ngày {vi_day(last)}.",
        f"Waiting for {en} is not counted: after {en_day(first)} up to and with {en_day(last)}.",
    )


def changed(wait: Wait, pause: PauseRule) -> Sentence:
    """A wait that restarted, replaced or lengthened the period."""
    vi, en = REASON_NAMES[wait.reason]
    extra = length(pause.length) if pause.length else both("", "")
    day, english = vi_day(wait.ends.date()), en_day(wait.ends.date())
    if wait.open:
        day, english = f"{day} (tạm tính, việc chờ chưa kết thúc)", f"{english} (provisional, still waiting)"
    if pause.effect == "restart":
        return both(
            f"Sau khi {vi} xong ngày {day}, thời hạn được tính lại từ đầu.",
            f"After {en} on {english}, the whole period starts again.",
        )
    if pause.effect == "replace":
        return both(
            f"Sau khi {vi} xong ngày {day}, thời hạn còn lại được thay bằng {extra['vi']}.",
            f"After {en} on {english}, {extra['en']} replace what was left.",
        )
    return both(f"Thời hạn được cộng thêm {extra['vi']} để {vi}.", f"{extra['en']} are added for {en}.")


def too_late(wait: Wait) -> Sentence:
    """A wait that began after the period was over."""
    vi, en = REASON_NAMES[wait.reason]
    day = wait.begins.date()
    return both(
        f"Việc {vi} bắt đầu ngày {vi_day(day)}, sau khi thời hạn đã hết, nên không làm thay đổi thời hạn.",
        f"Waiting for {en} began on {en_day(day)}, after the period was over, and does not change it.",
    )


def received_later(moment: datetime, day: date) -> Sentence:
    """A receipt that counts as one of the next working day."""
    return both(
        f"Hồ sơ nhận lúc {vi_moment(moment)} được coi là nhận vào ngày làm việc tiếp theo {vi_day(day)}.",
        f"Received at {en_moment(moment)}, the dossier counts as received on {en_day(day)}.",
    )


def result_later(rule: DeadlineRule, day: date) -> Sentence:
    """A result that moves to the next working day because of a late receipt."""
    at = f"{rule.late_cutoff.after:%H:%M}" if rule.late_cutoff else ""
    return both(
        f"Hồ sơ nhận sau {at} nên kết quả được trả vào ngày làm việc tiếp theo {vi_day(day)}.",
        f"Received after {at}, so the result is due on the next working day, {en_day(day)}.",
    )


def extended(at: datetime, new: date) -> Sentence:
    """An extension."""
    return both(
        f"Ngày {vi_day(at.date())} cơ quan đã gia hạn và hẹn lại ngày {vi_day(new)}.",
        f"On {en_day(at.date())} the date was put off to {en_day(new)}.",
    )


def final(due: date, due_at: datetime | None) -> Sentence:
    """The date itself."""
    vi = vi_moment(due_at) if due_at else f"ngày {vi_day(due)}"
    return both(
        f"Hẹn trả kết quả: {vi}.", f"The result is due {en_moment(due_at) if due_at else en_day(due)}."
    )


def legal(due: date) -> Sentence:
    """The legal limit beside the province's shorter promise."""
    return both(
        f"Thời hạn theo quy định của pháp luật là ngày {vi_day(due)}; địa phương cam kết rút ngắn.",
        f"The legal limit is {en_day(due)}; the province promises an earlier date.",
    )


def provisional(year: int) -> Sentence:
    """A date in a year whose days off are not decided."""
    return both(
        f"Ngày này là tạm tính vì lịch nghỉ năm {year} chưa được công bố.",
        f"The date is provisional, because the days off of {year} are not decided yet.",
    )


VERDICTS = {
    "early": ("Kết quả có trước hạn.", "The result came early."),
    "on_time": ("Kết quả có đúng hạn.", "The result came on time."),
    "overdue": ("Kết quả có quá hạn.", "The result came too late."),
}


def judged(verdict: str) -> Sentence:
    """The verdict in words."""
    return both(*VERDICTS[verdict])
