"""Two realms on one site: staff and citizens have different sign-ins, cookies and session ages.

The path decides: everything of the desk and the catalogue's editor is staff, all else is citizens'. A
session of one realm is invisible in the other, so a stolen citizen session opens no desk and the reverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from motcua.people.models import Realm

if TYPE_CHECKING:
    from motcua.people.models import User

STAFF_PREFIXES = ("/vi/desk/", "/en/desk/", "/admin/")


@dataclass(frozen=True)
class SessionRule:
    """The cookie of a realm and how long its sessions live; `idle` without use, `longest` in all."""

    cookie: str
    idle: timedelta
    longest: timedelta


RULES = {
    Realm.STAFF: SessionRule("motcua_staff", timedelta(minutes=30), timedelta(hours=12)),
    Realm.CITIZEN: SessionRule("motcua_citizen", timedelta(hours=4), timedelta(days=7)),
}


def realm_of_path(path: str) -> Realm:
    """Which realm an address belongs to."""
    return Realm.STAFF if path.startswith(STAFF_PREFIXES) else Realm.CITIZEN


def realm_of(request: HttpRequest) -> Realm:
    """The realm of this request."""
    return realm_of_path(request.path_info)


def cookie_name(realm: Realm) -> str:
    """The session cookie of a realm; bound to this host by its prefix where cookies are secure."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    return prefix + RULES[realm].cookie


def is_fully_signed_in(request: HttpRequest, user: User) -> bool:
    """Whether this sign-in counts here: active, of this realm, and for staff with a second factor."""
    if not user.is_active or user.realm != realm_of(request):
        return False
    return user.realm == Realm.CITIZEN or has_second_factor(request, user)


def has_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether a second factor was shown in this very session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
