"""Writing a message and what is owed for it, inside the transaction of the change it reports."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from motcua.ground import clock
from motcua.outbox.doorbell import ring
from motcua.outbox.errors import OutsideTransaction
from motcua.outbox.models import Delivery, Message
from motcua.outbox.subscriptions import registry


def emit(topic: str, *, key: str, payload: Mapping[str, object], at: datetime | None = None) -> Message:
    """Record that `topic` happened to `key` and owe it to every subscriber; nothing is called yet.

    key: the ordering key, "dossier:<public id>"; messages of one key reach each subscriber in commit order,
    for which emitting transactions of one key wait for each other (emit several keys in sorted order).
    payload: ids, codes and times only. at: not delivered before this moment.
    Raises OutsideTransaction when no transaction is open.
    """
    return emit_all([(topic, payload)], key=key, at=at)[0]


def emit_all(
    messages: Sequence[tuple[str, Mapping[str, object]]], *, key: str, at: datetime | None = None
) -> list[Message]:
    """As `emit`, for several topics with their payloads that happened to `key` at once, in this order."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            "Open a transaction first: a message lives or dies with the change it reports."
        )
    _wait_for_earlier_writers(key)
    now = clock.now()
    written = Message.objects.bulk_create(
        Message(topic=topic, key=key, payload=dict(payload), emitted_at=now) for topic, payload in messages
    )
    Delivery.objects.bulk_create(
        Delivery(message=message, subscriber=one.name, key=key, owed_since=at or now, due_at=at or now)
        for message in written
        for one in registry.wanting(message.topic)
    )
    _ring_once_on_commit()
    return written


def _ring_once_on_commit() -> None:
    if not any(hook[1] is ring for hook in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)


def _wait_for_earlier_writers(key: str) -> None:
    """Ids come from a sequence before commit; without this lock a later id could become visible first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [key])
