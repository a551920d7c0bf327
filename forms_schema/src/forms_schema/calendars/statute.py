"""Days off that follow from the law alone, for years whose yearly decision is not known.

Labour Code 2019, art. 112: New Year (1 day), Tết (5), Hung Kings (1), 30 April, 1 May, National Day (2
September and one day beside it), and from 2026 Vietnam Culture Day on 24 November. Art. 111.3: a holiday
falling on a weekly rest day is made good on the next working day. Which days of Tết and which neighbour of
2 September are off is decided every year, so everything from here is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from forms_schema.calendars.entries import Entry

DECISION = "Tạm tính theo Bộ luật Lao động 2019, điều 111 và 112"
TUESDAY, WEDNESDAY, FRIDAY, SATURDAY = 1, 2, 4, 5


def beside_national_day(year: int) -> date:
    """The neighbour of 2 September most likely to be off: the one that lengthens the weekend."""
    before = date(year, 9, 2).weekday() in (TUESDAY, WEDNESDAY, FRIDAY, SATURDAY)
    return date(year, 9, 1 if before else 3)


def holidays_of(year: int, statute: Mapping[str, Any]) -> list[tuple[date, str, str]]:
    """The statutory holidays of a year with their names, without days in lieu."""
    found = [
        (date(year, 1, 1), "Tết Dương lịch", "New Year's Day"),
        (date(year, 4, 30), "Ngày Chiến thắng", "Victory Day"),
        (date(year, 5, 1), "Ngày Quốc tế Lao động", "Labour Day"),
        (date(year, 9, 2), "Quốc khánh", "National Day"),
        (beside_national_day(year), "Quốc khánh", "National Day"),
    ]
    lunar = statute["lunar"].get(str(year))
    if lunar:
        eve = date.fromisoformat(lunar["new_year"]) - timedelta(1)
        found += [(eve + timedelta(n), "Tết Nguyên đán", "Lunar New Year") for n in range(5)]
        hung_kings = date.fromisoformat(lunar["hung_kings"])
        found.append((hung_kings, "Giỗ Tổ Hùng Vương", "Hung Kings' Day"))
    if year >= statute["culture_day_from"]:
        found.append((date(year, 11, 24), "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"))
    return sorted(found)


def provisional_entries(year: int, statute: Mapping[str, Any]) -> Iterable[Entry]:
    """The days off of an undecided year, days in lieu included."""
    holidays = holidays_of(year, statute)
    taken = {day for day, _, _ in holidays}
    for day, name, english in holidays:
        yield _off(day, name, english)
    for day, name, english in holidays:
        if day.weekday() >= SATURDAY:
            in_lieu = _next_free(day, taken)
            taken.add(in_lieu)
            yield _off(in_lieu, f"{name} (nghỉ bù)", f"{english} (day in lieu)")


def _next_free(day: date, taken: set[date]) -> date:
    while day.weekday() >= SATURDAY or day in taken:
        day += timedelta(1)
    return day


def _off(day: date, name: str, english: str) -> Entry:
    return Entry(day, day, "off", {"vi": name, "en": english}, DECISION, confirmed=False)
