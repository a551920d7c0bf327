"""The record: hash chains of who did what, kept for ever and anchored outside the database.

Other apps call `record`, operators `verify` and `anchor`; tables with a chain of their own use
`motcua.audit.hashing` (`canonical`, `link`).
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from motcua.audit.anchoring import Anchored
    from motcua.audit.models import Entry
    from motcua.audit.verifying import Verdict


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


def verify(anchors: Path | None = None, chain: str | None = None) -> "Verdict":
    """Check the record; see `motcua.audit.verifying.verify`."""
    from motcua.audit import verifying

    return verifying.verify(anchors, chain)


def anchor(into: Path | None = None) -> "Anchored":
    """Write the heads of the chains outside the database; see `motcua.audit.anchoring.anchor`."""
    from motcua.audit import anchoring

    return anchoring.anchor(into)
