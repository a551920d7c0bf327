"""What happens when a review ends well; named by the setting ``WAGTAIL_FINISH_WORKFLOW_ACTION``.

Wagtail imports this module while it defines its own models, so nothing here imports models at the top.
"""

from __future__ import annotations

from typing import Any


def finish(workflow_state: Any, user: Any = None) -> None:
    """Publish a procedure as a frozen version; anything else as Wagtail does."""
    from wagtail.workflows import publish_workflow_state

    from catalog.actions.publish_version import publish_version
    from catalog.models import Procedure

    subject = workflow_state.content_object
    if not isinstance(subject, Procedure):
        publish_workflow_state(workflow_state, user=user)
        return
    approver = workflow_state.current_task_state.finished_by or user
    publish_version(
        subject,
        by=workflow_state.requested_by or approver,
        approved_by=approver,
        reason=_reason(subject, workflow_state),
    )


def _reason(subject: Any, workflow_state: Any) -> str:
    """What the author said about the change, then what the approver said."""
    said = (subject.review_remark, str(workflow_state.current_task_state.comment or ""))
    return " – ".join(one for one in said if one)[:500]
