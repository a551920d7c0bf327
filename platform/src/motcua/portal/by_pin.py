"""Whoever entered code and PIN of a slip: this browser may open that one dossier for a quarter of an hour."""

import time

from django.http import HttpRequest

from motcua.people.actor import Actor

OPENED = "tracked"
OPEN_SECONDS = 900


def remember(request: HttpRequest, dossier: str) -> None:
    """From now on, for a quarter of an hour, this browser opens the dossier (its public id), and no other."""
    request.session[OPENED] = {"dossier": dossier, "until": time.time() + OPEN_SECONDS}


def holder(request: HttpRequest, dossier: str) -> Actor | None:
    """The holder of this dossier's PIN; None when it was not entered here, or too long ago."""
    opened = request.session.get(OPENED) or {}
    if opened.get("dossier") != dossier or opened.get("until", 0) < time.time():
        return None
    network = request.META.get("REMOTE_ADDR")
    return Actor.pin_holder(dossier, ip=network, request_id=getattr(request, "request_id", ""))
