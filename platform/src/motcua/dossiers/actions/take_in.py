"""Take in (tiếp nhận) a dossier that was submitted online: it is complete, the legal time may begin."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import engine
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """Nothing to enter: the slip follows from the dossier."""


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The dossier is accepted as complete now."""
    return [NewEvent(Kind.TAKEN_IN, facts.now)]


VERB = engine.Verb("take_in", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Take the dossier in and fix its due date; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
