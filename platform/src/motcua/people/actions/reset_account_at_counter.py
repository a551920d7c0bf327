"""Give a new one-time code to somebody who forgot their password and shows their identity card."""

from __future__ import annotations

from django.db import transaction

from motcua import audit
from motcua.ground.names import search_key
from motcua.people import given_codes, reads
from motcua.people.actions.open_account_at_counter import Command, checked
from motcua.people.actor import Actor
from motcua.people.errors import AccountRefused
from motcua.people.given_codes import Given
from motcua.people.models import User
from motcua.people.permissions import OWN_AGENCY, demand


def run(actor: Actor, command: Command, *, idempotency_key: str = "") -> Given:
    """Replace the password by a code to be printed; whoever is signed in elsewhere is out.

    Only an account whose personal number was confirmed is found, and only when the name on the card is the
    account's. Raises NotAllowed, AccountRefused.
    """
    demand(actor, "citizen.reset_account", OWN_AGENCY)
    number = checked(command)
    with transaction.atomic():
        return given_codes.once(actor, idempotency_key, number, lambda: _reset(actor, command, number))


def _reset(actor: Actor, command: Command, number: str) -> Given:
    given_codes.hold(number)
    user = _account(command, number)
    code = given_codes.give(user)
    assert user.person is not None  # found by the number of a person
    facts = {"user": user.public_id, "identity_card_seen": True}
    audit.record(f"person:{user.person.public_id}", "person.account_reset", actor, facts)
    return Given(user, code)


def _account(command: Command, number: str) -> User:
    persons = reads.persons_with("personal_id", number).exclude(personal_id_verified_at=None)
    users = [user for person in persons if (user := reads.account_of(person))]
    if len(users) != 1 or search_key(users[0].get_full_name()) != search_key(command.name):
        raise AccountRefused(
            "Không có tài khoản nào đã xác nhận với số định danh và họ tên này. Hãy so lại với thẻ, hoặc mở tài "
            "khoản mới.",
            "No account was confirmed with this number and name. Compare them with the card, or open an account.",
            field="id_number",
        )
    if not users[0].is_active:
        raise AccountRefused(
            "Tài khoản này đã bị khóa nên không cấp mã được. Hãy báo người quản trị hệ thống.",
            "This account is closed, so no code can be given. Tell the system administrator.",
        )
    return users[0]
