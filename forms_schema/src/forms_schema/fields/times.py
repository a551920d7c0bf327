"""Civil dates, dates of which only the year or the month is known, and times of day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .base import FieldType, Json, Refusal, Samples, Schema, compact, say, tidy

_ISO = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_PARTIAL = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FIRST_YEAR, _LAST_YEAR = 1800, 2200

_WRONG_DATE = Refusal(
    "wrong_date",
    say(
        "“{label}” chưa đúng. Hãy gõ ngày, tháng, năm đủ bốn chữ số, ví dụ 05/09/2026.",
        "“{label}” is not a date. Type day, month and a year of four digits, for example 05/09/2026.",
    ),
)
_NO_SUCH_DAY = Refusal(
    "no_such_day",
    say(
        "“{label}” là ngày không có trong lịch. Hãy kiểm tra lại ngày và tháng.",
        "“{label}” is not a day of the calendar. Check the day and the month.",
    ),
)
_WRONG_PARTIAL = Refusal(
    "wrong_date",
    say(
        "“{label}” chưa đúng. Hãy gõ năm (1950), tháng/năm (9/1950) hoặc ngày/tháng/năm (02/09/1950).",
        "“{label}” is not a date. Type a year (1950), month/year (9/1950) or day/month/year (02/09/1950).",
    ),
)


def date_numbers(text: str) -> list[int] | None:
    """Year, month, day (as many as were given) of a typed date, in that order; ``None`` if unreadable."""
    words = re.sub(r"ngày|tháng|năm", " ", tidy(text).lower())
    packed = compact(words, "")
    if re.fullmatch(r"[0-9]{8}", packed):
        return [int(packed[4:]), int(packed[2:4]), int(packed[:2])]
    numbers = [part for part in re.split(r"[\s/.\-]+", compact_digits(words)) if part]
    if not numbers or len(numbers) > 3 or not all(re.fullmatch(r"[0-9]{1,4}", n) for n in numbers):
        return None
    ordered = numbers if len(numbers[0]) == 4 else numbers[::-1]
    short = any(len(n) > 2 for n in ordered[1:])
    return None if len(ordered[0]) != 4 or short else [int(n) for n in ordered]


def compact_digits(text: str) -> str:
    """Full-width digits made plain, separators kept."""
    return " ".join(compact(word, "") for word in text.split())


def iso(numbers: Sequence[int]) -> str | None:
    """``[1990, 5]`` → ``1990-05``; ``None`` when there is no such year, month or day."""
    year, month, day = [*numbers, 1, 1][:3]
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return "-".join([f"{year:04d}", *(f"{n:02d}" for n in numbers[1:])])


class Date(FieldType):
    """A day of the calendar, kept as ``YYYY-MM-DD``."""

    id = "date"
    base = {"type": "string", "maxLength": 10, "pattern": f"^{_ISO}$"}
    rule_type = "date"
    widget = "date"
    boxes = ("day", "month", "year")
    samples = Samples(
        valid=("2026-07-01", "2024-02-29"),
        invalid=("2026-02-30", "01/07/2026", "2026-7-1", "2026-13-01", 20260701, "2026-07-01\n"),
        accepts=(
            ("1/7/2026", "2026-07-01"),
            ("01-07-2026", "2026-07-01"),
            ("1.7.2026", "2026-07-01"),
            ("2026-07-01", "2026-07-01"),
            ("01072026", "2026-07-01"),
            ("ngày 1 tháng 7 năm 2026", "2026-07-01"),
        ),
        refuses=("30/2/2026", "1/7/26", "7/2026", "2026", "hôm qua", "1/7/1526", "13/13/2026"),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """Day first, as written in Viet Nam; or ISO with the year first."""
        numbers = date_numbers(text)
        if numbers is None or len(numbers) != 3:
            return _WRONG_DATE
        return iso(numbers) or _NO_SUCH_DAY

    def parse_parts(self, parts: Mapping[str, Sequence[str]], written: Schema) -> Json | Refusal:
        """Three boxes; a box left empty is asked for, never filled in."""
        boxes = [(parts.get(name) or [""])[-1] for name in self.boxes]
        return self.parse(["/".join(box.strip() for box in boxes if box.strip())], written)

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """The day must exist."""
        return None if self.rule_value(value) else _NO_SUCH_DAY

    def typed(self, value: Json) -> list[str]:
        """Day/month/year in both languages: the order of the boxes does not change with the language."""
        return [] if value is None else ["/".join(reversed(str(value).split("-")))]

    def format(self, value: Json, language: str, written: Schema) -> str:
        """``01/07/2026`` or ``1 July 2026``; a month or a year alone stays alone."""
        if not isinstance(value, str) or not re.fullmatch(_PARTIAL, value):
            return ""
        if language != "en":
            return "/".join(reversed(value.split("-")))
        year, *rest = value.split("-")
        month = [_MONTHS[int(rest[0]) - 1]] if rest else []
        return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])

    def rule_value(self, value: Json) -> Any:
        """A civil date."""
        if not isinstance(value, str) or not re.fullmatch(_ISO, value):
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None

    def json_value(self, value: Any, written: Schema) -> Json:
        """ISO text."""
        return value.isoformat() if isinstance(value, date) else value


class PartialDate(Date):
    """A date of which the day, or day and month, may be unknown; it never becomes 1 January."""

    id = "partial_date"
    base = {"type": "string", "maxLength": 10, "pattern": f"^{_PARTIAL}$"}
    rule_type = "str"
    widget = "partial_date"
    samples = Samples(
        valid=("1950", "1950-09", "1950-09-02"),
        invalid=("1950-13", "50", "1950-00-00", "1950-02-30"),
        accepts=(("1950", "1950"), ("9/1950", "1950-09"), ("1950-09", "1950-09"), ("2/9/1950", "1950-09-02")),
        refuses=("50", "13/1950", "30/2/1950", "khoảng 1950", "2/9/50"),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """As much of the date as was given."""
        numbers = date_numbers(text)
        return _WRONG_PARTIAL if numbers is None else iso(numbers) or _NO_SUCH_DAY

    def parse_parts(self, parts: Mapping[str, Sequence[str]], written: Schema) -> Json | Refusal:
        """Empty day, or empty day and month, mean unknown; a day without its month is asked again."""
        day, month, year = ((parts.get(name) or [""])[-1].strip() for name in self.boxes)
        if (day and not month) or (month and not year) or (day and not year):
            return _WRONG_PARTIAL
        return super().parse_parts(parts, written)

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """What was given must exist."""
        numbers = date_numbers(value) if isinstance(value, str) else None
        return None if numbers and iso(numbers) else _NO_SUCH_DAY

    def rule_value(self, value: Json) -> Any:
        """The text as kept: rules may compare it for equality, not count days from it."""
        return value if isinstance(value, str) and value else None


class Time(FieldType):
    """A time of day, 24 hours, ``HH:MM``."""

    id = "time"
    base = {"type": "string", "maxLength": 5, "pattern": f"^{_TIME}$"}
    widget = "time"
    samples = Samples(
        valid=("07:30", "00:00", "23:59"),
        invalid=("24:00", "7:30", "07:60", "07.30", 730),
        accepts=(
            ("7:30", "07:30"),
            ("07h30", "07:30"),
            ("7 giờ 30", "07:30"),
            ("15h", "15:00"),
            ("1530", "15:30"),
        ),
        refuses=("25:00", "7:60", "chiều", "3 pm", "7", "730"),
    )
    _refusal = Refusal(
        "wrong_time",
        say(
            "“{label}” chưa đúng. Hãy gõ giờ và phút theo 24 giờ, ví dụ 07:30 hoặc 15:00.",
            "“{label}” is not a time. Type it on the 24-hour clock, for example 07:30 or 15:00.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """``7h30``, ``7 giờ 30``, ``0730`` and ``07:30`` are the same time."""
        plain = re.sub(r"giờ|phút|h|g|p|\.", ":", compact(text.lower(), "")).strip(":")
        hour_only = compact(text.lower(), "")[-1:] in ("h", "g", "ờ")
        found = re.fullmatch(r"([0-9]{1,2}):([0-9]{1,2})|([0-9]{2})([0-9]{2})", plain)
        if hour_only and re.fullmatch(r"[0-9]{1,2}", plain):
            hours, minutes = plain, "0"
        elif found:
            hours, minutes = found[1] or found[3], found[2] or found[4]
        else:
            return self._refusal
        return (
            f"{int(hours):02d}:{int(minutes):02d}" if int(hours) < 24 and int(minutes) < 60 else self._refusal
        )

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """``HH:MM`` and nothing after it."""
        return None if re.fullmatch(_TIME, str(value)) else self._refusal
