"""How django-allauth works here: two realms, no e-mail, seeds of one-time codes encrypted."""

import re
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.ground import crypto
from motcua.people import reads
from motcua.people.actor import Actor
from motcua.people.homes import staff_home
from motcua.people.models import Realm, User
from motcua.people.realms import realm_of
from motcua.people.sentences import ACCOUNT, ONLY_A_NUMBER, SECOND_FACTOR

_USERNAME = re.compile(r"[\w.@+-]{3,60}")
FRESH_SECONDS = 300
_SEED = "one-time-code"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts without e-mail; citizens open their own, staff are given theirs."""

    error_messages = DefaultAccountAdapter.error_messages | ACCOUNT

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return realm_of(request) == Realm.CITIZEN

    def clean_username(self, username: str, shallow: bool = False) -> str:
        if not _USERNAME.fullmatch(username):
            raise ValidationError(_("Use 3 to 60 letters, digits or the signs . @ + - _ for the username."))
        if not any(sign.isalpha() for sign in username):
            raise ValidationError(_(ONLY_A_NUMBER))
        if not shallow and reads.user_named(Realm.CITIZEN, username):
            raise ValidationError(_("This username is already taken. Choose another one."))
        return username

    def new_user(self, request: HttpRequest) -> User:
        return User(realm=Realm.CITIZEN)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk_login" if realm_of(request) == Realm.STAFF else "account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not again right after signing in: a new officer would type the password twice."""
        shown = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in shown), default=0.0)
        return time.time() - latest > FRESH_SECONDS

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no address to write to."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seeds are encrypted with the master keys, outside the database's reach."""

    error_messages = DefaultMFAAdapter.error_messages | SECOND_FACTOR

    def encrypt(self, text: str) -> str:
        return crypto.wrap(text, purpose=_SEED)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unwrap(encrypted_text, purpose=_SEED)

    def get_totp_label(self, user: User) -> str:
        return user.username


def home_of(request: HttpRequest) -> str:
    """The first page after signing in."""
    language = request.path_info[1:3] if request.path_info[1:3] in {"vi", "en"} else "vi"
    if realm_of(request) == Realm.CITIZEN:
        return f"/{language}/"
    user = request.user
    return staff_home(reads.actor_of_user(user) if isinstance(user, User) else Actor.visitor(), language)
