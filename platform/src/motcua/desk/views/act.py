"""The page of one act: its form, what it leads to, and doing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desk import days_off, notes, words
from motcua.desk.act_forms import ExtendWithApology
from motcua.desk.act_pages import PAGES, ActPage
from motcua.desk.entries import ActEntries
from motcua.desk.pages import desk_page, page, refused, said, whole_number
from motcua.documents import typesetting
from motcua.dossiers import letters, reads, rights
from motcua.dossiers.errors import AnswersRefused, DossierError, NotFound, NotNow, NotPermitted, NotSeen
from motcua.dossiers.events import Kind
from motcua.dossiers.once import key_of_form
from motcua.dossiers.reads import Folder
from motcua.exchange import checking
from motcua.ground.ids import new_public_id
from motcua.people.actor import Actor


@require_http_methods(["GET", "POST"])
@desk_page
def act(request: HttpRequest, actor: Actor, public_id: str, act: str) -> HttpResponse:
    """Show the act's form, or do it."""
    if act not in PAGES:
        raise Http404
    folder = reads.folder(actor, public_id)
    try:
        rights.demand(actor, act, folder.facts.life, rights.roles_on(actor, folder.dossier, act))
        rights.demand_fit(folder.facts, act)
    except NotNow as refusal:
        if request.method == "GET":  # what was sent before is answered as before
            return refused(request, refusal, public_id)
    if request.method == "POST":
        return _done(request, actor, PAGES[act], folder)
    form = PAGES[act].form(folder=folder, actor=actor)
    return _page(request, PAGES[act], folder, form)


def _done(request: HttpRequest, actor: Actor, shown: ActPage, folder: Folder) -> HttpResponse:
    form = shown.form(request.POST, request.FILES, folder=folder, actor=actor)
    if form.stays:
        return _page(request, shown, folder, form)
    if not form.is_valid():
        return _page(request, shown, folder, form, status=422)
    try:
        done = _run(request, actor, shown, folder, form)
    except ValidationError as problem:
        form.add_error("files", problem)
        return _page(request, shown, folder, form, status=422)
    except (NotPermitted, NotFound):
        raise
    except DossierError as refusal:
        return _refused(request, shown, folder, form, refusal)
    messages.success(request, gettext("Done: %(act)s.") % {"act": shown.title})
    return redirect(f"{redirect('desk_dossier', done.public_id).url}?done={len(folder.facts.events) + 1}")


def _run(request: HttpRequest, actor: Actor, shown: ActPage, folder: Folder, form: ActEntries) -> Any:
    """Do the act; the reason of late typing is kept as a note in the same transaction."""
    command, key = form.command(), key_of_form(request.POST.get("key", ""))
    seen = _seen(request)
    if seen is None:
        raise NotSeen
    with transaction.atomic():
        done = shown.run(
            actor,
            folder.dossier.public_id,
            command,
            idempotency_key=key,
            seen=seen,
        )
        if form.cleaned_data.get("late_reason") and form.cleaned_data.get("happened_at"):
            why = gettext("Typed in late: %(why)s") % {"why": form.cleaned_data["late_reason"]}
            notes.write(actor, done.public_id, f"{shown.title}. {why}")
    return done


def _seen(request: HttpRequest) -> int | None:
    """The revision of the dossier the page was drawn from."""
    return whole_number(request.POST.get("seen", ""))


def _refused(
    request: HttpRequest, shown: ActPage, folder: Folder, form: ActEntries, refusal: DossierError
) -> HttpResponse:
    """The form again, with the refusal where it belongs."""
    name = {"fields": "fields_asked", "received_at": "happened_at"}.get(refusal.field, refusal.field)
    sentences = [said(refusal.sentences)]
    if isinstance(refusal, AnswersRefused):
        sentences += [said(problem.message) for problem in refusal.problems]
    for sentence in sentences:
        form.add_error(name if name in form.fields else None, sentence)
    return _page(request, shown, folder, form, status=refusal.status)


def _page(
    request: HttpRequest, shown: ActPage, folder: Folder, form: ActEntries, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "act": shown,
        "folder": folder,
        "dossier": folder.dossier,
        "form": form,
        "key": request.POST.get("key") or new_public_id(),
        "seen": _seen(request) or folder.dossier.revision,
        "words": words,
    }
    if shown.name == "take_in":
        context["day_off"] = days_off.counts_from()
    if shown.name == "take_in" and request.method == "GET":
        context["objections"] = checking.objections(folder.dossier.public_id)
    return page(request, "act.html", context, status=status)


@require_POST
@desk_page
def preview_apology(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The letter of apology as it would be printed with what was typed; nothing is kept."""
    folder = reads.folder(actor, public_id)
    life, roles = folder.facts.life, rights.roles_on(actor, folder.dossier)
    rights.demand(actor, "extend_with_apology", life, roles)
    form = ExtendWithApology(request.POST, folder=folder, actor=actor)
    if not form.is_valid():
        return _page(request, PAGES["extend_with_apology"], folder, form, status=422)
    text = form.cleaned_data["text"]
    data = letters.draft(actor, public_id, Kind.EXTENDED, form.event(), text)
    response = HttpResponse(
        typesetting.pdf("apology", data, folder.dossier.language), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
