"""What every screen of the editor shows around its panel: header, tabs, what may be done now."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import TaskState

from catalog.actions.publish_version import start_problems
from catalog.actions.rights import APPROVE, CHANGE, VIEW
from catalog.actions.undo import stacks
from catalog.editor.binding import Look, bind_cards, bind_section
from catalog.editor.findings import by_address, per_panel
from catalog.editor.panels import PANELS
from catalog.editor.parts import Panel, Section
from catalog.judging import problems_of
from catalog.models import Procedure
from catalog.reads import (
    changed_since_last_version,
    changes_since_last_version,
    latest_version,
    version_in_force,
)
from catalog.registry import clock


def procedure_for(request: HttpRequest, pk: int) -> Procedure:
    """The procedure, for somebody who may see drafts."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    return get_object_or_404(Procedure, pk=pk)


def language() -> str:
    """``vi`` or ``en``, as the texts of a document are keyed."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def look_at(procedure: Procedure, opened: str = "") -> Look:
    """The document with its findings."""
    document = procedure.definition
    found = [*problems_of(document, procedure.definition_hash), *start_problems(procedure)]
    findings = by_address(document, found)
    return Look(document, language(), findings, opened)


def screen(request: HttpRequest, procedure: Procedure, panel: Panel, look: Look) -> dict[str, Any]:
    """Everything the templates of the editor need."""
    counts = per_panel(look.findings)
    errors = sum(counts.values())
    return {
        "procedure": procedure,
        "panel": panel,
        "look": look,
        "opened": look.opened,
        "base": procedure.definition_hash,
        "tabs": [_tab(one, procedure, panel, counts, errors) for one in PANELS.values()],
        "parts": _parts(panel, look),
        "state": state_of(procedure, request.user),
        **(panel.extra(look=look, procedure=procedure, request=request) if panel.extra else {}),
    }


def _tab(
    one: Panel, procedure: Procedure, shown: Panel, counts: dict[str, int], errors: int
) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "url": reverse("catalog_editor:panel", args=[procedure.pk, one.name]),
        "is_here": one.name == shown.name,
        "problems": errors if one.name == "problems" else counts.get(one.name, 0),
    }


def _parts(panel: Panel, look: Look) -> list[dict[str, Any]]:
    return [
        bind_section(part, look) if isinstance(part, Section) else bind_cards(part, "", look.document, look)
        for part in panel.parts
    ]


def state_of(procedure: Procedure, person: Any) -> dict[str, Any]:
    """Where the procedure stands and what ``person`` may do about it."""
    changes = list(changes_since_last_version(procedure))
    done, undone = stacks(changes)
    task = procedure.current_workflow_task_state if procedure.workflow_in_progress else None
    review = procedure.current_workflow_state
    mine = changed_since_last_version(procedure, person)
    return {
        "in_force": version_in_force(procedure.code, clock.today()),
        "unpublished": _unpublished(procedure, len(done)),
        "can_change": person.has_perm(CHANGE) and task is None,
        "can_undo": bool(done) and bool(done[-1].base_hash),
        "can_redo": bool(undone),
        "in_review": task is not None,
        "asked_by": review.requested_by if review and task else None,
        "can_withdraw": task is not None and (review.requested_by_id == person.pk or person.is_superuser),
        "can_approve": task is not None and person.has_perm(APPROVE) and not mine,
        "must_not_approve": task is not None and person.has_perm(APPROVE) and mine,
        "returned": _returned(review),
    }


def _unpublished(procedure: Procedure, done: int) -> int:
    """How many changes nobody has published; none when the text is again that of the last version."""
    last = latest_version(procedure)
    same = last is not None and last.content_hash == procedure.definition_hash
    return 0 if same else max(done, 1)


def _returned(review: Any) -> Any:
    task = review.current_task_state if review else None
    return task if task and task.status == TaskState.STATUS_REJECTED else None
