"""The page on which a supplement request is answered: by a signed-in citizen, or by the holder of the PIN."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forms_schema import Problem
from motcua.dossiers import reads as dossiers
from motcua.dossiers.actions import answer_supplement
from motcua.dossiers.errors import AnswersRefused, DossierError, NotFound
from motcua.ground.errors import FileNotClaimable
from motcua.people.actor import Actor, actor_of
from motcua.portal import failures
from motcua.portal.language import current, said
from motcua.portal.supplementing import Received, Supplement, unshown, without
from motcua.portal.views.mine import of_dossier


@dataclass(frozen=True)
class Door:
    """Through which door somebody came: who they are, the way back, and where they land afterwards.

    ``blank``: earlier answers are not shown, and what is left empty stays as it was filed. The PIN opens the
    letters issued to the applicant, but not the answers.
    """

    actor: Actor
    back: tuple[tuple[str, str], ...]
    then: str
    blank: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@of_dossier
def supplement(request: HttpRequest, one: Any) -> HttpResponse:
    """A signed-in citizen answers."""
    mine = reverse("my_dossier", args=[one.public_id])
    back = ((reverse("my_dossiers"), _("My dossiers")), (mine, one.code))
    return answering(request, one, Door(actor_of(request), back, mine))


def answering(request: HttpRequest, one: Any, door: Door) -> HttpResponse:
    """Show what was asked; take it in pieces; hand it in. What is refused has its page, by whichever door."""
    try:
        return _answering(request, one, door)
    except NotFound:
        return failures.not_found(request)
    except DossierError as refused:
        return failures.page(request, refused.status, said(refused.sentences))


def _answering(request: HttpRequest, one: Any, door: Door) -> HttpResponse:
    offered = dossiers.actions_for(door.actor, one.public_id)
    asked = one.supplements.order_by("-round").first()
    if "answer_supplement" not in offered or asked is None or one.answered_at is not None:
        sentence = _("Nothing is asked of you for this dossier now, or your supplement was sent already.")
        return failures.page(request, 409, sentence)
    work = Supplement(one, asked, door.blank)
    if request.method != "POST":
        return _shown(request, work, door, work.known, [], {}, {})
    return _read(request, work, door)


def _read(request: HttpRequest, work: Supplement, door: Door) -> HttpResponse:
    posted = {name: request.POST.getlist(name) for name in request.POST}
    answers, problems, typed = work.read(posted)
    files = without(work.kept(request.POST.get("received", "")), request.POST.get("file_action", ""))
    problems = [*problems, *work.gone(files), *_receive(request, work, files)]
    stays = {"upload", "file_action", "row_action", "refresh"} & request.POST.keys()
    if stays or problems:
        return _shown(request, work, door, answers, problems, typed, files)
    return _handed_in(request, work, door, answers, files)


def _receive(request: HttpRequest, work: Supplement, files: Received) -> list[Problem]:
    """Add new uploads to ``files``; what was refused."""
    refused = []
    for component in work.components:
        for upload in request.FILES.getlist(f"component.{component.id}"):
            known, problem = work.receive(component, upload)
            refused += [problem] if problem else []
            if known:
                files.setdefault(component.id, []).append(known)
    return refused


def _handed_in(
    request: HttpRequest, work: Supplement, door: Door, answers: dict[str, Any], files: Received
) -> HttpResponse:
    changed = work.changed(answers)
    given = {name: tuple(one[0] for one in kept) for name, kept in files.items() if kept}
    command = answer_supplement.Command(changed, given)
    key = f"supplement-{work.dossier.public_id}-{work.asked.round}"
    try:
        answer_supplement.run(door.actor, work.dossier.public_id, command, idempotency_key=key)
    except AnswersRefused as refused:
        return _shown(request, work, door, answers, list(refused.problems), {}, files)
    except (DossierError, FileNotClaimable) as refused:
        problems = work.gone(files) or [Problem("/", "refused", dict(refused.sentences))]
        return _shown(request, work, door, answers, problems, {}, files)
    if not door.blank:
        messages.success(request, _("Your supplement was sent. An officer will check it."))
    return redirect(door.then)


def _shown(
    request: HttpRequest,
    work: Supplement,
    door: Door,
    answers: Any,
    problems: list[Problem],
    typed: dict[str, list[str]],
    files: Received,
) -> HttpResponse:
    items = [unshown(item) for item in work.items(answers, problems, typed, files)]
    anchors = {item.name.removeprefix("component."): f"#{item.id}" for item in items}
    view = work.form.view(work.form.pages[0].id, {}, work.facts.situation, language=current())
    context = {
        "one": work.dossier,
        "asked": work.asked,
        "text": _text(door.actor, work),
        "back": door.back,
        "blank": door.blank and bool(work.asked.fields),
        "items": items,
        "words": view.words,
        "received": work.note(files),
        "problems": [(anchors.get(_head(each), ""), said(each.message)) for each in problems],
    }
    return render(request, "portal/supplement.html", context, status=422 if problems else 200, using="pages")


def _head(problem: Problem) -> str:
    parts = problem.pointer.split("/")
    return parts[2] if len(parts) > 2 else ""


def _text(actor: Actor, work: Supplement) -> str:
    """What the officer wrote."""
    events = dossiers.timeline(actor, work.dossier.public_id)
    return next((event.text for event in reversed(events) if event.kind == "supplement_requested"), "")
