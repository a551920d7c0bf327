"""Declare the dossier not eligible (từ chối giải quyết), in writing and with its ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine
from motcua.dossiers.entries import written_reason
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment, proven
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``text`` is the reason the applicant reads, ``number`` the signed letter's, ``happened_at`` its
    time.
    """

    text: str
    ground: str = ""
    number: str = ""
    happened_at: datetime | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The dossier ends with a refusal to solve (Decree 61/2018, art. 19.8)."""
    written_reason(command.text)
    at = moment(facts, "declare_not_eligible", command.happened_at, since=facts.life.accepted_at)
    proven(facts, at, command.number)
    return [NewEvent(Kind.NOT_ELIGIBLE, at, {"ground": command.ground, "number": command.number})]


VERB = engine.Verb("declare_not_eligible", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """End the dossier with a refusal; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
