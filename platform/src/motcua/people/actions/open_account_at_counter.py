"""Open an account for somebody who stands at the counter with their identity card."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from django.db import transaction

from motcua import audit
from motcua.ground import clock, crypto
from motcua.people import given_codes, reads
from motcua.people.actor import Actor
from motcua.people.errors import AccountRefused
from motcua.people.given_codes import Given
from motcua.people.models import Person, Realm, User
from motcua.people.permissions import OWN_AGENCY, demand

ID_NUMBER = re.compile(r"\d{12}")


@dataclass(frozen=True)
class Command:
    """What stands on the card: full name and the twelve digits. ``card_seen``: the officer held it in hand."""

    name: str
    id_number: str
    card_seen: bool


def run(actor: Actor, command: Command, *, idempotency_key: str = "") -> Given:
    """Open it; the answer holds the one-time code to be printed. Raises NotAllowed, AccountRefused."""
    demand(actor, "citizen.open_account", OWN_AGENCY)
    number = checked(command)
    with transaction.atomic():
        return given_codes.once(actor, idempotency_key, number, lambda: _opened(actor, command, number))


def checked(command: Command) -> str:
    """The number as digits; raises AccountRefused for what cannot stand on a card, or a card nobody saw."""
    number = re.sub(r"\s", "", command.id_number)
    if not ID_NUMBER.fullmatch(number):
        raise AccountRefused(
            "Số định danh cá nhân gồm đúng 12 chữ số. Hãy nhập như trên thẻ căn cước.",
            "A personal identification number has exactly 12 digits. Type it as on the card.",
            field="id_number",
        )
    if not command.card_seen:
        raise AccountRefused(
            "Hãy kiểm tra bản gốc thẻ căn cước và đánh dấu đã kiểm tra trước khi cấp mã.",
            "Look at the original identity card and tick that you did before a code is given.",
            field="card_seen",
        )
    return number


def _opened(actor: Actor, command: Command, number: str) -> Given:
    given_codes.hold(number)
    known = list(reads.persons_with("personal_id", number).exclude(personal_id_verified_at=None))
    if any(reads.account_of(person) for person in known):
        raise AccountRefused(
            "Số định danh này đã có tài khoản. Nếu người dân quên mật khẩu, hãy cấp lại mã.",
            "This number has an account already. If the password is forgotten, give a new code.",
            field="id_number",
        )
    person = known[0] if known else _person(command.name, number)
    user = User(realm=Realm.CITIZEN, username=f"cd{secrets.token_hex(4)}", person=person)
    user.set_unusable_password()
    user.save()
    code = given_codes.give(user)
    facts = {"user": user.public_id, "identity_card_seen": True}
    audit.record(f"person:{person.public_id}", "person.account_opened", actor, facts)
    return Given(user, code)


def _person(name: str, number: str) -> Person:
    person = Person(subject=crypto.new_subject(), name=name, personal_id_verified_at=clock.now())
    person.put("personal_id", number)
    person.save()
    return person
