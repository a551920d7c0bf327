"""An officer telephoned the person: the task is done, and the record says who called."""

from django.db import transaction

from motcua import audit
from motcua.ground import clock
from motcua.notices.models import Notice
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, demand


def settle_by_phone(actor: Actor, public_id: str) -> Notice | None:
    """Close a telephone task; None when there is none (any more). Raises NotAllowed."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().filter(public_id=public_id).first()
        if notice is not None:
            demand(actor, "notice.telephone", OWN_AGENCY, agency_id=notice.agency_id)
        if notice is None or notice.state != Notice.State.TASK:
            return None
        notice.state, notice.settled_at = Notice.State.KNOWN, clock.now()
        notice.save(update_fields=["state", "settled_at"])
        facts = {"event": notice.event, "kind": notice.kind}
        audit.record(f"dossier:{notice.about}", "notice.telephoned", actor, facts)
        return notice
