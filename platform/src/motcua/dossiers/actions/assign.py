"""Assign (phân công) the dossier to an officer, or hand it on to the next step or agency."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import engine
from motcua.dossiers.entries import step_of
from motcua.dossiers.errors import NotOffered
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``holder`` is the officer's public id; ``step`` and ``agency`` stay as they are when empty."""

    holder: str
    step: str = ""
    agency: str = ""


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The officer holds the dossier from now; work on it has begun."""
    if not command.holder:
        raise NotOffered("Hãy chọn người thụ lý hồ sơ.", "Choose the officer who handles it.", field="holder")
    step = step_of(facts, command.step)
    agency = command.agency or facts.life.agency
    data = {"holder": command.holder, "step": step, "agency": agency}
    return [NewEvent(Kind.ASSIGNED, facts.now, data)]


VERB = engine.Verb("assign", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Assign the dossier; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
