"""Writing down what partners were told and what they said."""

from motcua_sdk.values import Outcome

from motcua import outbox
from motcua.exchange.models import Attempt, Transmission
from motcua.exchange.registry import Standing
from motcua.ground import clock


def opened(partner: str, heard: outbox.Call, standing: Standing) -> Transmission:
    """The row of this message for this partner; the same row on every attempt."""
    now = clock.now()
    row, _new = Transmission.objects.get_or_create(
        partner=partner,
        idempotency_key=heard.idempotency_key,
        defaults={
            "about": standing.snapshot.public_id,
            "dossier_code": standing.snapshot.code,
            "agency_id": standing.agency_id,
            "topic": heard.topic,
            "event": int(str(heard.payload["event"])),
            "first_at": now,
            "last_at": now,
        },
    )
    return row


def note(row: Transmission, outcome: Outcome) -> None:
    """Add an attempt and say where the message stands now."""
    now = clock.now()
    Attempt.objects.create(transmission=row, at=now, outcome=outcome.kind, reply=outcome.reply)
    row.state, row.last_at, row.attempts = outcome.kind, now, row.attempts + 1
    row.said_vi, row.said_en = outcome.message["vi"], outcome.message.get("en", "")
    row.save(update_fields=["state", "last_at", "attempts", "said_vi", "said_en"])
