"""Submitting for review, approving, returning, taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.actions import approve, return_to_author, submit_for_review, withdraw_from_review
from catalog.editor.screen import procedure_for
from catalog.errors import CatalogError, NotPublishable
from catalog.models import Procedure

Verb = Callable[[Procedure, Any, str], Any]

VERBS: dict[str, tuple[Verb, Any]] = {
    "submit": (submit_for_review, lambda: _("Submitted for review.")),
    "withdraw": (
        lambda one, by, comment: withdraw_from_review(one, by),
        lambda: _("Taken back from review."),
    ),
    "approve": (approve, lambda: _("Approved and published.")),
    "return": (return_to_author, lambda: _("Returned to the author.")),
}


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the review; a refusal leads to the problems."""
    procedure = procedure_for(request, pk)
    verb, sentence = VERBS.get(request.POST.get("act", ""), VERBS["submit"])
    try:
        verb(procedure, request.user, request.POST.get("comment", ""))
    except CatalogError as refusal:
        messages.error(request, str(refusal))
        name = "problems" if isinstance(refusal, NotPublishable) and refusal.problems else "versions"
        return redirect("catalog_editor:panel", pk, name)
    messages.success(request, sentence())
    return redirect("catalog_editor:panel", pk, "versions")
