"""The first step: which case, who applies, where; and the end of a draft nobody wants."""

from typing import Any

from catalog.reads import version_in_force
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forms_schema import Procedure
from motcua.ground import clock
from motcua.ground.errors import IdempotencyConflict
from motcua.ground.ids import new_public_id
from motcua.people.actor import actor_of
from motcua.portal import offices, prefill, reads, words
from motcua.portal.actions import choose_again, discard_draft, start_draft
from motcua.portal.caching import for_citizens
from motcua.portal.errors import NoOffice
from motcua.portal.language import said
from motcua.portal.reads import Filling
from motcua.portal.views.opening import of_draft_in_any_case

LONGEST_KEY = 60


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose, then begin to fill in."""
    version = version_in_force(code, clock.today())
    if version is None:
        raise Http404
    procedure: Procedure = version.loaded()
    if "online" not in procedure.channels or procedure.document["online"]["level"] == "information":
        return redirect("procedure", code)
    if request.method != "POST":
        mine = [one for one in reads.drafts(actor_of(request)) if one.version.code == code]
        asked = {"case": request.GET.get("truong-hop", ""), "applicant": "", "office": ""}
        return _choosing(request, procedure, asked, [], {"drafts": mine, "code": code})
    chosen, problems = _chosen(request, procedure)
    if problems:
        return _choosing(request, procedure, chosen, problems, {"code": code})
    identity = prefill.identity_of(request.user)
    key = request.POST.get("key", "")[:LONGEST_KEY]
    try:
        draft = start_draft.run(actor_of(request), version, identity=identity, key=key, **chosen)
    except IdempotencyConflict:
        # Somebody went back and chose otherwise: that is another draft.
        draft = start_draft.run(actor_of(request), version, identity=identity, **chosen)
    return redirect("draft", draft)


@require_http_methods(["GET", "HEAD", "POST"])
@of_draft_in_any_case
def choose(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Choose again for a draft that exists."""
    draft = filling.draft
    now = {"case": draft.case, "applicant": draft.applicant, "office": draft.choice}
    if request.method != "POST":
        return _choosing(request, filling.procedure, now, [], {"draft": draft})
    chosen, problems = _chosen(request, filling.procedure)
    if problems:
        return _choosing(request, filling.procedure, chosen, problems, {"draft": draft})
    choose_again.run(draft, **chosen)
    return redirect("draft", draft.public_id)


@require_POST
@of_draft_in_any_case
def discard(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Delete the draft and everything in it."""
    discard_draft.run(filling.draft)
    messages.success(request, _("The draft and its files were deleted."))
    return redirect("my_dossiers")


def _chosen(request: HttpRequest, procedure: Procedure) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What was chosen, and (anchor, sentence) for everything that is missing."""
    posted = {name: request.POST.get(name, "") for name in ("case", "applicant", "office")}
    problems = []
    if posted["case"] not in {one.id for one in procedure.cases}:
        problems.append(("#case-1", _("Choose your case.")))
    if posted["applicant"] not in procedure.applicants:
        problems.append(("#applicant-1", _("Say who applies.")))
    try:
        office: Any = offices.chosen(procedure, clock.today(), posted["office"])
    except NoOffice as missing:
        office = posted["office"]
        problems.append(("#office", said(missing.sentences)))
    return {"case": posted["case"], "applicant": posted["applicant"], "office": office}, problems


def _choosing(
    request: HttpRequest,
    procedure: Procedure,
    chosen: dict[str, Any],
    problems: list[tuple[str, str]],
    more: dict[str, Any],
) -> HttpResponse:
    context = {
        "procedure": procedure,
        "chosen": {name: getattr(value, "value", value) for name, value in chosen.items()},
        "problems": problems,
        "offices": offices.offices(procedure, clock.today()),
        "applicant_names": words.APPLICANTS,
        "said": said,
        "draft": None,
        "drafts": [],
        "key": new_public_id(),
        **more,
    }
    return render(request, "portal/choose.html", context, status=422 if problems else 200, using="pages")
