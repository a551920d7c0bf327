"""Who may do what to a procedure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalog.errors import InReview, Locked, NotAllowed
from catalog.models import Procedure

VIEW = "catalog.view_procedure"
ADD = "catalog.add_procedure"
CHANGE = "catalog.change_procedure"
APPROVE = "catalog.approve_procedure"
SEE_DAYS = "catalog.view_calendarentry"
PROPOSE_DAYS = "catalog.add_calendarentry"


def require(person: Any, right: str) -> None:
    """Raise NotAllowed when ``person`` lacks ``right``."""
    if not person.has_perm(right):
        raise NotAllowed(_SENTENCES[right]())


_SENTENCES = {
    VIEW: lambda: _("You may not see drafts of procedures. Ask an administrator for the right."),
    ADD: lambda: _("You may not add procedures. Ask an administrator for the right."),
    CHANGE: lambda: _("You may not change procedures. Ask an administrator for the right."),
    SEE_DAYS: lambda: _("You may not see the working calendar. Ask an administrator for the right."),
    PROPOSE_DAYS: lambda: _(
        "You may not propose days for the working calendar. Ask an administrator for the right."
    ),
    APPROVE: lambda: _("You may not approve procedures. Ask a member of the approvers' group."),
}


def under_lock(procedure: Procedure) -> Procedure:
    """The procedure as it stands, locked until the transaction ends."""
    return Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)


def require_open(procedure: Procedure, by: Any) -> None:
    """Raise InReview while somebody is asked to approve exactly this content, Locked while it is somebody's."""
    if procedure.workflow_in_progress:
        raise InReview
    if procedure.locked and procedure.locked_by_id != by.pk:
        raise Locked(procedure.locked_by.get_full_name() if procedure.locked_by else "?")
