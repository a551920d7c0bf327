"""Count what is still owed about some keys from this moment on: for messages written under a moved clock."""

from collections.abc import Collection

from motcua.ground import clock
from motcua.outbox.models import Delivery


def owe_from_now(keys: Collection[str]) -> int:
    """Every delivery still pending about `keys` ("dossier:<public id>") is owed since now; how many."""
    now = clock.now()
    pending = Delivery.objects.filter(key__in=keys, state=Delivery.State.PENDING)
    return pending.update(owed_since=now, due_at=now)
