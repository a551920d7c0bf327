"""The document as a file: canonical JSON, the same bytes the hash is made of."""

from __future__ import annotations

from typing import Any

from forms_schema.canonical import canonical

from catalog.actions.rights import VIEW, require
from catalog.models import Procedure, ProcedureVersion
from catalog.registry import on_act


def export_document(subject: Procedure | ProcedureVersion, by: Any = None) -> bytes:
    """The canonical JSON of a draft (the right to see drafts is needed) or of a published version."""
    if isinstance(subject, ProcedureVersion):
        return canonical(subject.document)
    require(by, VIEW)
    on_act.tell(kind="definition.exported", procedure=subject, by=by, facts={"hash": subject.definition_hash})
    return canonical(subject.definition)
