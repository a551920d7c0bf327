"""A citizen's own dossiers: the list, one dossier with its story, letters, result, and withdrawing."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.documents import reads as documents
from motcua.dossiers import codes, gathering, letters, lifecycle, timekeeping
from motcua.dossiers import reads as dossiers
from motcua.dossiers.actions import withdraw
from motcua.dossiers.errors import DossierError, NotFound
from motcua.ground import clock, storage
from motcua.ground.errors import GroundError
from motcua.ground.ids import new_public_id
from motcua.ground.repeats import Repeated, gathered
from motcua.notices import reads as notices
from motcua.notices.actions import mark_read
from motcua.people.actor import Actor, actor_of
from motcua.portal import failures, reads, words
from motcua.portal.caching import for_citizens
from motcua.portal.filed import Filed, results
from motcua.portal.language import current, said

View = Callable[..., HttpResponseBase]
LONGEST_KEY = 60
WAITS_FOR_ME = "waiting_supplement"


def of_dossier(view: View) -> View:
    """Open one of the reader's own dossiers for the view; anybody else's is not found."""

    @for_citizens
    @wraps(view)
    def shown(request: HttpRequest, dossier: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, dossiers.dossier(actor_of(request), dossier), *args, **kwargs)
        except NotFound:
            return failures.not_found(request)
        except DossierError as refused:
            return failures.page(request, refused.status, said(refused.sentences))

    return shown


@require_http_methods(["GET", "HEAD"])
@for_citizens
def my_dossiers(request: HttpRequest) -> HttpResponseBase:
    """Dossiers handed in, those first that wait for their applicant; and drafts."""
    actor = actor_of(request)
    context = {
        "rows": sorted(dossiers.my_dossiers(actor), key=lambda row: row.standing.word != WAITS_FOR_ME),
        "drafts": reads.drafts(actor),
        "standings": words.STANDINGS,
    }
    return render(request, "portal/my_dossiers.html", context, using="pages")


@require_http_methods(["GET", "HEAD"])
@of_dossier
def my_dossier(request: HttpRequest, one: Any) -> HttpResponseBase:
    """The story of one dossier in plain words."""
    actor = actor_of(request)
    offered = dossiers.actions_for(actor, one.public_id)
    reckoning = dossiers.why_this_date(actor, one.public_id).reckoning
    context = {
        "one": one,
        "filed": Filed(actor, one),
        "standing": lifecycle.standing(
            lifecycle.State(one.state), _waits(one), answered=one.answered_at is not None
        ),
        "events": _story(actor, one.public_id),
        "explanation": [said(line) for line in reckoning.explanation],
        "stopped": bool(one.promised and reckoning.open_pauses and one.ended_at is None),
        "if_today": reckoning.due,
        "letters": _letters(request, one),
        "notices": _notices(request, one),
        "fees": list(one.fee_lines.order_by("pk")),
        "results": results(one),
        "can_supplement": "answer_supplement" in offered and one.answered_at is None,
        "answered": "answer_supplement" in offered and one.answered_at is not None,
        "can_withdraw": "withdraw" in offered,
        "asked": one.supplements.order_by("-round").first(),
        "standings": words.STANDINGS,
        "names": words.EVENTS,
        "waits": words.WAITS,
        "letter_names": words.LETTERS,
        "pay_at": words.PAY_AT,
        "said": said,
    }
    return render(request, "portal/my_dossier.html", context, using="pages")


def _story(actor: Actor, public_id: str) -> tuple[Repeated[dossiers.Moment], ...]:
    """What happened in the order it happened; what reads the same again is told once."""
    events = [event for event in dossiers.timeline(actor, public_id) if event.kind in words.EVENTS]
    return gathered(events, same=lambda event: (event.kind, event.text))


def _notices(request: HttpRequest, one: Any) -> list[notices.Shown]:
    """What the reader was told; now that they see it, nobody has to telephone them."""
    person = actor_of(request).person or ""
    if request.method == "GET":
        mark_read(person, one.public_id)
    return notices.of_person(person, one.public_id)


@require_http_methods(["GET", "HEAD"])
@of_dossier
def acknowledgement(request: HttpRequest, one: Any) -> HttpResponseBase:
    """What somebody sees right after handing in: code, PIN, QR code, the date if taken in today, what to bring."""
    told = codes.may_know_pin(actor_of(request), one)
    context = {
        "one": one,
        "pin": codes.pin_of(one, gathering.owner_subject(one)) if told else "",
        "if_taken_in": timekeeping.if_taken_in(gathering.facts(one), clock.now()),
        "fees": list(one.fee_lines.order_by("pk")),
        "note": one.version.loaded().document["online"].get("note"),
        "pay_at": words.PAY_AT,
        "said": said,
    }
    return render(request, "portal/acknowledgement.html", context, using="pages")


@require_http_methods(["GET", "HEAD"])
@of_dossier
def qr_code(request: HttpRequest, one: Any) -> HttpResponseBase:
    """The QR code that leads to the tracking page of this dossier."""
    address = settings.TRACKING_ADDRESS.format(language=current(), code=one.code)
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", border=2, scale=4, xmldecl=False)
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD"])
@of_dossier
def slip(request: HttpRequest, one: Any) -> HttpResponseBase:
    """The acknowledgement as PDF, written now if it was not yet."""
    if not codes.may_know_pin(actor_of(request), one):
        return failures.not_found(request)
    letters.issue(one.public_id, 1)
    first = documents.letters(one.public_id)[:1]
    return _printed(request, one, first[0]) if first else failures.not_found(request)


@require_http_methods(["GET", "HEAD"])
@of_dossier
def letter(request: HttpRequest, one: Any, letter: str) -> HttpResponseBase:
    """One letter as PDF."""
    found = next((row for row in _letters(request, one) if row.public_id == letter), None)
    return _printed(request, one, found) if found else failures.not_found(request)


@require_http_methods(["GET", "HEAD"])
@of_dossier
def result(request: HttpRequest, one: Any, file: str) -> HttpResponseBase:
    """A file of the result."""
    found = next((row for row in results(one) if row.public_id == file), None)
    return served(request, found.file) if found else failures.not_found(request)


@require_http_methods(["GET", "HEAD"])
@of_dossier
def file(request: HttpRequest, one: Any, file: str) -> HttpResponseBase:
    """A file that was sent with the dossier, or with a supplement."""
    found = Filed(actor_of(request), one).file(file)
    return served(request, found) if found else failures.not_found(request)


@require_http_methods(["GET", "HEAD", "POST"])
@of_dossier
def give_up(request: HttpRequest, one: Any) -> HttpResponseBase:
    """Ask once more, then withdraw; the same form sent twice withdraws once."""
    if request.method != "POST":
        if "withdraw" not in dossiers.actions_for(actor_of(request), one.public_id):
            sentence = _(
                "Only an owner can withdraw a dossier, and only before it ends. A one-stop counter can help you."
            )
            return failures.page(request, 409, sentence)
        context = {"one": one, "key": new_public_id()}
        return render(request, "portal/withdraw.html", context, using="pages")
    key = request.POST.get("key", "")[:LONGEST_KEY]
    withdraw.run(actor_of(request), one.public_id, withdraw.Command("portal"), idempotency_key=key)
    messages.success(request, _("The dossier was withdrawn."))
    return redirect("my_dossier", one.public_id)


def _letters(request: HttpRequest, one: Any) -> list[Any]:
    """The letters this reader may have: those that print the PIN only if they may know it."""
    all_letters = documents.letters(one.public_id)
    if codes.may_know_pin(actor_of(request), one):
        return all_letters
    return [letter for letter in all_letters if letter.kind not in codes.PRINTED_ON]


def _waits(one: Any) -> set[lifecycle.Waiting]:
    open_ones = one.waits.filter(ended_at__isnull=True).values_list("reason", flat=True)
    return {lifecycle.Waiting(reason) for reason in open_ones}


def _printed(request: HttpRequest, one: Any, letter: Any) -> HttpResponseBase:
    return served(request, letter.file, words.letter_file(letter.kind, one.code))


def served(request: HttpRequest, file: Any, name: str = "") -> HttpResponseBase:
    """The download under this name, or its own; a page that says why when it cannot be had now."""
    try:
        return storage.served(file, name)
    except GroundError as refused:
        return failures.page(request, 409, said(refused.sentences))
