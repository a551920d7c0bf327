"""What every page of a draft begins with: it is the reader's own, not over, and in today's version."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from motcua.people.actor import actor_of
from motcua.portal import failures, reads
from motcua.portal.actions import carry_over
from motcua.portal.caching import for_citizens
from motcua.portal.errors import DraftGone
from motcua.portal.language import said
from motcua.portal.models import Draft
from motcua.portal.reads import Filling

View = Callable[..., HttpResponseBase]


def of_draft(view: View) -> View:
    """Open the draft for the view: ``view(request, filling, …)``."""
    return _opening(view, choosing=False)


def of_draft_in_any_case(view: View) -> View:
    """The same where the case has to be chosen again."""
    return _opening(view, choosing=True)


def _opening(view: View, *, choosing: bool) -> View:
    @for_citizens
    @wraps(view)
    def shown(request: HttpRequest, draft: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            one = reads.draft(actor_of(request), draft)
        except DraftGone as gone:
            return failures.page(request, 404, said(gone.sentences))
        if one.dossier:
            return redirect("acknowledgement", one.dossier)
        try:
            return _entered(request, one, view, choosing, args, kwargs)
        except DraftGone:
            return _gone(request, draft)

    return shown


def _entered(
    request: HttpRequest, one: Draft, view: View, choosing: bool, args: Any, kwargs: Any
) -> HttpResponseBase:
    filling = carry_over.run(one)
    if filling is None:
        return render(request, "portal/not_offered.html", {"draft": one}, using="pages")
    if filling.draft.carried and filling.draft.carried["choose"] and not choosing:
        return redirect("draft_choose", one.public_id)
    return view(request, filling, *args, **kwargs)


def _gone(request: HttpRequest, draft: str) -> HttpResponseBase:
    """While this page was read another tab handed the draft in, or deleted it."""
    try:
        one = reads.draft(actor_of(request), draft)
    except DraftGone as gone:
        return failures.page(request, 404, said(gone.sentences))
    return redirect("acknowledgement", one.dossier) if one.dossier else redirect("draft", draft)


def page_of(filling: Filling, wanted: str) -> str:
    """The page asked for if it is asked now, else the first."""
    return wanted if wanted in filling.pages else filling.pages[0]
