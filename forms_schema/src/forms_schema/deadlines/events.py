"""What happened to a dossier, as far as its deadline is concerned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

WAITS: Final = {
    "supplement": ("supplement_requested", "supplement_received"),
    "financial_duty": ("financial_duty_requested", "financial_duty_met"),
    "verification": ("verification_started", "verification_ended"),
    "opinion": ("opinion_requested", "opinion_received"),
    "posting": ("posting_started", "posting_ended"),
    "outage": ("outage_declared", "outage_ended"),
}
"""Reason of a wait → the events that begin and end it."""

STARTS: Final = {
    "accepted": ("accepted",),
    "fee_paid": ("accepted", "fee_paid"),
    "received_by_competent": ("received_by_competent",),
    "postmark": ("postmarked",),
}
"""Start of a rule → the events that must all have happened; the clock starts with the last of them."""

ENDS: Final = ("decided", "returned")
"""What ends the clock, the first kind that happened."""

EVENT_NAMES: Final = frozenset(
    {"submitted", "accepted", "fee_paid", "received_by_competent", "postmarked", "extended", *ENDS}
    | {name for pair in WAITS.values() for name in pair}
)


@dataclass(frozen=True)
class TimedEvent:
    """Something that happened at ``at`` (civil time of Viet Nam, without a zone), whenever it was typed in.

    ``date`` is the new due date of an ``extended`` event. ``reason`` tells apart waits of the same kind
    that run side by side, for example two agencies asked for an opinion.
    """

    name: str
    at: datetime
    date: date | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.name not in EVENT_NAMES:
            raise ValueError(f"There is no event {self.name!r}; use one of {', '.join(sorted(EVENT_NAMES))}.")
        if self.at.tzinfo is not None:
            raise ValueError(
                f"The time of {self.name!r} has a zone; give the civil time of Viet Nam without one."
            )


@dataclass(frozen=True)
class Wait:
    """A stretch of waiting; ``open`` means that it has not ended and is cut at the moment of calculation."""

    reason: str
    begins: datetime
    ends: datetime
    open: bool = False


def first_of(events: Iterable[TimedEvent], name: str) -> TimedEvent | None:
    """The earliest event of a name."""
    return min((event for event in events if event.name == name), key=lambda e: e.at, default=None)


def started_at(start: str, events: Iterable[TimedEvent]) -> datetime | None:
    """The moment the clock starts, or None while an event it needs is missing."""
    known = list(events)
    found = [first_of(known, name) for name in STARTS[start]]
    moments = [event.at for event in found if event]
    return max(moments) if len(moments) == len(found) else None


def ended_at(events: Iterable[TimedEvent]) -> datetime | None:
    """The moment the result counts from: decided, else returned."""
    known = list(events)
    found = (first_of(known, name) for name in ENDS)
    return next((event.at for event in found if event), None)


def waits_of(events: Iterable[TimedEvent], until: datetime) -> list[Wait]:
    """The waits in the order they began. A second beginning of an open wait changes nothing."""
    opened: dict[tuple[str, str | None], datetime] = {}
    waits = []
    begins = {pair[0]: reason for reason, pair in WAITS.items()}
    ends = {pair[1]: reason for reason, pair in WAITS.items()}
    for event in sorted(events, key=lambda e: e.at):
        if event.name in begins:
            opened.setdefault((begins[event.name], event.reason), event.at)
        elif event.name in ends and (ends[event.name], event.reason) in opened:
            began = opened.pop((ends[event.name], event.reason))
            waits.append(Wait(ends[event.name], began, event.at))
    waits += [Wait(reason, began, max(began, until), open=True) for (reason, _), began in opened.items()]
    return sorted(waits, key=lambda wait: (wait.begins, wait.ends))
