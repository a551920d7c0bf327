"""What dossiers hear from the apps below: a settled payment becomes a confirmed one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua import outbox
from motcua.dossiers.actions import confirm_payment
from motcua.dossiers.errors import NotNow
from motcua.people.actor import Actor


def payment_settled(call: outbox.Call) -> outbox.Outcome:
    """``payment.settled`` carries ``dossier``, ``lines`` (fee ids), ``reference``, ``method``, ``paid_at`` (ISO).

    Money that arrives for a fee already paid, or for a dossier that has ended, is a person's task: parked.
    """
    paid: Mapping[str, Any] = call.payload
    command = confirm_payment.Command(
        method=str(paid.get("method", "online")),
        reference=str(paid["reference"]),
        lines=tuple(paid["lines"]),
        paid_at=datetime.fromisoformat(str(paid["paid_at"])),
    )
    actor = Actor.system("payments")
    try:
        confirm_payment.run(actor, str(paid["dossier"]), command, idempotency_key=call.idempotency_key)
    except NotNow as refusal:
        return outbox.Park(refusal.sentences["en"])
    return outbox.Done()


def subscribe() -> None:
    """Listen; effects are in our own database, so they happen exactly once."""
    outbox.subscribe("payment.settled", "dossiers.payments", payment_settled, inside=True)
