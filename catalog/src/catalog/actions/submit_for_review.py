"""Ask a second person to approve the procedure, or take the request back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from catalog.actions.publish_version import require_publishable
from catalog.actions.rights import CHANGE, require, require_open, under_lock
from catalog.errors import CatalogError, NotAllowed
from catalog.models import Procedure
from catalog.registry import on_act


def submit_for_review(procedure: Procedure, by: Any, remark: str) -> WorkflowState:
    """Start the review; the content is closed to changes until it is approved, returned or taken back.

    ``remark`` says what was changed and why; the approver reads it, and it stays with the version.
    Raises NotPublishable with every finding, so that nobody is asked to approve what cannot be published.
    """
    require(by, CHANGE)
    if not remark.strip():
        raise CatalogError(_("Write what you changed and why before you submit the procedure."))
    with transaction.atomic():
        current = under_lock(procedure)
        require_open(current, by)
        require_publishable(current)
        _keep_remark(current, remark)
        _end_earlier_round(current, by)
        state = _workflow(current).start(current, by)
        on_act.tell(
            kind="review.submitted", procedure=current, by=by, facts={"hash": current.definition_hash}
        )
    return state


def withdraw_from_review(procedure: Procedure, by: Any) -> None:
    """Take the request back, so that the procedure can be changed again."""
    require(by, CHANGE)
    with transaction.atomic():
        current = under_lock(procedure)
        state = current.current_workflow_state
        if state is None:
            raise CatalogError(_("This procedure is not waiting for approval."))
        if by.pk != state.requested_by_id and not by.is_superuser:
            raise NotAllowed(_("Only the person who asked for the review can take it back."))
        state.cancel(user=by)
        on_act.tell(kind="review.withdrawn", procedure=current, by=by, facts={})


def _keep_remark(procedure: Procedure, remark: str) -> None:
    procedure.review_remark = remark.strip()[:500]
    procedure.save(update_fields=["review_remark"])


def _workflow(procedure: Procedure) -> Any:
    workflow = procedure.get_workflow()
    if workflow is None:
        raise CatalogError(_("No review workflow is set up for procedures. Ask the system administrator."))
    return workflow


def _end_earlier_round(procedure: Procedure, by: Any) -> None:
    if procedure.current_workflow_state is not None:
        procedure.current_workflow_state.cancel(user=by)
        procedure.__dict__.pop("current_workflow_state", None)
