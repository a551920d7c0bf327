"""Pages that are the same for everybody may be kept by caches; pages for one person never."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.people.actor import actor_of

View = Callable[..., HttpResponseBase]
KEPT_SECONDS = 300
NOT_KEPT = "chua-luu"
"""In the address of the sign-in page: a form was sent after the sign-in had ended."""


def for_everybody(view: View) -> View:
    """A public GET page: no session, no cookie, kept by caches for five minutes.

    A browser that carries a session keeps nothing, because its session may be renewed with the answer.
    """

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not response.has_header("Cache-Control"):
            kept = "private, no-cache" if signed_in else f"public, max-age={KEPT_SECONDS}"
            response["Cache-Control"] = kept
        return response

    return shown


def for_citizens(view: View) -> View:
    """A page of one signed-in citizen; others are sent to sign in and come back. Never cached.

    Who sent a form after the sign-in had ended is told so there: nothing of it was kept.
    """

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request).kind != "citizen":
            return redirect(f"{reverse('account_login')}?{urlencode(_way_back(request))}")
        return view(request, *args, **kwargs)

    return shown


def _way_back(request: HttpRequest) -> dict[str, str]:
    """Where to go on after signing in: the page asked for, or the page whose form was sent and not kept."""
    if request.method in ("GET", "HEAD"):
        return {"next": request.get_full_path()}
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, request.is_secure()):
        return {"next": reverse("my_dossiers"), NOT_KEPT: "1"}
    parts = urlsplit(sent_from)
    return {"next": parts._replace(scheme="", netloc="", fragment="").geturl(), NOT_KEPT: "1"}
