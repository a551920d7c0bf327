"""Request payment of fee lines that were frozen when the dossier was filed."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import engine
from motcua.dossiers.entries import owed_lines
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``lines`` are fee ids of the procedure; empty means all that are owed and not asked for yet."""

    lines: tuple[str, ...] = ()


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The applicant is asked to pay; a line that was asked for is not asked for again."""
    left = [line for line in facts.owed() if line not in facts.life.asked_to_pay]
    lines = owed_lines(facts, command.lines or tuple(left))
    if not set(lines) <= set(left):
        raise NotNow(
            "Khoản phí, lệ phí này đã được yêu cầu nộp. Hãy chọn khoản chưa yêu cầu.",
            "Payment of this fee was already requested. Choose one that was not.",
            field="lines",
        )
    return [NewEvent(Kind.PAYMENT_REQUESTED, facts.now, {"lines": list(lines)})]


VERB = engine.Verb("request_payment", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Ask for the payment; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
