"""The short way: a procedure done while the person waits, on one screen, by keyboard, in seconds."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from catalog import reads as catalog
from motcua.desk import ways
from motcua.desk.intake import Intake
from motcua.desk.pages import desk_page, page, said
from motcua.desk.views.intake import chosen
from motcua.dossiers import reads
from motcua.dossiers.actions import certify_instantly
from motcua.dossiers.errors import DossierError, NotFound, NotPermitted
from motcua.dossiers.once import key_of_form
from motcua.ground import clock
from motcua.ground.formats import money
from motcua.ground.ids import new_public_id
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed

CERTIFIED_COPIES = "2.000815"
STICKY = frozenset({"choice", "yes_no"})
"""Kinds of questions that most often have the same answer as for the person before."""


@require_http_methods(["GET", "POST"])
@desk_page
def certify(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything in one press: intake, fee, result, return; then, by a redirect, the next one."""
    posted = request.method == "POST"
    made = _made(request, actor, posted)
    if not posted:
        return _page(request, made, **_before(actor, request.GET.get("done", "")))
    if "refresh" in request.POST or made.pressed_row:
        return _page(request, made)
    if not made.judge():
        return _page(request, made, status=422)
    try:
        born = _done(request, made)
    except (NotPermitted, NotFound):
        raise
    except DossierError as refusal:
        made.problems = list(getattr(refusal, "problems", ())) or made.problems
        return _page(request, made, status=refusal.status, refusal=said(refusal.sentences))
    request.session["certify_before"] = _sticky(made)
    return redirect(f"{redirect('desk_certify').url}?done={born.public_id}")


def _before(actor: Actor, public_id: str) -> dict[str, Any]:
    """What was just certified, for the line above the next one; nothing for a dossier that is not theirs."""
    try:
        done = reads.folder(actor, public_id) if public_id else None
    except NotFound:
        return {}
    return {"done": done.dossier, "collected": sum(line.amount for line in done.fees)} if done else {}


@require_POST
@desk_page
def fee(request: HttpRequest, actor: Actor) -> JsonResponse:
    """The fee for what is typed now, for the live figure; the server reckons it again when it is done."""
    total = _made(request, actor, posted=True).quote().total
    return JsonResponse({"total": total, "text": money(total)})


def _made(request: HttpRequest, actor: Actor, posted: bool) -> Intake:
    if "desk_certify" not in ways.offered(actor):
        raise NotAllowed(ways.RIGHTS["desk_certify"])
    version = catalog.version_in_force(CERTIFIED_COPIES, clock.today())
    if version is None:
        raise Http404
    situation = chosen(version, request.POST if posted else request.GET)
    made = Intake(
        actor, version, situation, request.POST if posted else None, kind=certify_instantly.CERTIFIES
    )
    if not posted:
        made.answers = dict(request.session.get("certify_before", {}))
    return made


def _typed_first(made: Intake, items: Any) -> list[Any]:
    """What is new for each person first, in one run of typing; what is mostly the same as before after it."""
    asked = [item for item in items if item.kind == "field"]
    kinds = {field.id: field.type for field in made.form.procedure.fields}
    return sorted(asked, key=lambda item: kinds.get(item.name) in STICKY)


def _sticky(made: Intake) -> dict[str, Any]:
    """The answers to begin the next one with: choices only, never anything about a person."""
    kinds = {field.id: field.type for field in made.form.procedure.fields}
    return {name: value for name, value in made.answers.items() if kinds.get(name) in STICKY}


def _done(request: HttpRequest, made: Intake) -> Any:
    results = made.form.procedure.results
    positive = next(one.id for one in results if one.kind == "positive")
    command = certify_instantly.Command(
        made.filing({}), positive, reference=made.about.cleaned_data["reference"]
    )
    key = key_of_form(request.POST.get("key", ""))
    return certify_instantly.run(made.actor, command, idempotency_key=key).dossier


def _page(request: HttpRequest, made: Intake, *, status: int = 200, **more: Any) -> HttpResponse:
    view = made.view(getattr(request, "LANGUAGE_CODE", "vi"))
    context = {
        "view": view,
        "items": _typed_first(made, view.items),
        "about": made.about,
        "here": made.here,
        "situation": made.situation,
        "quote": made.quote(),
        "key": request.POST.get("key") or new_public_id(),
        **more,
    }
    return page(request, "certify.html", context, status=status)
