"""What happens before any page sees a request: whose cookie it carries, how old, whether it may enter."""

import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from motcua.people.actor import actor_of
from motcua.people.homes import staff_home
from motcua.people.models import Realm, User
from motcua.people.realms import RULES, SessionRule, cookie_name, is_fully_signed_in, realm_of

Next = Callable[[HttpRequest], HttpResponse]

BEGAN, USED = "session_began", "session_used"
NOTE_USE_EVERY = 60
OPEN_DOORS = frozenset({"desk_login", "desk_logout", "mfa_authenticate"})
ENROLLING = frozenset({"mfa_activate_totp", "account_reauthenticate"})
CHANGING = frozenset({"account_change_password", "account_logout", "health", "metrics"})
EDITOR_SIGN_IN = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")


class RealmCookies:
    """Gives each realm a session cookie of its own; must stand before Django's SessionMiddleware."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name, inner = cookie_name(realm_of(request)), settings.SESSION_COOKIE_NAME
        request.COOKIES.pop(inner, None)
        if name in request.COOKIES:
            request.COOKIES[inner] = request.COOKIES[name]
        response = self.get_response(request)
        if inner in response.cookies:
            morsel = response.cookies.pop(inner)
            response.cookies[name] = morsel.value
            response.cookies[name].update(morsel)
        return response


class SessionAges:
    """Ends sessions that were not used for too long or are too old; must stand after SessionMiddleware."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Pages for everybody are cached outside: without a cookie the session is not even looked at.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            self._age(request)
        return self.get_response(request)

    def _age(self, request: HttpRequest) -> None:
        rule, now, session = RULES[realm_of(request)], time.time(), request.session
        if BEGAN not in session:
            session[BEGAN] = session[USED] = now
            session.set_expiry(rule.longest)
        elif _is_over(session, rule, now):
            session.flush()
        elif now - session[USED] > NOTE_USE_EVERY:
            session[USED] = now


class RealmGate:
    """Lets only fully signed-in staff onto staff pages; must stand after AuthenticationMiddleware."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._turned_away(request) or self.get_response(request)

    def _turned_away(self, request: HttpRequest) -> HttpResponse | None:
        if realm_of(request) == Realm.CITIZEN:
            return self._citizen_side(request)
        if request.path_info.startswith(EDITOR_SIGN_IN):
            return redirect(_sign_in(request, "/admin/"))
        return self._staff_side(request)

    def _citizen_side(self, request: HttpRequest) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        if not is_fully_signed_in(request, user):
            request.user = AnonymousUser()
            return None
        must = user.must_change_password and _page(request) not in CHANGING
        return redirect("account_change_password") if must else None

    def _staff_side(self, request: HttpRequest) -> HttpResponse | None:
        page, user = _page(request), request.user
        if page in OPEN_DOORS:
            return None
        if not isinstance(user, User) or user.realm != Realm.STAFF:
            return redirect(_sign_in(request, request.get_full_path()))
        if is_fully_signed_in(request, user):
            return _must_change_password(request, user, page) or _elsewhere(request, page)
        return self._without_second_factor(request, user, page)

    def _without_second_factor(self, request: HttpRequest, user: User, page: str) -> HttpResponse | None:
        enrolled = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        if enrolled:
            logout(request)
            return redirect(_sign_in(request, request.get_full_path()))
        return None if page in ENROLLING else redirect("mfa_activate_totp")


def _is_over(session: SessionBase, rule: SessionRule, now: float) -> bool:
    too_old = now - session[BEGAN] > rule.longest.total_seconds()
    return too_old or now - session[USED] > rule.idle.total_seconds()


def _must_change_password(request: HttpRequest, user: User, page: str) -> HttpResponse | None:
    if user.must_change_password and page != "desk_change_password":
        return redirect("desk_change_password")
    return None


def _elsewhere(request: HttpRequest, page: str) -> HttpResponse | None:
    """Who has no dossiers is led from the desk's first page to where their work is."""
    if page != "desk_home":
        return None
    home = staff_home(actor_of(request), request.path_info[1:3])
    return redirect(home) if home != request.path_info else None


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def _sign_in(request: HttpRequest, then: str) -> str:
    return f"{reverse('desk_login')}?{urlencode({'next': then})}"
