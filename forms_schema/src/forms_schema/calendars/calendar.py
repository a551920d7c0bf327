"""Working calendars: which half days are worked, and counting with them by looking up tables.

A calendar is data. Every day has two slots (morning, afternoon) and every slot two flags: ``open``
(dossiers are taken in) and ``counts`` (the slot counts for legal periods). A day is a *working day*
when at least one of its slots counts. All arithmetic excludes the first day (Civil Code 2015, art. 147)
and works on tables, never by walking over days.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from importlib import resources
from itertools import accumulate
from typing import Any

from forms_schema.calendars.entries import COUNTS, MORNING, OPEN, SLOTS, Entry, Hours, bit, bits, read_week
from forms_schema.calendars.errors import outside
from forms_schema.calendars.statute import provisional_entries


class WorkingCalendar:
    """An immutable calendar built from a document of the format ``motcua.calendar/1``."""

    def __init__(self, document: Mapping[str, Any], layers: tuple[Mapping[str, Any], ...] = ()) -> None:
        self._document = document
        self._layers = layers
        self.first = date(document["first_year"], 1, 1)
        self.last = date(document["last_year"], 12, 31)
        self.decided_years = frozenset(int(year["year"]) for year in document["years"])
        self.hours = {slot: Hours.read(pair) for slot, pair in self._latest("hours").items()}
        self._week = read_week(self._latest("week"))
        self.entries = tuple(self._read_entries())
        self._bits = self._build()
        self._base = self.first.toordinal()

    def _latest(self, key: str) -> dict[str, Any]:
        merged: dict[str, Any] = dict(self._document[key])
        for layer in self._layers:
            merged |= layer.get(key) or {}
        return merged

    def _read_entries(self) -> Iterable[Entry]:
        for year in range(self.first.year, self.last.year + 1):
            if year not in self.decided_years:
                yield from provisional_entries(year, self._document["statute"])
        for decided in self._document["years"]:
            yield from (Entry.read(entry, decided) for entry in decided["entries"])
        for layer in self._layers:
            yield from layer["entries"]

    def _build(self) -> bytearray:
        length = (self.last - self.first).days + 1
        start = self.first.weekday()
        days = bytearray(self._week[(start + n) % 7] for n in range(length))
        for entry in self.entries:
            for day in entry.days:
                if self.first <= day <= self.last:
                    index = (day - self.first).days
                    days[index] = entry.applied(days[index])
        return days

    @classmethod
    def from_json(cls, text: str | bytes) -> WorkingCalendar:
        """Build a calendar from the text of its document."""
        return cls(json.loads(text))

    def layer(
        self,
        entries: Iterable[Entry | Mapping[str, Any]] = (),
        *,
        week: Mapping[str, Any] | None = None,
        hours: Mapping[str, Any] | None = None,
    ) -> WorkingCalendar:
        """A calendar that inherits this one: nation → province → agency. The later layer wins."""
        read = tuple(entry if isinstance(entry, Entry) else Entry.read(entry) for entry in entries)
        return WorkingCalendar(
            self._document, (*self._layers, {"entries": read, "week": week, "hours": hours})
        )

    def as_known_on(self, day: date) -> WorkingCalendar:
        """The calendar as it was known on a day: decisions that became known later are left out."""
        years = [
            {**year, "entries": [raw for raw in year["entries"] if _known(Entry.read(raw, year), day)]}
            for year in self._document["years"]
            if date.fromisoformat(year["known_on"]) <= day
        ]
        layers = tuple(
            {**layer, "entries": tuple(entry for entry in layer["entries"] if _known(entry, day))}
            for layer in self._layers
        )
        return WorkingCalendar({**self._document, "years": years}, layers)

    @cached_property
    def version(self) -> str:
        """Hash of everything that can change a date; stored beside every date computed with this calendar."""
        material = {
            "week": self._week,
            "hours": {slot: [str(h.begins), str(h.ends)] for slot, h in self.hours.items()},
            "entries": [entry.material() for entry in self.entries],
            "decided": sorted(self.decided_years),
            "years": [self.first.year, self.last.year],
        }
        text = json.dumps(material, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    # What a day is

    def _day_bits(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise outside(self.first, self.last)
        return self._bits[day.toordinal() - self._base]

    def is_working(self, day: date) -> bool:
        """Whether the day counts for legal periods."""
        return bool(self._day_bits(day) & bits([COUNTS], SLOTS))

    def counts(self, day: date, slot: str) -> bool:
        """Whether one slot of the day counts for legal periods."""
        return bool(self._day_bits(day) & bit(COUNTS, slot))

    def is_open(self, day: date, slot: str | None = None) -> bool:
        """Whether dossiers are taken in on the day (or in one slot of it)."""
        return bool(self._day_bits(day) & bits([OPEN], [slot] if slot else SLOTS))

    def is_provisional(self, day: date) -> bool:
        """Whether no yearly decision on days off is known for the day's year; such dates must say so."""
        return day.year not in self.decided_years

    @property
    def decided_until(self) -> date:
        """The last day for which the days off are decided."""
        return date(max(self.decided_years, default=self.first.year - 1), 12, 31)

    def reasons(self, day: date) -> tuple[Entry, ...]:
        """The entries that speak of a day, in the order they apply."""
        return tuple(entry for entry in self.entries if entry.first <= day <= entry.last)

    # Counting days

    @cached_property
    def tables(self) -> tuple[Mapping[date, int], array[int], list[date]]:
        """The number of each day, the working days before it, and the working days in order."""
        number, days = _days_of(self.first, self.last)
        counts = bits([COUNTS], SLOTS)
        before = accumulate((1 if flags & counts else 0 for flags in self._bits), initial=0)
        worked = [day for day, flags in zip(days, self._bits, strict=True) if flags & counts]
        return number, array("i", before), worked

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after ``day``; ``day`` itself is not counted (Civil Code art. 147).

        For n = 0 the answer is ``day``, or the next working day when ``day`` is a day off (art. 148).
        A negative n counts working days back.
        """
        number, before, worked = self.tables
        try:
            if n > 0:
                return worked[before[number[day] + 1] + n - 1]
            place = before[number[day]] + n
            if place >= 0:
                return worked[place]
        except LookupError:
            pass
        raise outside(self.first, self.last)

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.add_working_days(day, 1)

    def rolled(self, day: date) -> date:
        """``day`` itself, or the next working day when it is a day off (Civil Code art. 148)."""
        return self.add_working_days(day, 0)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after ``after`` up to and with ``until``; negative when ``until`` is earlier."""
        return self._rank(until) - self._rank(after)

    def counted_days(self, after: date, until: date) -> tuple[date, ...]:
        """The working days after ``after`` up to and with ``until``, for explanations."""
        return tuple(self.tables[2][self._rank(after) : self._rank(until)])

    def _rank(self, day: date) -> int:
        number, before, _ = self.tables
        try:
            return before[number[day] + 1]
        except KeyError:
            raise outside(self.first, self.last) from None

    # Counting half days: position 2 * ordinal + slot

    @cached_property
    def _halves(self) -> list[int]:
        flags = [bit(COUNTS, slot) for slot in SLOTS]
        days = enumerate(self._bits)
        return [2 * (self._base + n) + s for n, day in days for s, flag in enumerate(flags) if day & flag]

    def add_half_days(self, day: date, n: int, *, after_slot: str | None = None) -> tuple[date, str]:
        """The slot that ends n half working days after ``day`` (or after one slot of it)."""
        position = 2 * self._ordinal(day) + (SLOTS.index(after_slot) if after_slot else 1)
        index = bisect_right(self._halves, position) + n - 1
        if n == 0:
            index = bisect_left(self._halves, position)
        ordinal, slot = divmod(self._at(self._halves, index), 2)
        return date.fromordinal(ordinal), SLOTS[slot]

    def half_days_between(self, after: date, until: date) -> int:
        """Half working days in the days after ``after`` up to and with ``until``."""
        return bisect_right(self._halves, 2 * self._ordinal(until) + 1) - bisect_right(
            self._halves, 2 * self._ordinal(after) + 1
        )

    # Counting minutes

    @cached_property
    def _minutes_before(self) -> list[int]:
        lengths = [self.hours[slot].minutes for slot in SLOTS]
        return list(accumulate((lengths[half % 2] for half in self._halves), initial=0))

    def elapsed_minutes(self, moment: datetime) -> int:
        """Working minutes from the calendar's first day to ``moment``; differences of it measure spans."""
        moment = moment.replace(tzinfo=None)
        ordinal = self._ordinal(moment.date())
        index = bisect_left(self._halves, 2 * ordinal)
        minutes = self._minutes_before[index]
        for half in self._halves[index : index + 2]:
            if half // 2 == ordinal:
                minutes += self._inside(SLOTS[half % 2], moment)
        return minutes

    def _inside(self, slot: str, moment: datetime) -> int:
        begins = datetime.combine(moment.date(), self.hours[slot].begins)
        gone = (moment - begins) // timedelta(minutes=1)
        return min(max(gone, 0), self.hours[slot].minutes)

    def at_elapsed(self, minutes: int) -> datetime:
        """The first moment at which so many working minutes have gone since the calendar's first day."""
        index = bisect_left(self._minutes_before, minutes) - 1
        half = self._at(self._halves, max(index, 0))
        slot = SLOTS[half % 2]
        begins = datetime.combine(date.fromordinal(half // 2), self.hours[slot].begins)
        return begins + timedelta(minutes=minutes - self._minutes_before[max(index, 0)])

    def add_minutes(self, moment: datetime, n: int) -> datetime:
        """The moment n working minutes after ``moment``; minutes outside working hours are not counted."""
        if n == 0:
            return moment.replace(tzinfo=None)
        return self.at_elapsed(self.elapsed_minutes(moment) + n)

    def working_minutes_between(self, begins: datetime, ends: datetime) -> int:
        """Working minutes between two moments."""
        return self.elapsed_minutes(ends) - self.elapsed_minutes(begins)

    def opening(self, day: date) -> datetime:
        """The moment work begins on a working day."""
        slot = MORNING if self.counts(day, MORNING) else SLOTS[1]
        return datetime.combine(day, self.hours[slot].begins)

    def closing(self, day: date, slot: str) -> datetime:
        """The moment a slot of a day ends."""
        return datetime.combine(day, self.hours[slot].ends)

    def _ordinal(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise outside(self.first, self.last)
        return day.toordinal()

    def _at(self, table: list[int], index: int) -> int:
        if not 0 <= index < len(table):
            raise outside(self.first, self.last)
        return table[index]


@lru_cache(maxsize=8)
def _days_of(first: date, last: date) -> tuple[Mapping[date, int], tuple[date, ...]]:
    """The days of a span with their numbers; all calendars of the same years share them."""
    days = tuple(first + timedelta(n) for n in range((last - first).days + 1))
    return {day: n for n, day in enumerate(days)}, days


def _known(entry: Entry, day: date) -> bool:
    return entry.known_on is None or entry.known_on <= day


def load_vietnam() -> WorkingCalendar:
    """The national calendar that comes with the package: 2022-2026 decided, provisional around them."""
    data = resources.files("forms_schema.calendars") / "data" / "vietnam.json"
    return WorkingCalendar.from_json(data.read_text(encoding="utf-8"))
