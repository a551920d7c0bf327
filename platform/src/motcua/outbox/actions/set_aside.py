"""Give up a parked delivery for good, so that later messages of its key go on."""

from motcua.ground import clock
from motcua.outbox.errors import NotWaiting
from motcua.outbox.models import Delivery


def set_aside(public_id: str, reason: str) -> Delivery:
    """Close the parked delivery without delivering it; `reason` says why. Raises NotWaiting."""
    parked = Delivery.objects.filter(public_id=public_id, state=Delivery.State.PARKED)
    if not parked.update(
        state=Delivery.State.SET_ASIDE, reason=reason[:400], finished_at=clock.now(), lease_token=""
    ):
        raise NotWaiting(public_id)
    return Delivery.objects.get(public_id=public_id)
