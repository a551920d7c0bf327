"""One entry of the working calendar: what it says, which promises it moves, and what may be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from catalog.actions import approve_calendar_entry, propose_withdrawal, take_back_proposal
from catalog.actions.rights import APPROVE, PROPOSE_DAYS, SEE_DAYS, require
from catalog.errors import CatalogError
from catalog.models import CalendarEntry
from catalog.reads import dates_moved

#: So many moved dates are listed; the rest are counted.
SHOWN = 200
VERBS: dict[str, tuple[Callable[[int, Any], Any], Any]] = {
    "approve": (approve_calendar_entry, lambda: _("Approved. The calendar counts it from now on.")),
    "withdraw": (propose_withdrawal, lambda: _("The withdrawal waits for a second person.")),
    "take_back": (take_back_proposal, lambda: _("Taken back.")),
}


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the entry; a post does one act."""
    require(request.user, SEE_DAYS)
    found = get_object_or_404(CalendarEntry, pk=pk)
    if request.method == "POST":
        return _act(request, pk)
    moved = dates_moved(found) if found.proposed_by else []
    context = {
        "entry": found,
        "moved": moved[:SHOWN],
        "count": len(moved),
        "more": max(0, len(moved) - SHOWN),
    }
    return render(request, "catalog/editor/calendar_entry.html", {**context, **_offers(found, request.user)})


def _act(request: HttpRequest, pk: int) -> HttpResponse:
    act = request.POST.get("act", "")
    if act in VERBS:
        verb, sentence = VERBS[act]
        try:
            verb(pk, request.user)
            messages.success(request, sentence())
        except CatalogError as refusal:
            messages.error(request, str(refusal))
    return redirect("catalog_editor:calendar_entry", pk)


def _offers(found: CalendarEntry, person: Any) -> dict[str, Any]:
    author = found.proposed_by
    return {
        "author": author,
        "is_author": author == person,
        "can_approve": author is not None and author != person and person.has_perm(APPROVE),
        "can_withdraw": found.counts and author is None and person.has_perm(PROPOSE_DAYS),
    }
