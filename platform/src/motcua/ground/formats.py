"""How amounts, days and times are written for people, by language."""

from datetime import date, datetime, time

from django.utils.translation import get_language

from motcua.ground import clock

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def money(amount: int) -> str:
    """Whole đồng: 1.250.000 đ in Vietnamese, 1,250,000 đ in English."""
    grouped = f"{amount:,}"
    return f"{grouped} đ" if _english() else f"{grouped.replace(',', '.')} đ"


def day(value: date | datetime) -> str:
    """A civil day: 29/07/2026 in Vietnamese, 29 July 2026 in English; a moment gives its day in Vietnam."""
    value = _civil(value)
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if _english() else f"{value:%d/%m/%Y}"


def hour(value: time | datetime) -> str:
    """A time of day in Vietnam: 09:30."""
    local = _civil(value) if isinstance(value, datetime) else value
    return f"{local:%H:%M}"


def moment(value: datetime) -> str:
    """A moment in Vietnam: 09:30 ngày 29/07/2026, or 09:30 on 29 July 2026."""
    return f"{hour(value)} {'on' if _english() else 'ngày'} {day(value)}"


def iso(value: date | datetime) -> str:
    """The machine's form for a `datetime` attribute."""
    return value.isoformat()


def file_size(size: int) -> str:
    """Bytes for people: 850 kB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    written = f"{size / 1_000_000:.1f} MB"
    return written if _english() else written.replace(".", ",")


def _civil(value: date) -> date:
    return clock.civil(value) if isinstance(value, datetime) and value.tzinfo is not None else value


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


FILTERS = {
    "money": money,
    "day": day,
    "hour": hour,
    "moment": moment,
    "iso": iso,
    "file_size": file_size,
}
