"""Pages that are the same for everybody may be kept by caches; pages for one person never."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.people.actor import actor_of

View = Callable[..., HttpResponseBase]
KEPT_SECONDS = 300


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
    """A page of one signed-in citizen; others are sent to sign in and come back. Never cached."""

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request).kind != "citizen":
            back = request.get_full_path() if request.method == "GET" else reverse("my_dossiers")
            return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
        return view(request, *args, **kwargs)

    return shown
