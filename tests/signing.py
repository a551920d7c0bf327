"""Browsers in which somebody is signed in, without the sign-in pages. Shared by all tests (``import signing``)."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from motcua.people.actor import Actor
from motcua.people.models import User


def signed_in(actor: Actor, **options: object) -> Client:
    """A browser in which this officer is signed in with both factors."""
    client = Client(**options)
    client.cookies["motcua_staff"] = session_of(actor)
    return client


def session_of(actor: Actor) -> str:
    """The key of a new session of this officer, both factors shown."""
    user = User.objects.get(pk=actor.user_id)
    request = RequestFactory().get("/vi/desk/")
    request.session = SessionStore()
    request.session[SESSION_KEY] = str(user.pk)
    request.session[BACKEND_SESSION_KEY] = "motcua.people.backend.RealmBackend"
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    for method in ("password", "mfa"):
        record_authentication(request, user, method)
    request.session.create()
    return str(request.session.session_key)
