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
from motcua.portal import failures, prefill
from motcua.portal.actions import attach_file, keep_answers, look_up
from motcua.portal.errors import TooManyQuestions
from motcua.portal.language import current, said
from motcua.portal.places import listed, with_listed_names
from motcua.portal.reads import Filling, Kept
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
        return _shown(request, filling, here) if here == page else _to(filling, here)
    if here != page:
        return _to(filling, here)
    parsed, filling = _read(request, filling, here, _files(request, filling, here))
    return _gone_on(request, filling, here, parsed)


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
        _parsed, filling = _read(request, filling, here)
    if filling.unread(here):
        return _to_mend(filling, here)
    try:
        kind, sentence = look_up.run(actor_of(request), filling, _own_number(request))
    except TooManyQuestions as often:
        kind, sentence = "unavailable", often.sentences
    tell = messages.success if kind == "found" else messages.warning
    tell(request, said(sentence))
    return _to(filling, here)


def _own_number(request: HttpRequest) -> str:
    """The verified personal number of the account, "" when none is."""
    return prefill.identity_of(request.user).get("personal_id", "")


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


def _read(
    request: HttpRequest, filling: Filling, here: str, refused: Mapping[str, list[Any]] | None = None
) -> tuple[Parsed, Filling]:
    """Read the posted page into the draft as it is now; ``refused`` uploads take the place of earlier ones."""
    posted = {name: request.POST.getlist(name) for name in request.POST}
    found: list[Parsed] = []

    def change(now: Filling) -> Kept:
        parsed = now.form.parse(here, posted, now.answers, now.locked)
        found.append(parsed)
        asked = set(now.form.pages_by_id[here].fields)
        others = {
            name: texts for name, texts in now.kept.typed.items() if name.partition(".")[0] not in asked
        }
        uploads = now.kept.refused if refused is None else refused
        answers = with_listed_names(now, here, parsed.answers)
        return Kept(answers, now.locked, {**others, **parsed.typed}, uploads)

    now = keep_answers.run(filling.draft, change)
    return found[0], now


def _files(request: HttpRequest, filling: Filling, here: str) -> dict[str, list[Any]]:
    """Take files away and attach new ones; the refusals by component."""
    named = {one.id: one for one in filling.procedure.components}
    asked = {item["component"] for item in filling.form.pages_by_id[here].items if "component" in item}
    _take_away(request, filling)
    refused: dict[str, list[Any]] = {}
    for name in request.FILES:
        component = named.get(name.removeprefix(COMPONENT))
        if component is None or component.id not in asked or component.kind != "submit":
            continue
        for upload in request.FILES.getlist(name):
            refused.setdefault(component.id, []).extend(_attached(filling, component, upload))
    return refused


def _take_away(request: HttpRequest, filling: Filling) -> None:
    action, _colon, rest = request.POST.get("file_action", "").partition(":")
    component, _colon, file = rest.partition(":")
    if action == "remove" and component.startswith(COMPONENT):
        attach_file.remove(filling.draft, component.removeprefix(COMPONENT), file)


def _attached(filling: Filling, component: Any, upload: UploadedFile) -> list[Any]:
    try:
        attach_file.run(filling.draft, component, upload)
    except FileRefused as refused:
        sentences = {code: f"{upload.name}: {text}" for code, text in refused.sentences.items()}
        return [[f"file.{refused.code}", sentences]]
    return []


def _gone_on(request: HttpRequest, filling: Filling, here: str, parsed: Parsed) -> HttpResponse:
    """Where the pressed button leads; forward only when nothing on this page is wrong.

    Every answer is a redirect, so that the way back through the browser never meets a page that was posted.
    """
    button = _pressed(request, parsed)
    refused = any(filling.kept.refused.values())
    if button == "save" and not refused:
        messages.success(request, _("Saved. The draft is kept for 30 days; find it under “My dossiers”."))
        return redirect("my_dossiers")
    if button == "back" and not refused:
        return _before(filling, here)
    if button == "stay":
        return _to(filling, here)
    return _to_mend(filling, here) if _problems(filling, here) else _after(filling, here)


def _pressed(request: HttpRequest, parsed: Parsed) -> str:
    stays = parsed.row_action or {"refresh", "file_action", "upload", "row_action"} & request.POST.keys()
    return "stay" if stays else request.POST.get("go", "next")


def _problems(filling: Filling, here: str) -> list[Problem]:
    """Everything that keeps the page from being gone on from."""
    found = filling.form.problems(
        filling.answers,
        filling.situation,
        filling.files,
        filling.locked,
        page=here,
        already=filling.unread(here),
    )
    return [one for one in found if one.severity == "error"]


def _to_mend(filling: Filling, page: str) -> HttpResponse:
    """To the page with everything named that has to be mended."""
    return redirect(f"{reverse('draft_page', args=(filling.draft.public_id, page))}?sua=1")


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


def _shown(request: HttpRequest, filling: Filling, here: str) -> HttpResponse:
    """The page with what was typed; with ``?sua`` everything to mend, otherwise only what could not be taken."""
    mending = "sua" in request.GET
    view = filling.form.view(
        here,
        filling.answers,
        filling.situation,
        problems=_problems(filling, here) if mending else filling.unread(here),
        language=current(),
        files=filling.files,
        locked=filling.locked,
        typed=filling.typed_on(here),
    )
    address = (filling.draft.public_id, here)
    context = {
        "filling": filling,
        "page": view,
        "has_files": any(item.widget == "files" for item in view.items),
        "can_look_up": look_up.offered(filling, here, _own_number(request)),
        "look_up_url": reverse("draft_fill_in", args=address),
        "autosave_url": reverse("draft_autosave", args=address),
        "places": listed() if any(item.widget == "address" for item in view.items) else None,
        "said": said,
    }
    return render(request, "portal/form_page.html", context, using="pages")
