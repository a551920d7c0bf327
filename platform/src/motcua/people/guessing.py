"""Guessing passwords: counted per realm, username and network, so the owner elsewhere is not locked out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.people.models import login_of
from motcua.people.realms import realm_of


def client_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The key under which failures are counted (AXES_USERNAME_CALLABLE)."""
    typed = (credentials or {}).get("username") or request.POST.get("login")
    return login_of(realm_of(request), typed) if typed else None


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The page after too many wrong guesses (AXES_LOCKOUT_CALLABLE)."""
    return render(request, "account/locked_out.html", status=429, using="pages")
