"""Approve a procedure that waits for review, or return it to its author."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from catalog.actions.rights import APPROVE, require, under_lock
from catalog.errors import CatalogError
from catalog.models import Procedure, ProcedureVersion
from catalog.reads import latest_version
from catalog.registry import on_act


def approve(procedure: Procedure, by: Any, comment: str = "") -> ProcedureVersion | None:
    """Approve the content under review; the last approval publishes it and gives the new version.

    Raises SecondPersonNeeded for anyone who changed the content since the last published version.
    """
    require(by, APPROVE)
    with transaction.atomic():
        current = under_lock(procedure)
        before = latest_version(current)
        _waiting_task(current).approve(user=by, comment=comment)
        on_act.tell(kind="review.approved", procedure=current, by=by, facts={"comment": bool(comment)})
        after = latest_version(current)
    return after if after != before else None


def return_to_author(procedure: Procedure, by: Any, comment: str) -> None:
    """Return the procedure for changes; the reason is required, because the author has to act on it."""
    require(by, APPROVE)
    if not comment.strip():
        raise CatalogError(_("Write what has to be changed before you return the procedure."))
    with transaction.atomic():
        current = under_lock(procedure)
        _waiting_task(current).reject(user=by, comment=comment)
        on_act.tell(kind="review.returned", procedure=current, by=by, facts={})


def _waiting_task(procedure: Procedure) -> Any:
    state = procedure.current_workflow_state
    task = state.current_task_state if state else None
    if task is None or task.status != TaskState.STATUS_IN_PROGRESS:
        raise CatalogError(_("This procedure is not waiting for approval."))
    return task.specific
