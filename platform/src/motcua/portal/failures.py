"""The pages people see when something is not as it should be; each says what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def page(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """The page of a status (400, 403, 404, 409, 429, 500) with an own sentence, if there is one."""
    known = status if status in {400, 403, 404, 409, 429, 500} else 400
    context = {"sentence": sentence, "request_id": getattr(request, "request_id", "")}
    return render(request, f"errors/{known}.html", context, status=status, using="pages")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not yours to see."""
    return page(request, 404)


def too_often(request: HttpRequest) -> HttpResponse:
    """429: the same thing was tried again and again (asked for by django-allauth)."""
    return page(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return page(request, 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or too old (CSRF_FAILURE_VIEW)."""
    sentence = _(
        "This form was open for too long or came from another place. Reload the page and send it again."
    )
    return page(request, 403, sentence)
