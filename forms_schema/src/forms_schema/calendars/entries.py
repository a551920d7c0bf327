"""What a calendar is made of: the week, the hours and the dated entries that change single days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from forms_schema.calendars.errors import invalid

MORNING: Final = "morning"
AFTERNOON: Final = "afternoon"
SLOTS: Final = (MORNING, AFTERNOON)
OPEN: Final = "open"
COUNTS: Final = "counts"
PURPOSES: Final = (OPEN, COUNTS)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def bit(purpose: str, slot: str) -> int:
    """The flag of one slot for one purpose in the byte that describes a day."""
    return 1 << (PURPOSES.index(purpose) * len(SLOTS) + SLOTS.index(slot))


def bits(purposes: Iterable[str], slots: Iterable[str]) -> int:
    """The flags of all the named slots for all the named purposes."""
    wanted = tuple(slots)
    return sum(bit(purpose, slot) for purpose in set(purposes) for slot in set(wanted))


@dataclass(frozen=True)
class Entry:
    """A decision that changes single days.

    ``kind`` ``off`` closes the named slots, ``make_up`` makes them worked. ``affects`` says whether
    intake (``open``), legal counting (``counts``) or both change. ``known_on`` is the day the decision
    became known.
    """

    first: date
    last: date
    kind: str
    name: Mapping[str, str]
    decision: str = ""
    known_on: date | None = None
    slots: tuple[str, ...] = SLOTS
    affects: tuple[str, ...] = PURPOSES
    confirmed: bool = True

    @classmethod
    def read(cls, mapping: Mapping[str, Any], year: Mapping[str, Any] | None = None) -> Entry:
        """Read one entry of a calendar document; what it leaves out is taken from its year."""
        outer = year or {}
        known_on = mapping.get("known_on", outer.get("known_on"))
        first = date.fromisoformat(mapping["from"])
        entry = cls(
            first=first,
            last=date.fromisoformat(mapping.get("to", mapping["from"])),
            kind=mapping["kind"],
            name=mapping["name"],
            decision=mapping.get("decision", outer.get("decision", "")),
            known_on=date.fromisoformat(known_on) if known_on else None,
            slots=tuple(mapping.get("slots", SLOTS)),
            affects=tuple(mapping.get("affects", PURPOSES)),
            confirmed=bool(mapping.get("confirmed", outer.get("confirmed", True))),
        )
        entry.refuse_nonsense()
        return entry

    def refuse_nonsense(self) -> None:
        """Raise InvalidCalendar when the entry cannot mean anything."""
        day = self.first
        if self.last < self.first:
            vi = f"Mục ngày {day} kết thúc ({self.last}) trước khi bắt đầu; hãy sửa ngày."
            raise invalid("ends_before", vi, f"The entry of {day} ends ({self.last}) before it begins.")
        if self.kind not in ("off", "make_up"):
            vi = f"Mục ngày {day} có loại “{self.kind}”; hãy dùng “off” (nghỉ) hoặc “make_up” (làm bù)."
            raise invalid(
                "kind", vi, f"The entry of {day} is of the kind {self.kind!r}; use 'off' or 'make_up'."
            )
        if not (self.slots and set(self.slots) <= set(SLOTS) and set(self.affects) <= set(PURPOSES)):
            vi = f"Mục ngày {day} nêu một buổi hoặc một mục đích không có; hãy chọn lại."
            raise invalid("slot", vi, f"The entry of {day} names a slot or a purpose that does not exist.")

    @property
    def days(self) -> list[date]:
        """Every day the entry speaks of."""
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]

    def applied(self, day_bits: int) -> int:
        """The flags of a day after this entry."""
        mask = bits(self.affects, self.slots)
        return day_bits | mask if self.kind == "make_up" else day_bits & ~mask

    def material(self) -> dict[str, Any]:
        """What counts for the version of a calendar, as plain JSON."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "kind": self.kind,
            "slots": sorted(self.slots),
            "affects": sorted(self.affects),
            "decision": self.decision,
            "known_on": self.known_on.isoformat() if self.known_on else None,
        }


@dataclass(frozen=True)
class Hours:
    """When a slot begins and ends, by the clock of Viet Nam."""

    begins: time
    ends: time

    @classmethod
    def read(cls, pair: Iterable[str]) -> Hours:
        """Read ``["07:30", "11:30"]``."""
        begins, ends = (time.fromisoformat(text) for text in pair)
        if ends <= begins:
            vi = f"Giờ làm việc kết thúc ({ends}) trước khi bắt đầu ({begins}); hãy sửa giờ."
            raise invalid("hours", vi, f"The working hours end ({ends}) before they begin ({begins}).")
        return cls(begins, ends)

    @property
    def minutes(self) -> int:
        """Length of the slot in minutes."""
        return (self.ends.hour - self.begins.hour) * 60 + self.ends.minute - self.begins.minute


def read_week(week: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[int, int]:
    """Flags per weekday (Monday = 0) from ``{"saturday": {"open": ["morning"], "counts": []}}``."""
    return {
        WEEKDAYS.index(name): sum(bits([purpose], slots) for purpose, slots in purposes.items())
        for name, purposes in week.items()
    }
