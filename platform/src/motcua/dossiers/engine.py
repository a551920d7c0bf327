"""The one way a dossier changes: lock, check, decide, then events, rows, record and messages in one
transaction.

``run`` changes a dossier that exists; ``founding.found`` begins one. Both end in ``write``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from django.db import transaction

from motcua import audit, outbox
from motcua.audit.hashing import GENESIS, canonical, link, plain, written
from motcua.dossiers import gathering, letters, projection, rights, timekeeping
from motcua.dossiers.enclosing import Enclosure, enclose
from motcua.dossiers.errors import NotFound, StalePage
from motcua.dossiers.events import SCHEMA, Kind, NewEvent, Recorded
from motcua.dossiers.facts import Facts
from motcua.dossiers.life import Happened, fold, written_dates
from motcua.dossiers.models import Dossier, Event
from motcua.dossiers.once import once
from motcua.ground import clock, crypto
from motcua.ground.models import Subject
from motcua.people import reads as people_reads
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Done:
    """What happened in this transaction, for the rows only one verb keeps."""

    actor: Actor
    dossier: Dossier
    facts: Facts
    events: tuple[Recorded, ...]

    @cached_property
    def subject(self) -> Subject:
        """The owner, under whose key everything is sealed."""
        return gathering.owner_subject(self.dossier)

    def seal(self, text: str, purpose: str = "remark") -> bytes:
        """``text`` sealed under the owner's key."""
        return crypto.seal(self.subject, text, purpose=purpose)


@dataclass(frozen=True)
class Verb:
    """One action: its name in the table, its pure ``decide(facts, command)``, and ``keep`` for rows of its
    own.

    ``answers`` says of a command whether deciding needs the applicant's answers; they are unsealed only then.
    ``answered`` gives all answers as this act leaves them, or None where it does not touch them.
    """

    name: str
    decide: Callable[[Facts, Any], list[NewEvent]]
    keep: Callable[[Done, Any], None] | None = None
    answers: Callable[[Any], bool] = lambda _command: False
    answered: Callable[[Facts, Any], Mapping[str, Any] | None] | None = None


def run(
    verb: Verb,
    actor: Actor,
    public_id: str,
    command: object,
    *,
    idempotency_key: str = "",
    seen: int | None = None,
) -> Dossier:
    """Do ``verb`` on one dossier. ``seen`` is the revision the page was drawn from.

    The same ``idempotency_key`` again gives the same dossier without doing anything. Raises DossierError.
    """

    changed: list[Dossier] = []

    def work() -> str:
        changed.append(_change(verb, actor, public_id, command, seen))
        return public_id

    once(actor, verb.name, idempotency_key, public_id, command, work)
    return changed[0] if changed else _seen_by(actor, public_id)


def _seen_by(actor: Actor, public_id: str) -> Dossier:
    found: Dossier | None = Dossier.objects.visible_to(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _change(verb: Verb, actor: Actor, public_id: str, command: object, seen: int | None) -> Dossier:
    dossier = locked(actor, public_id)
    _fresh(dossier, seen)
    known = gathering.events(dossier)
    rights.demand(actor, verb.name, fold(known), rights.roles_on(actor, dossier, verb.name))
    facts = gathering.facts(dossier, known, answers=verb.answers(command))
    events = verb.decide(facts, command)
    done = write(verb.name, actor, dossier, facts, events, _enclosed(verb, dossier, facts, command))
    if verb.keep is not None:
        verb.keep(done, command)
    return dossier


def _enclosed(verb: Verb, dossier: Dossier, facts: Facts, command: object) -> Enclosure:
    text = getattr(command, "text", "")
    answers = verb.answered(facts, command) if verb.answered else None
    if answers is None and not text.strip():
        return Enclosure()
    return enclose(gathering.owner_subject(dossier), text, answers)


def locked(actor: Actor, public_id: str) -> Dossier:
    """The dossier under its row lock, if this actor may know of it; raises NotFound."""
    rows = Dossier.objects.visible_to(actor).select_for_update(of=("self",))
    known = rows.select_related("agency", "competent", "holder", "version")
    found: Dossier | None = known.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _fresh(dossier: Dossier, seen: int | None) -> None:
    if seen is None or seen == dossier.revision:
        return
    last = dossier.events.order_by("-number").first()
    assert last is not None
    when = f"{clock.civil(last.recorded_at):%H:%M %d/%m/%Y}"
    raise StalePage(people_reads.display_name(last.actor), when)


def write(
    action: str,
    actor: Actor,
    dossier: Dossier,
    facts: Facts,
    new: Sequence[NewEvent],
    enclosure: Enclosure | None = None,
) -> Done:
    """Append the events, move the rows along, record and announce. Needs the dossier's row lock.

    ``enclosure`` is kept with the first event.
    """
    recorded, rows = drawn(action, actor, dossier, facts, new, enclosure or Enclosure())
    Event.objects.bulk_create(rows)
    projection.apply(dossier, facts, recorded)
    return finish(Done(actor, dossier, facts, recorded), action, enclosure or Enclosure())


def drawn(
    action: str, actor: Actor, dossier: Dossier, facts: Facts, new: Sequence[NewEvent], enclosure: Enclosure
) -> tuple[tuple[Recorded, ...], list[Event]]:
    """The events numbered and chained, not yet written; the dossier's last hash moves along."""
    first = replace(new[0], data={**new[0].data, **enclosure.commitments()})
    recorded = _numbered(facts, [first, *new[1:], *_dates_changed(facts, new)])
    return recorded, _linked(action, actor, dossier, recorded)


def finish(done: Done, action: str, enclosure: Enclosure) -> Done:
    """Keep what belongs to the first event, then record and announce."""
    enclosure.keep(done.dossier, done.events[0])
    _announce(action, done.actor, done.dossier, done.events)
    return done


def _dates_changed(facts: Facts, new: Sequence[NewEvent]) -> list[NewEvent]:
    """The event that fixes the legal dates, when they are no longer those recorded last."""
    whole: list[Happened] = [*facts.events, *new]
    dates = timekeeping.dates(facts, whole)
    if dates == fold(whole).dates:
        return []
    return [NewEvent(Kind.DUE_CHANGED, new[-1].happened_at, written_dates(dates))]


def _numbered(facts: Facts, new: Sequence[NewEvent]) -> tuple[Recorded, ...]:
    first = len(facts.events) + 1
    return tuple(
        Recorded(number, event.kind, event.happened_at, facts.now, event.data)
        for number, event in enumerate(new, start=first)
    )


def _linked(action: str, actor: Actor, dossier: Dossier, recorded: Sequence[Recorded]) -> list[Event]:
    rows = []
    for event in recorded:
        row = Event(
            dossier=dossier,
            number=event.number,
            kind=str(event.kind),
            action=action,
            happened_at=event.happened_at,
            recorded_at=event.recorded_at,
            actor=actor.trace,
            place=dossier.agency.public_id,
            data=plain(event.data),
            schema=SCHEMA,
            previous=dossier.last_hash or GENESIS,
        )
        row.hash = dossier.last_hash = hash_of(dossier.public_id, row)
        rows.append(row)
    return rows


def hash_of(public_id: str, event: Event) -> str:
    """The hash an event must have: it covers its columns, its dossier and the event before it."""
    return link(
        event.previous,
        canonical(
            {
                "dossier": public_id,
                "number": event.number,
                "kind": event.kind,
                "action": event.action,
                "happened_at": written(event.happened_at),
                "recorded_at": written(event.recorded_at),
                "actor": event.actor,
                "place": event.place,
                "data": event.data,
                "schema": event.schema,
            }
        ),
    )


def _announce(action: str, actor: Actor, dossier: Dossier, recorded: Sequence[Recorded]) -> None:
    key = f"dossier:{dossier.public_id}"
    facts = {"events": [event.number for event in recorded], "hash": dossier.last_hash}
    audit.record(key, f"dossier.{action}", actor, facts, recorded[0].happened_at)
    outbox.emit_all([_message(dossier, event) for event in recorded], key=key)
    for event in recorded:
        if letters.owed(event.kind, action) and actor.kind == "staff":
            print_now = partial(letters.issue, dossier.public_id, event.number)
            transaction.on_commit(print_now, robust=True)


def _message(dossier: Dossier, event: Recorded) -> tuple[str, dict[str, object]]:
    payload = {"dossier": dossier.public_id, "event": event.number, "kind": str(event.kind)}
    return f"dossier.{event.kind}", payload
