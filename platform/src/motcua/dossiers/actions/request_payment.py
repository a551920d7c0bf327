"""Request payment of fee lines that were frozen when the dossier was filed."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import engine
from motcua.dossiers.entries import owed_lines
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``lines`` are fee ids of the procedure; empty means all that are owed."""

    lines: tuple[str, ...] = ()


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The applicant is asked to pay."""
    if Waiting.PAYMENT in facts.life.reasons:
        raise NotNow("Đã gửi yêu cầu nộp phí, lệ phí.", "Payment was already requested.")
    return [NewEvent(Kind.PAYMENT_REQUESTED, facts.now, {"lines": list(owed_lines(facts, command.lines))})]


VERB = engine.Verb("request_payment", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Ask for the payment; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
