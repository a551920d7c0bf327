"""One-time codes the counter prints for somebody without e-mail and telephone.

A code signs in, but only to the page where a password of one's own is chosen; it is good for seven days.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from axes.utils import reset as forget_failures
from django.db import connection

from motcua.ground import clock, crypto, idempotency
from motcua.people import reads
from motcua.people.actor import Actor
from motcua.people.models import User

GOOD_FOR = timedelta(days=7)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, SIGNS = 3, 4
_PURPOSE = "given-code"


@dataclass(frozen=True)
class Given:
    """An account with the code just given to it; the code is kept nowhere in clear."""

    user: User
    code: str


def give(user: User) -> str:
    """Put a new code in the place of the password: other sign-ins end, failures are forgotten. The code."""
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(SIGNS)) for _ in range(GROUPS))
    user.set_password(code)
    user.must_change_password = True
    user.given_code_until = clock.now() + GOOD_FOR
    user.save(update_fields=["password", "must_change_password", "given_code_until"])
    forget_failures(username=user.login)
    return code


def once(actor: Actor, key: str, number: str, work: Callable[[], Given]) -> Given:
    """Do `work` at most once for this key of the officer; sent twice, the same code is shown again."""
    if not key:
        return work()

    def sealed() -> dict[str, str]:
        made = work()
        return {"user": made.user.public_id, "code": crypto.wrap(made.code, purpose=_PURPOSE)}

    contents = {"number": crypto.commitment(number)}
    answer, _before = idempotency.once(f"accounts/{actor.trace}", key, contents, sealed)
    user = reads.user_by_public_id(answer["user"])
    return Given(user, crypto.unwrap(answer["code"], purpose=_PURPOSE))


def hold(number: str) -> None:
    """Until this transaction ends no other counter opens or resets an account for this number."""
    key = int.from_bytes(crypto.blind_index("personal_id", number)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
