"""Adding to a chain: one entry after another under the lock of the chain's head."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from motcua.audit.errors import OutsideTransaction
from motcua.audit.hashing import GENESIS, canonical, link, plain, written
from motcua.audit.models import Entry, Head
from motcua.ground import clock


def append(
    chain: str, kind: str, actor: str, facts: Mapping[str, object], happened_at: datetime | None = None
) -> Entry:
    """Add one entry to `chain` in the surrounding transaction.

    `facts` holds ids, codes, times (as text) and commitments, never a person's values. Raises
    OutsideTransaction when no transaction is open, NotCanonical for facts without one written form.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            "Open a transaction first: an entry lives or dies with the change it records."
        )
    head = _locked_head(chain)
    now = clock.now()
    entry = Entry(
        chain=chain,
        number=head.number + 1,
        kind=kind,
        actor=actor,
        facts=plain(facts),
        happened_at=happened_at or now,
        recorded_at=now,
        previous=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=head.pk).update(number=entry.number, hash=entry.hash)
    return entry


def hash_of(entry: Entry) -> str:
    """The hash the entry must have, computed from its columns."""
    return link(
        entry.previous,
        canonical(
            {
                "chain": entry.chain,
                "number": entry.number,
                "kind": entry.kind,
                "actor": entry.actor,
                "facts": entry.facts,
                "happened_at": written(entry.happened_at),
                "recorded_at": written(entry.recorded_at),
            }
        ),
    )


_LOCKED = """
INSERT INTO audit_head (chain, number, hash, anchored_number) VALUES (%s, 0, %s, 0)
ON CONFLICT (chain) DO UPDATE SET chain = EXCLUDED.chain
RETURNING id, number, hash
"""


def _locked_head(chain: str) -> Head:
    """The head under its row lock, begun if need be."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED, [chain, GENESIS])
        key, number, digest = cursor.fetchone()
    return Head(pk=key, chain=chain, number=number, hash=digest)
