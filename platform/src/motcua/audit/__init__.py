"""The record: hash chains of who did what, kept for ever and anchored outside the database.

`record` is what other apps call: `from motcua.audit import record`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from motcua.audit.models import Entry


class Named(Protocol):
    """Whoever acts: the record keeps only this short name, for example "staff:Jx3…" or "system:sweep"."""

    @property
    def trace(self) -> str: ...


def record(
    chain: str,
    kind: str,
    actor: "Named | str",
    facts: Mapping[str, object],
    happened_at: datetime | None = None,
) -> "Entry":
    """Add one entry to `chain` ("dossier:<public id>", "person:…", "catalog") in the open transaction.

    `actor` is an Actor or its short name. See `motcua.audit.chain.append` for the errors.
    """
    from motcua.audit.chain import append

    return append(chain, kind, actor if isinstance(actor, str) else actor.trace, facts, happened_at)
