"""An officer telephoned the person: the task is done, and the record says who called."""

from django.db import transaction

from motcua import audit
from motcua.ground import clock
from motcua.notices.models import Notice
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, demand


def settle_by_phone(actor: Actor, public_id: str) -> Notice:
    """Close a telephone task. Raises NotAllowed, Notice.DoesNotExist; a task already closed stays as it is."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(public_id=public_id)
        demand(actor, "notice.telephone", OWN_AGENCY, agency_id=notice.agency_id)
        if notice.state == Notice.State.TASK:
            notice.state, notice.settled_at = Notice.State.KNOWN, clock.now()
            notice.save(update_fields=["state", "settled_at"])
            facts = {"event": notice.event, "kind": notice.kind}
            audit.record(f"dossier:{notice.about}", "notice.telephoned", actor, facts)
    return notice
