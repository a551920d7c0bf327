"""Taking deliveries for a while: whoever dies with a delivery in hand loses it within LEASE_SECONDS."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from motcua.ground import clock
from motcua.ground.ids import new_public_id
from motcua.outbox.models import Delivery
from motcua.outbox.subscriptions import registry

LEASE_SECONDS = 15
BEAT_SECONDS = 5

# Leases run by the database's own clock: a demo clock that is moved must not take work from a live worker.
_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT d.id, d.state FROM outbox_delivery d
    WHERE ((d.state = 'pending' AND d.due_at <= %(now)s)
        OR (d.state = 'in_flight' AND d.lease_until <= clock_timestamp()))
      AND d.subscriber = ANY(%(subscribers)s)
      AND NOT EXISTS (
          SELECT 1 FROM outbox_delivery e
          WHERE e.subscriber = d.subscriber AND e.key = d.key AND e.id < d.id
            AND e.state IN ('pending', 'in_flight', 'parked'))
    ORDER BY d.due_at, d.id
    LIMIT %(batch)s
    FOR UPDATE OF d SKIP LOCKED
)
UPDATE outbox_delivery d
SET state = 'in_flight', attempts = d.attempts + 1, lease_token = %(token)s,
    failures = d.failures + (due.state = 'in_flight')::int,
    lease_until = clock_timestamp() + make_interval(secs => %(seconds)s)
FROM due WHERE d.id = due.id
RETURNING d.id
"""

_EXTEND = """
UPDATE outbox_delivery SET lease_until = clock_timestamp() + make_interval(secs => %s)
WHERE lease_token = %s AND state = 'in_flight'
"""

_RELEASE = """
UPDATE outbox_delivery SET state = 'pending', lease_token = '', lease_until = NULL, attempts = attempts - 1
WHERE lease_token = %s AND state = 'in_flight' AND id = ANY(%s)
"""


def claim(batch: int) -> list[Delivery]:
    """Take up to `batch` due deliveries, at most one per subscriber and key, oldest due first."""
    token = new_public_id()
    values: dict[str, Any] = {
        "now": clock.now(),
        "subscribers": list(registry.by_name),
        "batch": batch,
        "token": token,
        "seconds": LEASE_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        taken = [row[0] for row in cursor.fetchall()]
    return list(Delivery.objects.filter(pk__in=taken).select_related("message").order_by("due_at", "pk"))


def release(deliveries: list[Delivery]) -> None:
    """Give back what was taken but not started."""
    if deliveries:
        with connection.cursor() as cursor:
            cursor.execute(_RELEASE, [deliveries[0].lease_token, [one.pk for one in deliveries]])


@contextmanager
def kept_alive(token: str) -> Iterator[None]:
    """Extend the lease of `token` while the block runs, however slow a partner is."""
    finished = threading.Event()
    thread = threading.Thread(target=_extend_until, args=(token, finished), daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()


def _extend_until(token: str, finished: threading.Event) -> None:
    try:
        while not finished.wait(BEAT_SECONDS):
            with connection.cursor() as cursor:
                cursor.execute(_EXTEND, [LEASE_SECONDS, token])
    finally:
        connection.close()
