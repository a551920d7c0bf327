"""Confirm that the financial duty was met; the clock goes on from the day it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``reference`` is the number of the proof of payment; ``met_at`` when the duty was met."""

    reference: str = ""
    met_at: datetime | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The wait ends when the duty was met, however late it is typed in."""
    wait = facts.life.wait(Waiting.FINANCIAL_DUTY)
    at = moment(facts, "confirm_financial_duty", command.met_at, since=wait.began_at if wait else None)
    return [NewEvent(Kind.FINANCIAL_DUTY_MET, at, {"reference": command.reference})]


VERB = engine.Verb("confirm_financial_duty", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Confirm the duty; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
