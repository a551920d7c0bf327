"""Withdraw (rút hồ sơ): the applicant no longer wants the result."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import engine
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``way`` is portal or paper; ``text`` what the applicant wrote, if anything."""

    way: str = "portal"
    text: str = ""


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The dossier ends at the applicant's wish."""
    return [NewEvent(Kind.WITHDRAWN, facts.now, {"way": command.way})]


VERB = engine.Verb("withdraw", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Withdraw the dossier; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
