"""Change the definition of a procedure by operations of the procedure language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from forms_schema.operations import apply
from forms_schema.problems import FormsSchemaError, Problem

from catalog.actions.recording import Act, write
from catalog.actions.rights import CHANGE, require, require_open, under_lock
from catalog.errors import ImpossibleChange, StaleBase
from catalog.judging import problems_of
from catalog.models import DefinitionChange, Procedure

Operation = Mapping[str, Any]
LASTING = ("/id", "/format")


@dataclass(frozen=True)
class Changed:
    """The answer to a change: the new content, its hash, every finding, and the line of the log."""

    procedure: Procedure
    change: DefinitionChange

    @property
    def hash(self) -> str:
        """The base the next operation must name."""
        return self.procedure.definition_hash

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every finding about the new content."""
        return problems_of(self.procedure.definition, self.procedure.definition_hash)


def change_definition(procedure: Procedure, operation: Operation | Sequence[Operation], by: Any) -> Changed:
    """Apply one operation (or several as one act) that names the hash it was made on as ``base``.

    Raises StaleBase when somebody changed the procedure in between, InReview while it waits for approval,
    ImpossibleChange when the operation does not fit. Findings of the check do not prevent a change.
    """
    operations = [operation] if isinstance(operation, Mapping) else list(operation)
    require(by, CHANGE)
    with transaction.atomic():
        current = under_lock(procedure)
        require_open(current, by)
        require_base(current, operations)
        document, inverses = apply_all(current.definition, operations)
        change = write(current, document, Act(by, operations=operations, inverses=inverses))
    return Changed(current, change)


def require_base(procedure: Procedure, operations: Sequence[Operation]) -> None:
    """Raise StaleBase, naming who changed the procedure, unless the operation was made on today's hash."""
    if operations and operations[0].get("base") == procedure.definition_hash:
        return
    last = procedure.changes.select_related("by").order_by("-number").first()
    who = (last.by.get_full_name() or last.by.get_username()) if last else _("Somebody")
    at = timezone.localtime(last.at) if last else timezone.localtime()
    raise StaleBase(who, date_format(at, "H:i d/m/Y"))


def apply_all(
    document: Mapping[str, Any], operations: Sequence[Operation]
) -> tuple[Mapping[str, Any], list[Operation]]:
    """Apply operations in order; the inverses come back in the order that takes them back."""
    inverses: list[Operation] = []
    for operation in operations:
        if operation.get("at") in LASTING:
            raise ImpossibleChange(_("The lasting id of a procedure cannot be changed."))
        bare = {key: value for key, value in operation.items() if key != "base"}
        document, inverse = _apply(document, bare)
        inverses.insert(0, inverse)
    return document, inverses


def _apply(document: Mapping[str, Any], operation: Operation) -> tuple[Mapping[str, Any], Operation]:
    if operation.get("op") == "set" and operation.get("at") == "":
        return operation["value"], {"op": "set", "at": "", "value": document}
    try:
        return apply(document, operation)
    except FormsSchemaError as refusal:
        raise ImpossibleChange(_("This change does not fit the procedure."), refusal.problems) from refusal
