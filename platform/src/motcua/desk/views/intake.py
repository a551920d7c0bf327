"""Counter intake: choose the procedure, type its form on one page, count the papers, print the slip."""

from typing import Any

from catalog.reads import ProcedureVersion
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods
from forms_schema.situation import Situation

from catalog import reads as catalog
from motcua.desk import days_off, words
from motcua.desk.intake import Intake
from motcua.desk.pages import desk_page, page, said
from motcua.dossiers import places
from motcua.dossiers.actions import confirm_payment, take_in_paper
from motcua.dossiers.errors import AnswersRefused, DossierError, NotFound, NotPermitted
from motcua.dossiers.once import key_of_form
from motcua.dossiers.places import Where
from motcua.ground import clock
from motcua.ground.ids import new_public_id
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, demand

COUNTER = ("direct", "post")


@require_GET
@desk_page
def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose the procedure."""
    demand(actor, "dossier.take_in_paper", OWN_AGENCY)
    text = request.GET.get("q", "")
    found = catalog.search(text, getattr(request, "LANGUAGE_CODE", "vi"))
    return page(request, "intake_choose.html", {"text": text, "procedures": found})


@require_http_methods(["GET", "POST"])
@desk_page
def intake(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The whole intake on one page."""
    demand(actor, "dossier.take_in_paper", OWN_AGENCY)
    version = catalog.version_in_force(code, clock.today())
    if version is None:
        raise Http404
    posted = request.method == "POST"
    entered = request.POST if posted else request.GET
    where = place_of(version, entered)
    made = Intake(
        actor,
        version,
        chosen(version, entered, where),
        request.POST if posted else None,
        request.FILES if posted else None,
        where,
    )
    if where is None and places.choices(version.loaded(), clock.today()):
        return _page(request, made, {}, status=422 if posted else 200, ask_place=True)
    return _posted(request, made) if posted else _page(request, made, {})


def place_of(version: ProcedureVersion, entered: Any) -> Where | None:
    """The ward that was chosen, if the procedure tells places apart."""
    offered = places.choices(version.loaded(), clock.today())
    return next((one for one in offered if one.value == entered.get("where")), None)


def chosen(version: ProcedureVersion, said_: Any, where: Where | None = None) -> Situation:
    """Case, channel and kind of applicant from the address, each falling back to the first the procedure has;
    the class of place is that of the ward.
    """
    procedure = version.loaded()
    channels = [one for one in COUNTER if one in procedure.channels] or ["direct"]
    cases = [case.id for case in procedure.cases]

    def among(name: str, known: Any) -> str:
        return said_.get(name) if said_.get(name) in known else known[0]

    return Situation(
        case=among("case", cases),
        on=clock.today(),
        channel=among("channel", channels),
        place=where.place if where else procedure.places[0],
        applicant=among("applicant", list(procedure.applicants)),
    )


def _posted(request: HttpRequest, made: Intake) -> HttpResponse:
    files = made.receive()
    if made.pressed_row or "refresh" in request.POST:
        return _page(request, made, files)
    if not made.judge():
        return _page(request, made, files, status=422)
    try:
        born = _taken_in(request, made, files)
    except (NotPermitted, NotFound):
        raise
    except DossierError as refusal:
        if isinstance(refusal, AnswersRefused):
            made.problems = list(refusal.problems)
        else:
            made.about.add_error(_place(made, refusal.field), said(refusal.sentences))
        return _page(request, made, files, status=refusal.status)
    messages.success(request, gettext("Taken in as %(code)s.") % {"code": born.code})
    return redirect(f"{redirect('desk_dossier', born.public_id).url}?done=1")


def _place(made: Intake, field: str) -> str | None:
    return field if field in made.about.fields else None


def _taken_in(request: HttpRequest, made: Intake, files: Any) -> Any:
    """Take in and note the payment, both or neither."""
    key, entered = key_of_form(request.POST.get("key", "")), made.about.cleaned_data
    command = take_in_paper.Command(made.filing(files), made.received_at())
    with transaction.atomic():
        born = take_in_paper.run(made.actor, command, idempotency_key=key).dossier
        if entered["paid"] and made.quote().total:
            payment = confirm_payment.Command("cash", entered["reference"])
            paid_key = f"{key}:paid"
            born = confirm_payment.run(made.actor, born.public_id, payment, idempotency_key=paid_key)
    return born


def _page(
    request: HttpRequest, made: Intake, files: Any, *, status: int = 200, ask_place: bool = False
) -> HttpResponse:
    procedure, language = made.form.procedure, getattr(request, "LANGUAGE_CODE", "vi")
    view = made.view(language)
    context = {
        "version": made.version,
        "made": made,
        "situation": made.situation,
        "cases": [(case.id, said(case.name)) for case in procedure.cases],
        "channels": [(one, words.CHANNELS[one]) for one in COUNTER if one in procedure.channels],
        "applicants": [(one, words.APPLICANTS[one]) for one in procedure.applicants],
        "wheres": [(one.value, one.name or words.PLACES[one.place]) for one in _wheres(made)],
        "ask_place": ask_place,
        "day_off": days_off.counts_from(),
        "view": view,
        "items": [item for item in view.items if item.kind != "component"],
        "about": made.about,
        "components": made.components(),
        "papers": made.papers(),
        "files": files,
        "quote": made.quote(),
        "missing": {one.pointer.rpartition("/")[2]: said(one.message) for one in made.problems},
        "key": request.POST.get("key") or new_public_id(),
    }
    return page(request, "intake.html", context, status=status)


def _wheres(made: Intake) -> tuple[Where, ...]:
    return places.choices(made.form.procedure, clock.today())
