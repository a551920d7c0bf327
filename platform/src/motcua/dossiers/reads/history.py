"""What was: the timeline, the answers as filed and now, the reason of a date, and the proof that rows tell
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms_schema.deadlines import Due

from motcua.audit.hashing import GENESIS
from motcua.dossiers import gathering, projection, rights, timekeeping
from motcua.dossiers.engine import hash_of
from motcua.dossiers.events import ENCLOSED
from motcua.dossiers.facts import Facts
from motcua.dossiers.gathering import Kept
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.desk import dossier as one_dossier
from motcua.ground import clock, crypto
from motcua.ground.errors import KeyDestroyed
from motcua.ground.models import Subject
from motcua.ground.repeats import Repeated, gathered
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Moment:
    """One event as people read it. ``late`` marks what was typed in on a later day than it happened."""

    number: int
    kind: str
    happened_at: datetime
    recorded_at: datetime
    actor: str
    data: Mapping[str, Any]
    text: str
    late: bool


@dataclass(frozen=True)
class Answers:
    """The answers as filed and as they are now; ``changed`` are the fields that differ."""

    filed: Mapping[str, Any]
    now: Mapping[str, Any]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """Why this date: the reckoning with its sentences, the rule used, and the calendar's version."""

    reckoning: Due
    rule: str
    calendar: str


def timeline(actor: Actor, public_id: str) -> tuple[Moment, ...]:
    """Every event with the words written for it, oldest first. Raises NotFound."""
    one = one_dossier(actor, public_id)
    return moments(gathering.kept(one), gathering.owner_subject(one))


def moments(kept: Iterable[Kept], subject: Subject) -> tuple[Moment, ...]:
    """The events as people read them."""
    return tuple(_moment(one, subject) for one in kept)


def repeated(told: Iterable[Moment]) -> tuple[Repeated[Moment], ...]:
    """The moments as officers read them: the same act of the same person with the same content, done again, is one."""
    return gathered(told, same=lambda one: (one.kind, one.actor, _contents(one.data), one.text))


def _contents(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in data.items() if name != ENCLOSED}


def _moment(one: Kept, subject: Subject) -> Moment:
    event, sealed = one.recorded, one.remark
    return Moment(
        number=event.number,
        kind=event.kind,
        happened_at=event.happened_at,
        recorded_at=event.recorded_at,
        actor=one.actor,
        data=event.data,
        text=_words(sealed, subject) if sealed is not None else "",
        late=clock.civil(event.happened_at).date() < clock.civil(event.recorded_at).date(),
    )


def _words(sealed: bytes, subject: Subject) -> str:
    """What was written; nothing after the owner's data was erased."""
    try:
        return crypto.open_sealed(subject, bytes(sealed), purpose="remark")
    except KeyDestroyed:
        return ""


def answers(actor: Actor, public_id: str) -> Answers:
    """As filed and now. Raises NotFound, NotAllowed, KeyDestroyed after the owner's data was erased."""
    one = one_dossier(actor, public_id)
    rights.demand_at(actor, "dossier.see_personal", one)
    return answers_in(gathering.kept(one), gathering.owner_subject(one))


def answers_in(kept: Iterable[Kept], subject: Subject) -> Answers:
    """As filed and now. Raises KeyDestroyed."""
    sealed = [one.answers for one in kept if one.answers is not None]
    filed = gathering.opened(sealed[0], subject)
    now = gathering.opened(sealed[-1], subject) if len(sealed) > 1 else filed
    changed = [name for name in filed.keys() | now.keys() if filed.get(name) != now.get(name)]
    return Answers(filed, now, tuple(sorted(changed)))


def why_this_date(actor: Actor, public_id: str) -> Why:
    """The dates reckoned again from the events, in words; an open pause is counted until now."""
    return reckoned(gathering.facts(one_dossier(actor, public_id)))


def reckoned(facts: Facts) -> Why:
    """Why this date, from what is known already."""
    reckoning = timekeeping.computed(facts, facts.events, as_of=clock.civil(facts.now))
    return Why(reckoning, facts.rule.id, facts.calendar.version)


def replay(one: Dossier) -> Mapping[str, tuple[Any, Any]]:
    """Where the rows differ from the fold of the events, as column → (row, fold); empty when they agree."""
    return projection.differences(one, gathering.events(one))


def chain_faults(one: Dossier) -> tuple[int, ...]:
    """Numbers of the events that do not follow from the one before them; empty when the chain holds."""
    faults, previous = [], GENESIS
    for place, event in enumerate(one.events.order_by("number"), start=1):
        right = event.number == place and event.previous == previous
        if not right or event.hash != hash_of(one.public_id, event):
            faults.append(event.number)
        previous = event.hash
    if previous != (one.last_hash or GENESIS):
        faults.append(len(faults) + one.events.count() + 1)
    return tuple(faults)
