"""One dossier: everything in its folder, its files and letters, notes, and the look-up of its owner."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST
from motcua_sdk.values import Identity

from motcua.desk import notes, words
from motcua.desk.act_pages import PAGES, ActPage
from motcua.desk.comparing import compared
from motcua.desk.pages import desk_page, page, refused, said, whole_number
from motcua.desk.views.queue import case_name
from motcua.documents import reads as documents
from motcua.dossiers import gathering, reads
from motcua.dossiers.errors import DossierError
from motcua.dossiers.once import key_of_form
from motcua.dossiers.reads import Folder, Moment
from motcua.exchange import actions as exchange_actions
from motcua.exchange import reads as exchange
from motcua.exchange.actions import Wanted
from motcua.exchange.errors import PurposeMissing
from motcua.extensions.discovery import plugins
from motcua.ground import storage
from motcua.ground.errors import FileNotClaimable, KeyDestroyed
from motcua.ground.ids import new_public_id
from motcua.people import reads as people
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, PROVINCE, demand, may

FORWARD = (
    "accept_supplement",
    "confirm_financial_duty",
    "record_opinion",
    "take_in",
    "return_result",
    "decide",
    "assign",
)
"""What an officer most often comes for, before all other acts: first what the dossier waits for."""


@require_GET
@desk_page
def dossier(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The dossier's page."""
    return page(request, "dossier.html", page_of(request, actor, reads.folder(actor, public_id)))


def page_of(request: HttpRequest, actor: Actor, folder: Folder) -> dict[str, Any]:
    """What the page of a dossier shows."""
    public_id = folder.dossier.public_id
    letters, written, looked_up = documents.letters(public_id), notes.of(folder), exchange.look_ups(public_id)
    names = people.display_names(
        [
            *(one.actor for one in folder.timeline),
            *(one.actor for one in looked_up),
            *(one.author for one in written),
        ]
    )
    return {
        "folder": folder,
        "dossier": folder.dossier,
        "case": case_name(folder.dossier.version.public_id, folder.dossier.case),
        "acts": _acts(actor, folder),
        "answers": _answers(request, folder),
        "timeline": _timeline(folder, names),
        "why": folder.why,
        "left": dict(zip(("left", "colour"), words.remaining(folder.left), strict=True)),
        "letters": letters,
        "printed": _just_printed(request, letters),
        "notes": written,
        "note_key": new_public_id(),
        "exchange": exchange.transmissions(public_id),
        "may_send_again": _may_send_again(actor, folder),
        "look_ups": looked_up,
        "may_look_up": may(actor, "exchange.look_up", OWN_AGENCY, agency_id=folder.dossier.agency_id),
        "not_scanned": any(one.file and one.file.scanned == "not_scanned" for one in folder.sheets),
        "words": words,
        "names": names,
        "titles": {name: one.info.title for name, one in plugins().loaded.items()},
    }


def _acts(actor: Actor, folder: Folder) -> list[ActPage]:
    """What may be done, first what brings the dossier forward."""
    offered = [PAGES[name] for name in folder.acts(actor) if name in PAGES]
    return sorted(offered, key=lambda one: FORWARD.index(one.name) if one.name in FORWARD else len(FORWARD))


def _just_printed(request: HttpRequest, letters: list[Any]) -> Any:
    """The last letter of the act that led here, if it has one."""
    done = whole_number(request.GET.get("done", ""))
    new = [one for one in letters if done is not None and one.number >= done]
    return new[-1] if new else None


def _may_send_again(actor: Actor, folder: Folder) -> bool:
    here = folder.dossier.agency_id
    return may(actor, "exchange.send_again", {OWN_AGENCY, PROVINCE}, agency_id=here)


def _answers(request: HttpRequest, folder: Folder) -> dict[str, Any]:
    """As filed and now, each as people read it; empty after the owner's data was erased."""
    try:
        found = folder.answers
    except KeyDestroyed:
        return {"filed": [], "now": [], "changed": ()}
    form = gathering.form_for(folder.facts.procedure)
    language = getattr(request, "LANGUAGE_CODE", "vi")
    situation = folder.facts.situation
    now = form.summary(found.now, situation, language)
    filed = form.summary(found.filed, situation, language) if found.changed else now
    return {"filed": filed, "now": now, "changed": found.changed}


def _timeline(folder: Folder, names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "moment": one,
            "times": told.times,
            "last": told.last.happened_at,
            "who": names[one.actor] if one.kind != "due_changed" else "",
            "what": words.EVENTS[one.kind],
            "number": one.data.get("number") or one.data.get("reference") or "",
            "due": _day_set(one),
        }
        for told in reads.repeated(_worth_telling(folder))
        for one in (told.first,)
    ]


def _day_set(one: Moment) -> date | None:
    """The day this event gave the dossier: reckoned, or promised anew with an apology."""
    day = one.data.get("due") or (one.data["date"] if one.kind == "extended" else "")
    return date.fromisoformat(day) if day else None


def _worth_telling(folder: Folder) -> Iterator[Moment]:
    """Every event, but of the reckonings only those that gave another day than the one before."""
    day = ""
    for one in folder.timeline:
        if one.kind == "due_changed":
            before, day = day, one.data["due"] or day
            if day == before:
                continue
        yield one


@require_GET
@desk_page
def file(request: HttpRequest, actor: Actor, public_id: str, sheet: str) -> HttpResponse | FileResponse:
    """Download one file; always as an attachment."""
    try:
        return storage.served(reads.file_of(actor, public_id, sheet))
    except FileNotClaimable as refusal:
        context = {"sentence": said(refusal.sentences), "dossier": public_id}
        return page(request, "refused.html", context, status=409)


@require_GET
@desk_page
def letter(request: HttpRequest, actor: Actor, public_id: str, letter: str) -> HttpResponse | FileResponse:
    """A letter that was issued, to be printed."""
    reads.dossier(actor, public_id)
    found = documents.letter(public_id, letter)
    if found is None:
        raise Http404
    response = storage.served(found.file)
    response["Content-Disposition"] = f'inline; filename="{found.kind}-{found.number}.pdf"'
    return response


@require_GET
@desk_page
def receipt(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The receipt of the fees that were paid, to be printed."""
    folder = reads.folder(actor, public_id)
    paid = [one for one in folder.fees if one.state == "paid"]
    payments = [one for one in folder.facts.events if one.kind == "payment_confirmed"]
    context = {"folder": folder, "dossier": folder.dossier, "paid": paid, "payments": payments}
    return page(request, "receipt.html", context)


@require_POST
@desk_page
def note(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Write an internal note."""
    reads.dossier(actor, public_id)
    try:
        key = key_of_form(request.POST.get("key", ""))
        notes.write(actor, public_id, request.POST.get("text", ""), idempotency_key=key)
    except DossierError as refusal:
        return refused(request, refusal, public_id)
    messages.success(request, gettext("The note was kept."))
    return redirect("desk_dossier", public_id)


@desk_page
def look_up(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Look the owner up in the population database and compare; the purpose goes on the record."""
    folder = reads.folder(actor, public_id)
    demand(actor, "exchange.look_up", OWN_AGENCY, agency_id=folder.dossier.agency_id)
    entered = {
        "id_number": request.POST.get("id_number", folder.owner.id_number),
        "name": request.POST.get("name", folder.owner.name),
        "born": request.POST.get("born", words.written_day(folder.owner.birth or _born(folder))),
        "purpose": request.POST.get("purpose", gettext("Check the applicant's details for this dossier")),
    }
    context: dict[str, Any] = {"folder": folder, "dossier": folder.dossier, "entered": entered}
    if request.method == "POST":
        context |= _looked_up(actor, folder, entered)
    return page(request, "look_up.html", context)


def _looked_up(actor: Actor, folder: Folder, entered: dict[str, str]) -> dict[str, Any]:
    try:
        answer = exchange_actions.look_up_person(actor, _wanted(folder, entered))
    except PurposeMissing as missing:
        return {"refusal": said(missing.message)}
    rows = compared(folder.owner, entered, answer.person) if answer.person else []
    return {"answer": answer, "rows": rows}


def _wanted(folder: Folder, entered: dict[str, str]) -> Wanted:
    one = folder.dossier
    kind = "old_id" if len(entered["id_number"].strip()) == 9 else "personal_id"
    return Wanted(
        identity=Identity(kind, entered["id_number"].strip()),
        name=entered["name"].strip(),
        born=words.iso_day(entered["born"]),
        purpose=entered["purpose"],
        procedure_code=one.version.code,
        about=one.public_id,
        dossier_code=one.code,
        agency_id=one.agency_id,
        agency_code=one.agency.code_new,
    )


def _born(folder: Folder) -> str:
    """The date of birth among the answers, where the procedure asks for it."""
    asked = [
        one.id for one in folder.facts.procedure.fields if one.prefill and one.prefill.path == "birth_date"
    ]
    now = folder.answers.now if asked else {}
    return str(next((now[name] for name in asked if now.get(name)), ""))
