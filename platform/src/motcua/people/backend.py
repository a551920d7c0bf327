"""Checking who signs in: a username within the realm of the page, or for citizens a verified personal id."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from motcua.ground import clock
from motcua.people import reads
from motcua.people.models import Realm, User
from motcua.people.realms import realm_of


class RealmBackend(ModelBackend):
    """A sign-in is looked for only in the realm of the page it was typed into."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> User | None:
        if request is None or not username or not password:
            return None
        user = _find(realm_of(request), username)
        if user is None:
            make_password(password)  # as long as checking one, so that time does not tell who has an account
            return None
        right = user.check_password(password) and not _is_too_old(user)
        return user if right and self.user_can_authenticate(user) else None

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def _is_too_old(user: User) -> bool:
    """Whether the password is a code given at the counter that nobody used in time."""
    until = user.given_code_until
    return user.must_change_password and until is not None and until <= clock.now()


def _find(realm: Realm, typed: str) -> User | None:
    """For citizens a confirmed personal id comes first: nobody else's username may stand in its way."""
    if realm == Realm.STAFF:
        return reads.user_named(realm, typed)
    bearers = _bearers(typed)
    return bearers[0] if len(bearers) == 1 else None if bearers else reads.user_named(realm, typed)


def _bearers(typed: str) -> list[User]:
    """Whose confirmed personal id this is; more than one is nobody."""
    confirmed = reads.persons_with("personal_id", typed).exclude(personal_id_verified_at=None)
    found = User.objects.filter(realm=Realm.CITIZEN, person__in=confirmed).select_related("person")
    return list(found[:2])
