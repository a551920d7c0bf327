"""Take a document in from a file: a new procedure, or new content of an existing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from forms_schema.canonical import content_hash
from forms_schema.loading import load
from forms_schema.problems import FormsSchemaError, Problem
from forms_schema.reader import read_json
from forms_schema.versions import diff

from catalog.actions.recording import Act, write
from catalog.actions.rights import ADD, CHANGE, require, require_open, under_lock
from catalog.errors import ImpossibleChange
from catalog.judging import problems_of
from catalog.models import DefinitionChange, Procedure
from catalog.registry import schema_registry


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do: the procedure (none for a new one in a dry run), findings, changes."""

    procedure: Procedure | None
    is_new: bool
    unchanged: bool
    problems: tuple[Problem, ...]
    changes: tuple[Any, ...]
    document: Mapping[str, Any]


def import_document(source: bytes | str | Mapping[str, Any], by: Any, *, dry_run: bool = False) -> Imported:
    """Read, judge and store a document; with ``dry_run`` only say what would change.

    The text must be strict JSON and a procedure document, otherwise ImpossibleChange carries the problems.
    Findings about its content do not prevent the import: it becomes a draft.
    """
    document = read(source)
    existing = Procedure.objects.filter(key=document["id"]).first()
    is_new = existing is None
    require(by, ADD if is_new else CHANGE)
    problems = problems_of(document, content_hash(document))
    changes = tuple(diff(existing.definition, document)) if existing else ()
    unchanged = existing is not None and existing.definition_hash == content_hash(document)
    if not dry_run and not unchanged:
        existing = _store(existing, document, by)
    return Imported(existing, is_new, unchanged, problems, changes, document)


def read(source: bytes | str | Mapping[str, Any]) -> Mapping[str, Any]:
    """The document of a file or mapping; raises ImpossibleChange with the problems."""
    try:
        document = source if isinstance(source, Mapping) else read_json(source)
        load(document, schema_registry.current())
    except FormsSchemaError as refusal:
        raise ImpossibleChange(
            _("This file is not a procedure document. Nothing was imported."), refusal.problems
        ) from refusal
    return document


def _store(existing: Procedure | None, document: Mapping[str, Any], by: Any) -> Procedure:
    with transaction.atomic():
        current = under_lock(existing) if existing else Procedure(key=document["id"], live=False)
        before = current.definition if existing else {}
        if existing:
            require_open(current, by)
        else:
            _insert(current, document)
        whole = [{"op": "set", "at": "", "value": dict(document)}]
        back = [{"op": "set", "at": "", "value": dict(before)}]
        write(current, document, Act(by, DefinitionChange.Kind.IMPORT, whole, back))
    return current


def _insert(procedure: Procedure, document: Mapping[str, Any]) -> None:
    """The new row; the database says whether its code is free, also when two people import at the same moment."""
    procedure.code = document["code"]
    try:
        with transaction.atomic():
            procedure.save()
    except IntegrityError:
        raise ImpossibleChange(
            _("The code %(code)s belongs to another procedure.") % {"code": document["code"]}
        ) from None
