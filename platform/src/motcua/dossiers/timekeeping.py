"""From the events of a dossier to its legal dates. The counting itself is ``forms_schema.deadlines``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from forms_schema.calendars import WorkingCalendar
from forms_schema.deadlines import Due, TimedEvent, due

from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.life import NEVER, Dates, Happened, Life, fold
from motcua.dossiers.lifecycle import JUDGED, State, Waiting
from motcua.ground import clock

_OPINIONS: Mapping[Kind, str] = {
    Kind.OPINION_REQUESTED: "opinion_requested",
    Kind.OPINION_RECORDED: "opinion_received",
}
INTAKE_DAYS = 1
"""An online dossier not taken in within one working day is late intake (national monitoring rule)."""

_PLAIN: Mapping[Kind, str] = {
    Kind.SUBMITTED: "submitted",
    Kind.SUPPLEMENT_REQUESTED: "supplement_requested",
    Kind.SUPPLEMENT_ACCEPTED: "supplement_received",
    Kind.FINANCIAL_DUTY_REQUESTED: "financial_duty_requested",
    Kind.FINANCIAL_DUTY_MET: "financial_duty_met",
    Kind.DECIDED: "decided",
    Kind.NOT_ELIGIBLE: "decided",
    Kind.STOPPED: "decided",
    Kind.WITHDRAWN: "decided",
    Kind.RETURNED: "returned",
}


def timed(events: Sequence[Happened]) -> list[TimedEvent]:
    """The events as the deadline rules know them, in civil time, in the order they happened."""
    found: list[TimedEvent] = []
    before = Life()
    for event in events:
        after = fold([event], before)
        found.extend(_names(event, before, after))
        before = after
    return sorted(found, key=lambda one: one.at)


def _names(event: Happened, before: Life, after: Life) -> Iterator[TimedEvent]:
    at = clock.civil(event.happened_at)
    if _counts(event, after):
        yield TimedEvent(_PLAIN[event.kind], at)
    if event.kind is Kind.TAKEN_IN:
        yield TimedEvent("accepted", at)
    if event.data.get("postmarked_at"):
        yield TimedEvent("postmarked", clock.civil(datetime.fromisoformat(event.data["postmarked_at"])))
    if _with_competent(after) and not _with_competent(before):
        yield TimedEvent("received_by_competent", at)
    if after.settled_at is not None and before.settled_at is None:
        yield TimedEvent("fee_paid", clock.civil(after.settled_at))
    if event.kind is Kind.EXTENDED:
        yield TimedEvent("extended", at, date=date.fromisoformat(event.data["date"]))
    yield from _opinion(event, at)


def _counts(event: Happened, life: Life) -> bool:
    """Whether the clock hears the event: what is asked before the intake stops a clock that does not run."""
    early = life.accepted_at is None and event.kind in (Kind.SUPPLEMENT_REQUESTED, Kind.SUPPLEMENT_ACCEPTED)
    return event.kind in _PLAIN and not early


def _with_competent(life: Life) -> bool:
    return life.accepted_at is not None and life.agency == life.competent


def _opinion(event: Happened, at: datetime) -> Iterator[TimedEvent]:
    """Agencies asked side by side are told apart by their id."""
    name = _OPINIONS.get(event.kind)
    if name:
        yield TimedEvent(name, at, reason=event.data["agency"])


def computed(facts: Facts, events: Sequence[Happened], *, as_of: datetime | None = None) -> Due:
    """The legal dates after ``events``, with their explanation; ``as_of`` (civil) is until when a wait
    lasts.
    """
    return due(
        facts.rule,
        timed(events),
        facts.calendar,
        situation=facts.situation,
        values=facts.values,
        rules=facts.procedure.rules,
        as_of=as_of,
    )


def if_taken_in(facts: Facts, at: datetime) -> date | None:
    """The day that would be promised if the dossier were taken in at ``at``; None while a fee must come
    first.
    """
    return computed(facts, [*facts.events, NewEvent(Kind.TAKEN_IN, at)]).due


def dates(facts: Facts, events: Sequence[Happened]) -> Dates:
    """The dates of the dossier after ``events``; a verdict once given stays."""
    life = fold(events)
    if life.dates.verdict != "open":
        return life.dates
    found = computed(facts, events)
    return Dates(
        due=found.due,
        due_at=clock.instant(found.due_at) if found.due_at else None,
        legal_due=found.legal_due,
        act_by=_act_by(life, found, facts.calendar),
        provisional=found.provisional,
        verdict=found.verdict if life.state in JUDGED else "open",
        calendar=facts.calendar.version,
    )


def _act_by(life: Life, found: Due, calendar: WorkingCalendar) -> date:
    """By when the desk must act, for the order of the queue."""
    if life.state in JUDGED or Waiting.SUPPLEMENT in life.reasons:
        return NEVER
    if life.state is State.SUBMITTED and life.submitted_at is not None:
        return calendar.add_working_days(clock.civil(life.submitted_at).date(), INTAKE_DAYS)
    return NEVER if found.due is None or found.open_pauses else found.due
