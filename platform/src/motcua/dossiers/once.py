"""Sending twice counts once: an idempotency key belongs to one actor and one content."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass

from django.db import transaction

from motcua.dossiers.errors import KeyMissing, KeyReused
from motcua.ground import crypto, idempotency
from motcua.ground.errors import IdempotencyConflict, KeyUnusable
from motcua.people.actor import Actor


def once(actor: Actor, action: str, key: str, dossier: str, command: object, work: Callable[[], str]) -> str:
    """The public id ``work`` gives, or gave when the same request came before; without a key always works.
    Either way ``work`` is one transaction.

    A second request with the same key waits until the first has committed. Raises KeyReused when the key
    comes back with another content, KeyMissing when it is too long to be one.
    """
    if not key:
        with transaction.atomic():
            return work()
    contents = {"content": _commitment(action, dossier, command)}
    try:
        answer, _before = idempotency.once(f"dossier/{actor.trace}", key, contents, work)
    except IdempotencyConflict:
        raise KeyReused from None
    except KeyUnusable as unusable:
        raise KeyMissing(unusable.sentences) from None
    return str(answer)


def key_of_form(sent: str) -> str:
    """The idempotency key a changing form brought. Raises KeyMissing: a form may not come without."""
    try:
        return idempotency.demand_usable(sent)
    except KeyUnusable as unusable:
        raise KeyMissing(unusable.sentences) from None


def _commitment(action: str, dossier: str, command: object) -> str:
    """Keyed, because the content may hold a person's values."""
    text = json.dumps([action, dossier, command], default=_plain, sort_keys=True, ensure_ascii=False)
    return crypto.commitment(text)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
