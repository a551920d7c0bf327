"""The pages of a form: without script each button sends the page; with it the draft also saves itself."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from forms_schema.forms import Parsed

from forms_schema import Problem
from motcua.ground import storage
from motcua.ground.errors import FileRefused, GroundError
from motcua.people.actor import actor_of
from motcua.portal import failures
from motcua.portal.actions import attach_file, keep_answers, look_up
from motcua.portal.errors import TooManyQuestions
from motcua.portal.language import current, said
from motcua.portal.reads import Filling, opened
from motcua.portal.views.opening import of_draft, page_of

COMPONENT = "component."


@require_http_methods(["GET", "HEAD"])
@of_draft
def resume(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Go on where the first thing is missing."""
    return redirect("draft_page", filling.draft.public_id, filling.pages[0])


@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def page(request: HttpRequest, filling: Filling, page: str) -> HttpResponse:
    """One page: shown, or read and gone on from."""
    here = page_of(filling, page)
    if request.method != "POST":
        found = _here_again(filling, here) if "sua" in request.GET else []
        return _shown(request, filling, here, found) if here == page else _to(filling, here)
    if here != page:
        return _to(filling, here)
    parsed = _read(request, filling, here)
    refused = _files(request, filling, here)
    filling = opened(filling.draft)
    return _gone_on(request, filling, here, parsed, refused)


@require_POST
@of_draft
def autosave(request: HttpRequest, filling: Filling, page: str) -> JsonResponse:
    """Keep what is on the page, right or wrong; script calls this while somebody types."""
    if page not in filling.pages:
        return JsonResponse({"saved": False}, status=404)
    _read(request, filling, page)
    return JsonResponse({"saved": True})


@require_POST
@of_draft
def fill_in(request: HttpRequest, filling: Filling, page: str) -> HttpResponse:
    """Save the page, then ask the population database about the person on it."""
    here = page_of(filling, page)
    if here == page:
        _read(request, filling, here)
    try:
        kind, sentence = look_up.run(actor_of(request), opened(filling.draft))
    except TooManyQuestions as often:
        kind, sentence = "unavailable", often.sentences
    tell = messages.success if kind == "found" else messages.warning
    tell(request, said(sentence))
    return _to(filling, here)


@require_http_methods(["GET", "HEAD"])
@of_draft
def file(request: HttpRequest, filling: Filling, file: str) -> HttpResponseBase:
    """A file of the draft, for its owner to look at."""
    row = filling.draft.files.select_related("file").filter(file__public_id=file).first()
    if row is None:
        return failures.not_found(request)
    try:
        return storage.served(row.file)
    except GroundError as refused:
        return failures.page(request, 409, said(refused.sentences))


def _read(request: HttpRequest, filling: Filling, here: str) -> Parsed:
    """Read the posted page into the draft."""
    posted = {name: request.POST.getlist(name) for name in request.POST}
    parsed = filling.form.parse(here, posted, filling.answers, filling.locked)
    keep_answers.run(filling.draft, parsed.answers, filling.locked)
    return parsed


def _files(request: HttpRequest, filling: Filling, here: str) -> list[Problem]:
    """Take files away and attach new ones; a refusal stands at its component."""
    named = {one.id: one for one in filling.procedure.components}
    asked = {item["component"] for item in filling.form.pages_by_id[here].items if "component" in item}
    _take_away(request, filling)
    refused = []
    for name in request.FILES:
        component = named.get(name.removeprefix(COMPONENT))
        if component is None or component.id not in asked or component.kind != "submit":
            continue
        for upload in request.FILES.getlist(name):
            refused += _attached(filling, component, upload)
    return refused


def _take_away(request: HttpRequest, filling: Filling) -> None:
    action, _colon, rest = request.POST.get("file_action", "").partition(":")
    component, _colon, file = rest.partition(":")
    if action == "remove" and component.startswith(COMPONENT):
        attach_file.remove(filling.draft, component.removeprefix(COMPONENT), file)


def _attached(filling: Filling, component: Any, upload: UploadedFile) -> list[Problem]:
    try:
        attach_file.run(filling.draft, component, upload)
    except FileRefused as refused:
        sentences = {code: f"{upload.name}: {text}" for code, text in refused.sentences.items()}
        return [Problem(f"/components/{component.id}", f"file.{refused.code}", sentences)]
    return []


def _gone_on(
    request: HttpRequest, filling: Filling, here: str, parsed: Parsed, refused: list[Problem]
) -> HttpResponse:
    """Where the pressed button leads; forward only when nothing on this page is wrong."""
    button = _pressed(request, parsed)
    if button == "stay" and not refused:
        return _to(filling, here)
    if button == "save" and not refused:
        messages.success(request, _("Saved. The draft is kept for 30 days; find it under “My dossiers”."))
        return redirect("my_dossiers")
    if button == "back" and not refused:
        return _before(filling, here)
    if button == "stay":
        return _shown(request, filling, here, refused, parsed.typed, status=422)
    problems = [*refused, *_problems(filling, here, parsed.problems)]
    if problems:
        return _shown(request, filling, here, problems, parsed.typed, status=422)
    return _after(filling, here)


def _pressed(request: HttpRequest, parsed: Parsed) -> str:
    stays = parsed.row_action or {"refresh", "file_action", "upload", "row_action"} & request.POST.keys()
    return "stay" if stays else request.POST.get("go", "next")


def _problems(filling: Filling, here: str, already: list[Problem]) -> list[Problem]:
    found = filling.form.problems(
        filling.answers, filling.situation, filling.files, filling.locked, page=here, already=already
    )
    return [one for one in found if one.severity == "error"]


def _here_again(filling: Filling, here: str) -> list[Problem]:
    """The page's problems when somebody comes back to mend it."""
    return _problems(filling, here, [])


def _to(filling: Filling, page: str) -> HttpResponse:
    return redirect("draft_page", filling.draft.public_id, page)


def _before(filling: Filling, here: str) -> HttpResponse:
    place = filling.pages.index(here) if here in filling.pages else 0
    if place == 0:
        return redirect("draft_choose", filling.draft.public_id)
    return _to(filling, filling.pages[place - 1])


def _after(filling: Filling, here: str) -> HttpResponse:
    following = filling.pages[filling.pages.index(here) + 1 :] if here in filling.pages else filling.pages
    return _to(filling, following[0]) if following else redirect("draft_check", filling.draft.public_id)


def _shown(
    request: HttpRequest,
    filling: Filling,
    here: str,
    problems: list[Problem],
    typed: Mapping[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    view = filling.form.view(
        here,
        filling.answers,
        filling.situation,
        problems=problems,
        language=current(),
        files=filling.files,
        locked=filling.locked,
        typed=typed or {},
    )
    address = (filling.draft.public_id, here)
    context = {
        "filling": filling,
        "page": view,
        "has_files": any(item.widget == "files" for item in view.items),
        "can_look_up": look_up.offered(filling, here),
        "look_up_url": reverse("draft_fill_in", args=address),
        "autosave_url": reverse("draft_autosave", args=address),
        "said": said,
    }
    return render(request, "portal/form_page.html", context, status=status, using="pages")
