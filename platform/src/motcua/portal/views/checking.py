"""Check your answers, declare, hand in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from forms_schema.deadlines import NoSingleRule
from forms_schema.fees import quote
from forms_schema.forms.controls import anchor
from forms_schema.forms.judging import name_of, page_of

from forms_schema import Problem, RuleError
from motcua.dossiers.errors import AnswersRefused, DossierError
from motcua.ground.errors import FileNotClaimable
from motcua.people.actor import actor_of
from motcua.portal import prefill, promise, words
from motcua.portal.actions import submit_draft
from motcua.portal.language import current, said
from motcua.portal.reads import Filling
from motcua.portal.views.opening import of_draft

REFUSED = "check_refused"


@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def check(request: HttpRequest, filling: Filling) -> HttpResponse:
    """All answers with links to change them, the fee, the date; and the button that hands in.

    Whatever was pressed, the answer is a redirect: the way back through the browser never meets a posted page.
    """
    if request.method != "POST":
        return _checked(request, filling, [*_problems(filling), *_told_now(request, filling)])
    if request.POST.get("version") != filling.draft.version.public_id:
        return _to_mend(
            request, filling, [("", _("The procedure has changed. Check your answers once more."))]
        )
    if request.POST.get("declare") != "yes" and not _declares(filling):
        return _to_mend(request, filling, [("#declare", _("Tick the declaration before you hand in."))])
    return _handed_in(request, filling)


def _handed_in(request: HttpRequest, filling: Filling) -> HttpResponse:
    actor, identity = actor_of(request), prefill.identity_of(request.user)
    try:
        dossier = submit_draft.run(actor, filling.draft, identity, current())
    except AnswersRefused as refused:
        return _to_mend(request, filling, _linked(filling, refused.problems))
    except FileNotClaimable as refused:
        return _to_mend(request, filling, [(_paper_page(filling), said(refused.sentences))])
    except DossierError as refused:
        return _to_mend(request, filling, [("", said(refused.sentences))])
    return redirect("acknowledgement", dossier)


def _declares(filling: Filling) -> bool:
    """Whether the form asks for a declaration itself, which must be ticked there: then nobody declares twice."""
    asked = (filling.procedure.field(name) for name in filling.evaluation.visible if "." not in name)
    return any(field.declaration for field in asked)


def _to_mend(request: HttpRequest, filling: Filling, problems: list[tuple[str, str]]) -> HttpResponse:
    """Back to this page, with what was just refused."""
    request.session[REFUSED] = {"draft": filling.draft.public_id, "problems": problems}
    return redirect(f"{reverse('draft_check', args=(filling.draft.public_id,))}?sua=1")


def _told_now(request: HttpRequest, filling: Filling) -> list[tuple[str, str]]:
    """What was refused a moment ago and is not found again by looking at the answers; told once."""
    kept = request.session.pop(REFUSED, {}) if "sua" in request.GET else {}
    if kept.get("draft") != filling.draft.public_id:
        return []
    known = _problems(filling)
    return [(link, text) for link, text in kept["problems"] if (link, text) not in known]


def _problems(filling: Filling) -> list[tuple[str, str]]:
    found = filling.form.problems(
        filling.answers, filling.situation, filling.files, filling.locked, already=filling.unread_answers
    )
    return _linked(filling, [one for one in found if one.severity == "error"])


def _linked(filling: Filling, problems: Any) -> list[tuple[str, str]]:
    """(address of the control on its page, sentence)."""
    return [(_address(filling, one), said(one.message)) for one in problems]


def _address(filling: Filling, problem: Problem) -> str:
    page = page_of(filling.form, problem)
    if page not in filling.pages:
        return ""
    name = name_of(problem.pointer)
    control = f"c-{name}" if problem.pointer.startswith("/components/") else anchor(name)
    return f"{reverse('draft_page', args=(filling.draft.public_id, page))}?sua=1#{control}"


def _checked(request: HttpRequest, filling: Filling, problems: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "filling": filling,
        "problems": problems,
        "pages": filling.form.summary(filling.answers, filling.situation, current(), filling.locked),
        "words": filling.form.view(filling.pages[0], {}, filling.situation, language=current()).words,
        "change_url": _change_url(filling),
        "papers": [
            (said(one.name), filling.files[one.id])
            for one in filling.procedure.components
            if one.id in filling.files
        ],
        "paper_page": _paper_page(filling),
        "quote": _quote(filling),
        "due": _due(filling),
        "pay_at": words.PAY_AT,
        "declares": _declares(filling),
        "said": said,
    }
    return render(request, "portal/check.html", context, using="pages")


def _change_url(filling: Filling) -> Any:
    def change_url(page: str, field: str) -> str:
        return f"{reverse('draft_page', args=(filling.draft.public_id, page))}#{anchor(field)}"

    return change_url


def _paper_page(filling: Filling) -> str:
    """The address of the first page that asks for papers, "" when none does."""
    for page in filling.form.pages:
        if page.id in filling.pages and any("component" in item for item in page.items):
            return reverse("draft_page", args=(filling.draft.public_id, page.id))
    return ""


def _quote(filling: Filling) -> Any:
    try:
        answers = {**filling.answers, **filling.locked}
        return quote(filling.procedure, answers, filling.situation, form=filling.form)
    except RuleError:
        return None


def _due(filling: Filling) -> Any:
    values = filling.evaluation.values
    try:
        return promise.if_received_now(filling.procedure, filling.situation, promise.calendar(), values)
    except (NoSingleRule, RuleError):
        return None
