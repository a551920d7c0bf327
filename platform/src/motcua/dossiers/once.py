"""Sending twice counts once: an idempotency key belongs to one actor and one content."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

from motcua.dossiers.errors import KeyReused
from motcua.ground import clock, crypto
from motcua.ground.models import IdempotentAnswer
from motcua.people.actor import Actor

_PREFIX = "dossier"


def again(actor: Actor, action: str, key: str, dossier: str, command: object) -> str | None:
    """The dossier this request already produced; None for a new request, which is claimed.

    A second request with the same key waits here until the first has committed. Raises KeyReused when the same
    key comes with another content.
    """
    if not key:
        return None
    fingerprint = _fingerprint(action, dossier, command)
    claim = IdempotentAnswer(
        scope=_scope(actor), key=key, fingerprint=fingerprint, answer=None, created_at=clock.now()
    )
    IdempotentAnswer.objects.bulk_create([claim], ignore_conflicts=True)
    row = IdempotentAnswer.objects.select_for_update().get(scope=_scope(actor), key=key)
    if row.fingerprint != fingerprint:
        raise KeyReused
    return str(row.answer["dossier"]) if row.answer else None


def remember(actor: Actor, key: str, dossier: str) -> None:
    """Note what the claimed request produced, in the same transaction."""
    if key:
        rows = IdempotentAnswer.objects.filter(scope=_scope(actor), key=key)
        rows.update(answer={"dossier": dossier})


def _scope(actor: Actor) -> str:
    return f"{_PREFIX}:{actor.trace}"


def _fingerprint(action: str, dossier: str, command: object) -> str:
    """A keyed fingerprint: the content may hold a person's values."""
    content = asdict(command) if is_dataclass(command) and not isinstance(command, type) else command
    text = json.dumps([action, dossier, content], default=_text, sort_keys=True, ensure_ascii=False)
    return crypto.commitment(text).removeprefix("commit:")[:64]


def _text(value: Any) -> str:
    return str(value)
