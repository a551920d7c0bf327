"""Take back the last change, and do it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions.change_definition import Changed, apply_all
from catalog.actions.recording import Act, write
from catalog.actions.rights import CHANGE, require, require_open, under_lock
from catalog.errors import NothingToUndo
from catalog.models import DefinitionChange, Procedure
from catalog.reads import changes_since_last_version

Kind = DefinitionChange.Kind


def stacks(
    changes: Iterable[DefinitionChange],
) -> tuple[list[DefinitionChange], list[DefinitionChange]]:
    """What can be taken back and what can be done again, the next one last. ``changes`` oldest first."""
    done: list[DefinitionChange] = []
    undone: list[DefinitionChange] = []
    for change in changes:
        if change.kind == Kind.UNDO:
            undone.append(done.pop())
        elif change.kind == Kind.REDO:
            done.append(undone.pop())
        else:
            done.append(change)
            undone.clear()
    return done, undone


def undo(procedure: Procedure, by: Any) -> Changed:
    """Take back the last change since the last published version; the hash is again what it was before."""
    return _step(procedure, by, Kind.UNDO)


def redo(procedure: Procedure, by: Any) -> Changed:
    """Do again what was taken back last, if nothing else was changed since."""
    return _step(procedure, by, Kind.REDO)


def _step(procedure: Procedure, by: Any, kind: Kind) -> Changed:
    require(by, CHANGE)
    with transaction.atomic():
        current = under_lock(procedure)
        require_open(current, by)
        target = _target(current, kind)
        forward = target.inverses if kind == Kind.UNDO else target.operations
        document, inverses = apply_all(current.definition, forward)
        change = write(current, document, Act(by, kind, forward, inverses, target))
    return Changed(current, change)


def _target(procedure: Procedure, kind: Kind) -> DefinitionChange:
    done, undone = stacks(changes_since_last_version(procedure))
    stack = done if kind == Kind.UNDO else undone
    if not stack or (kind == Kind.UNDO and not stack[-1].base_hash):
        raise NothingToUndo(
            _("There is no change to take back.") if kind == Kind.UNDO else _("There is nothing to do again.")
        )
    return stack[-1]
