"""Send a parked message again, after its cause was removed."""

from django.db import transaction

from motcua import audit
from motcua.exchange.models import Transmission
from motcua.outbox.actions import send_again as outbox_again
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, PROVINCE, demand


def send_again(actor: Actor, public_id: str) -> Transmission:
    """Make the parked message of this transmission due now.

    Raises NotAllowed, Transmission.DoesNotExist, or the outbox's NotWaiting when it is not parked.
    """
    with transaction.atomic():
        return _again(actor, public_id)


def _again(actor: Actor, public_id: str) -> Transmission:
    row = Transmission.objects.select_for_update().get(public_id=public_id)
    demand(actor, "exchange.send_again", {OWN_AGENCY, PROVINCE}, agency_id=row.agency_id)
    outbox_again.send_again(row.idempotency_key)
    row.state = Transmission.State.WAITING
    row.save(update_fields=["state"])
    facts = {"partner": row.partner, "event": row.event}
    audit.record(f"dossier:{row.about}", "exchange.sent_again", actor, facts)
    return row
