"""Tracking without an account: by code state and dates, with the PIN of the slip more."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.documents import reads as documents
from motcua.dossiers import reads as dossiers
from motcua.dossiers.errors import NotFound, TooManyAttempts
from motcua.ground.names import clean
from motcua.people import permissions
from motcua.portal import by_pin, failures, guessing, words
from motcua.portal.caching import for_everybody
from motcua.portal.errors import TooManyQuestions
from motcua.portal.language import said
from motcua.portal.typed_code import completed
from motcua.portal.views.mine import served
from motcua.portal.views.supplement import Door, answering

LONGEST_CODE = 60
SALT = "portal.tracking"
SHOWN_SECONDS = 3600


def tracking(request: HttpRequest) -> HttpResponseBase:
    """The form; with a code the state and dates of that dossier, nothing about anybody."""
    if request.method == "POST":
        return _with_pin(request)
    return _by_code(request) if request.GET.get("ma") else _form(request)


@for_everybody
def _form(request: HttpRequest) -> HttpResponse:
    return _page(request, {"code": ""})


@never_cache
@require_http_methods(["GET", "HEAD"])
def _by_code(request: HttpRequest) -> HttpResponse:
    code = _typed(request.GET["ma"])
    network = _network(request)
    try:
        guessing.demand("unknown_code", network)
        guessing.demand("known_code", network)
    except TooManyQuestions as often:
        return _page(request, {"code": code, "sentence": said(often.sentences)}, 429)
    status = dossiers.public_status(code)
    guessing.note("known_code" if status else "unknown_code", network)
    if status is None:
        return _page(request, {"code": code, "sentence": _unknown()}, 404)
    return _page(request, {"code": code, "status": status, "note": signing.dumps(code, salt=SALT)})


@never_cache
@require_POST
def _with_pin(request: HttpRequest) -> HttpResponse:
    code, pin = _typed(request.POST.get("ma", "")), request.POST.get("pin", "")[:20]
    network = _network(request)
    try:
        guessing.demand("wrong_pin", network)
        found = dossiers.tracked(code, clean(pin))
    except (TooManyQuestions, TooManyAttempts) as often:
        return _page(request, {"code": code, "sentence": said(often.sentences)}, 429)
    if found is None:
        guessing.note("wrong_pin", network)
        wrong = _(
            "Code or PIN is wrong. Both are printed on the acknowledgement and on the appointment slip."
        )
        shown = {"status": dossiers.public_status(code)} if _was_shown(request, code) else {}
        return _page(request, {"code": code, "sentence": wrong, "asks_pin": True, **shown}, 422)
    by_pin.remember(request, found.public_id)
    letters = documents.letters(found.public_id)
    return _page(
        request, {"code": found.status.code, "status": found.status, "found": found, "letters": letters}
    )


@never_cache
@require_http_methods(["GET", "HEAD"])
def letter(request: HttpRequest, dossier: str, letter: str) -> HttpResponseBase:
    """A letter, for a quarter of an hour after the right PIN was entered in this browser.

    Code and PIN stand on the very paper the applicant holds, so their holder may read the letters issued to the
    applicant, with the name and address printed on them; the table of rights says so.
    """
    holder = by_pin.holder(request, dossier)
    if holder is None:
        return redirect("tracking")
    if not permissions.may(holder, "dossier.download", permissions.SLIP):
        return failures.forbidden(request)
    found = documents.letter(dossier, letter)
    if found is None:
        return failures.not_found(request)
    return served(request, found.file, words.letter_file(found.kind, dossiers.dossier(holder, dossier).code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, dossier: str) -> HttpResponseBase:
    """Answer a supplement request without an account, in the browser in which the PIN was entered."""
    holder = by_pin.holder(request, dossier)
    if holder is None:
        closed = {"code": "", "sentence": _not_kept()}
        return _page(request, closed, 403) if request.method == "POST" else redirect("tracking")
    by_pin.remember(request, dossier)
    try:
        one = dossiers.dossier(holder, dossier)
    except NotFound:
        return failures.not_found(request)
    if one.answered_at is not None:
        return render(request, "portal/supplement_sent.html", {"one": one}, using="pages")
    back = ((f"{reverse('tracking')}?ma={one.code}", _("Track a dossier")),)
    door = Door(holder, back, reverse("tracking_supplement", args=[dossier]), blank=True)
    return answering(request, one, door)


def _was_shown(request: HttpRequest, code: str) -> bool:
    """Whether this page showed the state of the code already; else a wrong PIN must not tell that it exists."""
    try:
        return bool(signing.loads(request.POST.get("note", ""), salt=SALT, max_age=SHOWN_SECONDS) == code)
    except signing.BadSignature:
        return False


def _not_kept() -> str:
    return _(
        "The page was closed because it was not used for a quarter of an hour, and what you just sent was not "
        "saved. Enter code and PIN again and fill it in once more."
    )


def _unknown() -> str:
    return _("No dossier has this code. Compare it with your acknowledgement or slip, sign by sign.")


def _typed(text: str) -> str:
    return completed(clean(text[:LONGEST_CODE]).replace(" ", ""))


def _network(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown: dict[str, Any] = {
        "status": None,
        "found": None,
        "sentence": "",
        "asks_pin": False,
        "letters": [],
        "note": "",
    }
    names = {"standings": words.STANDINGS, "waits": words.WAITS, "events": words.EVENTS}
    more = {"letter_names": words.LETTERS, "said": said}
    return render(
        request, "portal/tracking.html", shown | names | more | context, status=status, using="pages"
    )
