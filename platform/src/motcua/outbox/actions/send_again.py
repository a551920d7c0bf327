"""Send a parked delivery again, after somebody removed the cause."""

from motcua.ground import clock
from motcua.outbox.errors import NotWaiting
from motcua.outbox.models import Delivery


def send_again(public_id: str) -> Delivery:
    """Make the parked delivery due now with a fresh count of failures; raises NotWaiting."""
    parked = Delivery.objects.filter(public_id=public_id, state=Delivery.State.PARKED)
    now = clock.now()
    if not parked.update(state=Delivery.State.PENDING, due_at=now, owed_since=now, failures=0):
        raise NotWaiting(public_id)
    return Delivery.objects.get(public_id=public_id)
