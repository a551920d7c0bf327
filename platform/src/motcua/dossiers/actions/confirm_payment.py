"""Confirm that fee lines were paid, at the counter or by an electronic payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine
from motcua.dossiers.entries import owed_lines
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``method`` is cash, transfer or online; ``reference`` the receipt's number; ``paid_at`` when it was
    paid.
    """

    method: str
    reference: str = ""
    lines: tuple[str, ...] = ()
    paid_at: datetime | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The lines are paid; where the legal time starts with the payment, it starts when it was paid."""
    at = moment(facts, "confirm_payment", command.paid_at)
    return [paid(facts, command, at)]


def paid(facts: Facts, command: Command, at: datetime) -> NewEvent:
    """The event of the payment. ``settled``: nothing that is due at submission is owed any more."""
    lines = owed_lines(facts, command.lines)
    left = set(facts.owed()) - set(lines)
    settled = not any(fee.id in left and fee.pay_at == "submission" for fee in facts.fees)
    data = {
        "lines": list(lines),
        "method": command.method,
        "reference": command.reference,
        "settled": settled,
    }
    return NewEvent(Kind.PAYMENT_CONFIRMED, at, data)


VERB = engine.Verb("confirm_payment", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Confirm the payment; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
