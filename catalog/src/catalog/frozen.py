"""Whether published versions are still what was published: their content against their hash and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms_schema.canonical import content_hash

from catalog.actions.publish_version import columns_of
from catalog.models import ProcedureVersion

CHECKED = ("code", "valid_from", "valid_to")
FEW = 50


@dataclass(frozen=True)
class Frozen:
    """One published version; ``problem`` says what no longer fits, empty when all does."""

    public_id: str
    procedure: str
    number: int
    content_hash: str
    problem: str


def versions() -> Iterator[Frozen]:
    """Every published version, its document hashed again, by procedure and number."""
    rows = ProcedureVersion.objects.select_related("procedure").order_by("procedure__key", "number")
    for row in rows.iterator(chunk_size=FEW):
        yield Frozen(row.public_id, row.procedure.key, row.number, row.content_hash, _problem(row))


def _problem(row: ProcedureVersion) -> str:
    if content_hash(row.document) != row.content_hash:
        return "its document does not match its hash"
    named = columns_of(row.document)
    wrong = [name for name in CHECKED if getattr(row, name) != named[name]]
    return f"its document says otherwise about {', '.join(wrong)}" if wrong else ""
