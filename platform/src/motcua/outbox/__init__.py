"""The outbox: what others must hear is written with the change itself and delivered until it is known.

`from motcua.outbox import emit, subscribe, Done, Retry, Park, Call`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.outbox.subscriptions import Call, Done, Outcome, Park, Retry, subscribe

if TYPE_CHECKING:
    from motcua.outbox.models import Message

__all__ = ["Call", "Done", "Outcome", "Park", "Retry", "emit", "emit_all", "subscribe"]


def emit(topic: str, *, key: str, payload: Mapping[str, object], at: datetime | None = None) -> "Message":
    """Record that `topic` happened to `key`, in the open transaction; see `motcua.outbox.emitting.emit`."""
    from motcua.outbox import emitting

    return emitting.emit(topic, key=key, payload=payload, at=at)


def emit_all(messages: Sequence[tuple[str, Mapping[str, object]]], *, key: str) -> "list[Message]":
    """Several topics with their payloads for one key, in order; see `motcua.outbox.emitting.emit_all`."""
    from motcua.outbox import emitting

    return emitting.emit_all(messages, key=key)
