"""Refuse intake (từ chối tiếp nhận) with a written reason and its legal ground."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import engine
from motcua.dossiers.entries import written_reason
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``text`` is the reason the applicant reads; ``ground`` the law it rests on (no personal values)."""

    text: str
    ground: str = ""


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The dossier ends without having been taken in."""
    written_reason(command.text)
    return [NewEvent(Kind.INTAKE_REFUSED, facts.now, {"ground": command.ground})]


VERB = engine.Verb("refuse_intake", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Refuse intake; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
