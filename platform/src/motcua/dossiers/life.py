"""The fold: from the events of a dossier to where it stands. Pure; the database rows must always equal it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from motcua.dossiers.events import Data, Kind
from motcua.dossiers.lifecycle import State, Waiting

NEVER = date(9999, 12, 31)
"""Where the desk's queue puts a dossier that is not the desk's turn."""


class Happened(Protocol):
    """What the fold needs of an event."""

    @property
    def kind(self) -> Kind: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def data(self) -> Data: ...


@dataclass(frozen=True)
class OpenWait:
    """An interval that has begun and not ended; ``key`` tells apart several opinions asked at once, ``lines``
    are the fees a payment was asked for (asking for more of them goes on with the same wait).
    """

    reason: Waiting
    began_at: datetime
    key: str = ""
    lines: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Dates:
    """What the law says about time, as last computed and recorded.

    ``due`` judges the verdict, ``promised`` is the appointment the applicant holds, ``act_by`` orders the
    desk's queue (a day after every other while the clock stands). ``calendar`` is the hash of the calendar
    used.
    """

    due: date | None = None
    due_at: datetime | None = None
    legal_due: date | None = None
    act_by: date = NEVER
    provisional: bool = False
    verdict: str = "open"
    calendar: str = ""


@dataclass(frozen=True)
class Life:
    """Where a dossier stands after its events."""

    state: State = State.NONE
    step: str = ""
    holder: str = ""
    agency: str = ""
    competent: str = ""
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    returned_at: datetime | None = None
    result: str = ""
    outcome: str = ""
    waits: tuple[OpenWait, ...] = ()
    rounds: int = 0
    answered_at: datetime | None = None
    extensions: int = 0
    promised: date | None = None
    settled_at: datetime | None = None
    fees: Mapping[str, str] = field(default_factory=dict)
    dates: Dates = Dates()

    @property
    def reasons(self) -> frozenset[Waiting]:
        """For what the dossier waits now."""
        return frozenset(wait.reason for wait in self.waits)

    @property
    def rounds_answered(self) -> int:
        """Up to which request the supplements had come: papers of a later round were not here yet."""
        return self.rounds if self.answered_at else max(0, self.rounds - 1)

    @property
    def asked_to_pay(self) -> frozenset[str]:
        """The fee lines of the open request for payment; empty without one."""
        asked = self.wait(Waiting.PAYMENT)
        return asked.lines if asked else frozenset()

    def wait(self, reason: Waiting, key: str = "") -> OpenWait | None:
        """The open wait for this reason, if there is one."""
        return next((w for w in self.waits if w.reason is reason and key in ("", w.key)), None)


def fold(events: Iterable[Happened], start: Life | None = None) -> Life:
    """The dossier after ``events``, beginning at ``start`` (nothing, by default)."""
    life = start or Life()
    for event in events:
        life = _STEPS[event.kind](life, event)
    return life


def _opened(life: Life, event: Happened, reason: Waiting, key: str = "") -> Life:
    if life.wait(reason, key) is not None:
        return life
    return replace(life, waits=(*life.waits, OpenWait(reason, event.happened_at, key)))


def _closed(life: Life, reason: Waiting, key: str = "") -> Life:
    kept = tuple(w for w in life.waits if w.reason is not reason or key not in ("", w.key))
    return replace(life, waits=kept)


def _ended(life: Life, event: Happened, state: State, *, keeps: tuple[Waiting, ...] = ()) -> Life:
    """An end closes the waits: nobody waits for a dossier that is over."""
    waits = tuple(wait for wait in life.waits if wait.reason in keeps)
    return replace(life, state=state, ended_at=event.happened_at, waits=waits)


def _born(life: Life, event: Happened) -> Life:
    data = event.data
    fees = {line["id"]: "owed" if line["amount"] else "waived" for line in data["fees"]}
    settled = not any(line["amount"] and line["pay_at"] == "submission" for line in data["fees"])
    return replace(
        life,
        agency=data["agency"],
        competent=data["competent"],
        submitted_at=event.happened_at,
        fees=fees,
        settled_at=event.happened_at if settled else None,
    )


def _submitted(life: Life, event: Happened) -> Life:
    return replace(_born(life, event), state=State.SUBMITTED)


def _taken_in(life: Life, event: Happened) -> Life:
    """Accepted as complete: from here the legal time may run (the receiving step ends)."""
    if life.state is State.NONE:
        life = _born(life, event)
    return replace(_closed(life, Waiting.SUPPLEMENT), state=State.TAKEN_IN, accepted_at=event.happened_at)


def _intake_refused(life: Life, event: Happened) -> Life:
    return _ended(life, event, State.INTAKE_REFUSED)


def _assigned(life: Life, event: Happened) -> Life:
    data = event.data
    return replace(
        life, state=State.IN_PROCESS, holder=data["holder"], step=data["step"], agency=data["agency"]
    )


def _supplement_requested(life: Life, event: Happened) -> Life:
    asked = replace(life, rounds=event.data["round"], answered_at=None)
    return _opened(asked, event, Waiting.SUPPLEMENT)


def _supplement_answered(life: Life, event: Happened) -> Life:
    return replace(life, answered_at=event.happened_at)


def _supplement_accepted(life: Life, event: Happened) -> Life:
    return replace(_closed(life, Waiting.SUPPLEMENT), answered_at=event.happened_at)


def _payment_requested(life: Life, event: Happened) -> Life:
    opened = _opened(life, event, Waiting.PAYMENT)
    asked = life.asked_to_pay | frozenset(event.data["lines"])
    waits = tuple(replace(w, lines=asked) if w.reason is Waiting.PAYMENT else w for w in opened.waits)
    return replace(opened, waits=waits)


def _payment_confirmed(life: Life, event: Happened) -> Life:
    fees = {**life.fees, **dict.fromkeys(event.data["lines"], "paid")}
    settled = life.settled_at or (event.happened_at if event.data["settled"] else None)
    paid = replace(life, fees=fees, settled_at=settled)
    left = any(fees.get(line) == "owed" for line in life.asked_to_pay)
    return paid if left else _closed(paid, Waiting.PAYMENT)


def _duty_requested(life: Life, event: Happened) -> Life:
    return _opened(life, event, Waiting.FINANCIAL_DUTY)


def _duty_met(life: Life, _event: Happened) -> Life:
    return _closed(life, Waiting.FINANCIAL_DUTY)


def _opinion_requested(life: Life, event: Happened) -> Life:
    return _opened(life, event, Waiting.OPINION, event.data["agency"])


def _opinion_recorded(life: Life, event: Happened) -> Life:
    return _closed(life, Waiting.OPINION, event.data["agency"])


def _extended(life: Life, event: Happened) -> Life:
    return replace(life, extensions=life.extensions + 1, promised=date.fromisoformat(event.data["date"]))


def _decided(life: Life, event: Happened) -> Life:
    decided = _ended(life, event, State.DECIDED, keeps=(Waiting.PAYMENT,))
    return replace(decided, result=event.data["result"], outcome=event.data["outcome"])


def _not_eligible(life: Life, event: Happened) -> Life:
    return replace(_ended(life, event, State.NOT_ELIGIBLE), outcome="not_eligible")


def _returned(life: Life, event: Happened) -> Life:
    return replace(life, state=State.RETURNED, returned_at=event.happened_at, waits=())


def _stopped(life: Life, event: Happened) -> Life:
    return _ended(life, event, State.STOPPED)


def _withdrawn(life: Life, event: Happened) -> Life:
    return _ended(life, event, State.WITHDRAWN)


def _due_changed(life: Life, event: Happened) -> Life:
    dates = read_dates(event.data)
    told = [day for day in (dates.due, life.promised if life.extensions else None) if day]
    return replace(life, dates=dates, promised=max(told, default=None))


def read_dates(data: Mapping[str, Any]) -> Dates:
    """The dates an event ``due_changed`` carries."""
    return Dates(
        due=_day(data["due"]),
        due_at=datetime.fromisoformat(data["due_at"]) if data["due_at"] else None,
        legal_due=_day(data["legal_due"]),
        act_by=date.fromisoformat(data["act_by"]),
        provisional=data["provisional"],
        verdict=data["verdict"],
        calendar=data["calendar"],
    )


def written_dates(dates: Dates) -> dict[str, Any]:
    """The data of an event ``due_changed``; ``read_dates`` reads it back."""
    return {
        "due": _text(dates.due),
        "due_at": _text(dates.due_at),
        "legal_due": _text(dates.legal_due),
        "act_by": dates.act_by.isoformat(),
        "provisional": dates.provisional,
        "verdict": dates.verdict,
        "calendar": dates.calendar,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


_STEPS: Mapping[Kind, Callable[[Life, Happened], Life]] = {
    Kind.SUBMITTED: _submitted,
    Kind.TAKEN_IN: _taken_in,
    Kind.INTAKE_REFUSED: _intake_refused,
    Kind.ASSIGNED: _assigned,
    Kind.SUPPLEMENT_REQUESTED: _supplement_requested,
    Kind.SUPPLEMENT_ANSWERED: _supplement_answered,
    Kind.SUPPLEMENT_ACCEPTED: _supplement_accepted,
    Kind.PAYMENT_REQUESTED: _payment_requested,
    Kind.PAYMENT_CONFIRMED: _payment_confirmed,
    Kind.FINANCIAL_DUTY_REQUESTED: _duty_requested,
    Kind.FINANCIAL_DUTY_MET: _duty_met,
    Kind.OPINION_REQUESTED: _opinion_requested,
    Kind.OPINION_RECORDED: _opinion_recorded,
    Kind.EXTENDED: _extended,
    Kind.DECIDED: _decided,
    Kind.NOT_ELIGIBLE: _not_eligible,
    Kind.RETURNED: _returned,
    Kind.STOPPED: _stopped,
    Kind.WITHDRAWN: _withdrawn,
    Kind.DUE_CHANGED: _due_changed,
}
