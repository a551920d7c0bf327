"""Dossier codes and PINs.

A code is ``<unit code>-YYMMDD-NNNN`` (Circular 01/2018/TT-VPCP, art. 19): per unit and day, given under a row
lock, never reused. The PIN on the slip is the second secret of somebody without an account.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.cache import cache
from django.db import connection, transaction

from motcua.dossiers.errors import TooManyAttempts
from motcua.dossiers.models import Dossier, Party, PinFailure
from motcua.ground import clock, crypto
from motcua.ground.models import Subject
from motcua.people.actor import Actor

PIN_DIGITS = 6
PRINTED_ON = frozenset({"acknowledgement", "receipt"})
"""The letters that print the PIN."""
ATTEMPTS_AN_HOUR = 5
HOUR = timedelta(hours=1)
_NEXT = """
INSERT INTO dossiers_counter (unit, day, last) VALUES (%s, %s, 1)
ON CONFLICT (unit, day) DO UPDATE SET last = dossiers_counter.last + 1
RETURNING last
"""


def next_code(unit: str) -> str:
    """The next code of the unit for today; other intakes of the unit wait until this transaction ends.

    A unit's ten-thousandth dossier of a day gets five digits: a long code is better than none.
    """
    day = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [unit, day])
        number = cursor.fetchone()[0]
    return f"{unit}-{day:%y%m%d}-{number:04d}"


def new_pin() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def pin_commitment(public_id: str, pin: str) -> str:
    """What is stored of the PIN for comparing: keyed outside the database, so a copy of it reveals no PIN."""
    return crypto.commitment(f"{public_id}/{pin}")


def pin_of(dossier: Dossier, owner: Subject) -> str:
    """The PIN, for the slip (and for printing it again)."""
    return crypto.open_sealed(owner, bytes(dossier.pin_sealed), purpose="pin")


def may_know_pin(actor: Actor, dossier: Dossier) -> bool:
    """Whether the PIN is told to this signed-in person: to an owner, a co-owner and the applicant.

    A representative's authority may be narrower than what the PIN opens.
    """
    if actor.kind != "citizen" or not actor.person:
        return False
    roles = (Party.Role.OWNER, Party.Role.CO_OWNER, Party.Role.APPLICANT)
    return Party.objects.standing_for(actor.person).filter(dossier=dossier, role__in=roles).exists()


def pin_matches(dossier: Dossier, pin: str) -> bool:
    """Whether the PIN is right; after five wrong ones in an hour raises TooManyAttempts, right or wrong.

    Call it outside a transaction that may be rolled back, or wrong attempts are forgotten.
    """
    now = clock.now()
    with _one_guess_at_a_time(dossier.public_id):
        if PinFailure.objects.filter(dossier=dossier, at__gt=now - HOUR).count() >= ATTEMPTS_AN_HOUR:
            raise TooManyAttempts(60)
        right = secrets.compare_digest(pin_commitment(dossier.public_id, pin.strip()), dossier.pin_commitment)
        if not right:
            PinFailure.objects.create(dossier=dossier, at=now)
    return right


def sweep() -> int:
    """Forget wrong secrets that no limit counts any more; how many."""
    return PinFailure.objects.filter(at__lte=clock.now() - HOUR).delete()[0]


@contextmanager
def _one_guess_at_a_time(about: str) -> Iterator[None]:
    """Guesses made at the same moment wait for each other, so that each sees the failures before it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 13))", [about])
        yield


def refuse_unknown(code: str, pin: str) -> None:
    """What a code that does not exist costs: the same work and the same limit as a wrong PIN.

    So neither the answer nor its time tells whether a code exists. Raises TooManyAttempts like `pin_matches`.
    """
    key = f"dossiers-unknown-{hashlib.sha256(code.casefold().encode()).hexdigest()[:32]}"
    with _one_guess_at_a_time(key):
        tried = PinFailure.objects.filter(dossier=None, at__gt=clock.now() - HOUR).count() + cache.get(key, 0)
        if tried >= ATTEMPTS_AN_HOUR:
            raise TooManyAttempts(60)
        secrets.compare_digest(pin_commitment(code, pin.strip()), pin_commitment(code, ""))
        cache.set(key, tried + 1, int(HOUR.total_seconds()))
