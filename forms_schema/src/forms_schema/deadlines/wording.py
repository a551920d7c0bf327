"""Dates and lengths of time as people read them, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from forms_schema.deadlines.rule import Duration

Sentence = dict[str, str]

UNIT_NAMES: Final = {
    "working_day": ("ngày làm việc", "working day"),
    "half_day": ("nửa ngày làm việc", "half working day"),
    "working_hour": ("giờ làm việc", "working hour"),
    "calendar_day": ("ngày", "day"),
    "month": ("tháng", "month"),
}
REASON_NAMES: Final = {
    "supplement": ("bổ sung hồ sơ", "the applicant's supplement"),
    "financial_duty": ("thực hiện nghĩa vụ tài chính", "the financial duty"),
    "verification": ("xác minh", "verification"),
    "opinion": ("lấy ý kiến", "opinions"),
    "posting": ("niêm yết công khai", "public posting"),
    "outage": ("sự cố được cơ quan có thẩm quyền xác nhận", "an outage declared by decision"),
}
START_NAMES: Final = {
    "accepted": ("Ngày nhận đủ hồ sơ", "The day the complete dossier was accepted"),
    "fee_paid": ("Ngày nhận đủ hồ sơ và nộp đủ phí", "The day the dossier was complete and the fee paid"),
    "received_by_competent": (
        "Ngày cơ quan giải quyết nhận hồ sơ",
        "The day the competent agency received it",
    ),
    "postmark": ("Ngày theo dấu bưu điện", "The day of the postmark"),
}
STARTING: Final = {
    "accepted": ("hồ sơ được tiếp nhận", "the complete dossier is accepted"),
    "fee_paid": ("hồ sơ được tiếp nhận và phí được nộp", "the dossier is accepted and the fee paid"),
    "received_by_competent": ("cơ quan giải quyết nhận hồ sơ", "the competent agency has received it"),
    "postmark": ("có dấu bưu điện", "there is a postmark"),
}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def both(vi: str, en: str) -> Sentence:
    """A sentence in both languages."""
    return {"vi": vi, "en": en}


def vi_day(day: date) -> str:
    """A day as Vietnamese state papers write it: 01/7/2026, 06/02/2026."""
    return (
        f"{day.day:02d}/{day.month:02d}/{day.year}"
        if day.month < 3
        else f"{day.day:02d}/{day.month}/{day.year}"
    )


def en_day(day: date) -> str:
    """A day in English: 1 July 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def vi_moment(moment: datetime) -> str:
    """A moment in Vietnamese: 09:30 ngày 01/7/2026."""
    return f"{moment:%H:%M} ngày {vi_day(moment.date())}"


def en_moment(moment: datetime) -> str:
    """A moment in English: 09:30 on 1 July 2026."""
    return f"{moment:%H:%M} on {en_day(moment.date())}"


def number(amount: Decimal, language: str) -> str:
    """A number without needless zeros, with the language's decimal sign."""
    text = format(amount.normalize(), "f")
    return text.replace(".", ",") if language == "vi" else text


def length(duration: Duration) -> Sentence:
    """A length of time: "10 ngày làm việc", "10 working days"."""
    vi, en = UNIT_NAMES[duration.unit]
    plural = "" if duration.amount == 1 else "s"
    return both(f"{number(duration.amount, 'vi')} {vi}", f"{number(duration.amount, 'en')} {en}{plural}")


def named(text: Mapping[str, str]) -> Sentence:
    """A name in both languages; Vietnamese stands in for a missing translation."""
    return both(text["vi"], text.get("en") or text["vi"])
