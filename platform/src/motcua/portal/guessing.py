"""Slow guessing: how often one network or one person may ask before having to wait."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.cache import cache
from django.db import connection, transaction

from motcua.portal.errors import TooManyQuestions

WINDOW = timedelta(minutes=15)
MOST = {"unknown_code": 60, "known_code": 600, "wrong_pin": 15, "look_up": 10}
"""Whoever knows their code and PIN is not counted among the guessers: an office or a whole mobile network may
stand behind one address. Known codes have a bound of their own, far above what an office asks, against reading
all of them one after the other."""


def demand(kind: str, who: str) -> None:
    """Raise TooManyQuestions when the most of this kind was reached within the last quarter of an hour.

    ``who`` is a network address or a user's public id; only its hash is kept, and only in the cache.
    """
    if cache.get(_key(kind, who), 0) >= MOST[kind]:
        raise TooManyQuestions(_seconds() // 60)


def note(kind: str, who: str) -> None:
    """Count one more of this kind; the quarter of an hour begins anew. Two at once count twice."""
    key = _key(kind, who)
    with _alone(key):
        _one_more(key)


def count(kind: str, who: str) -> None:
    """Both: raise TooManyQuestions, or count one more; of many at once no more than the most come through."""
    key = _key(kind, who)
    with _alone(key):
        demand(kind, who)
        _one_more(key)


def _one_more(key: str) -> None:
    cache.set(key, cache.get(key, 0) + 1, _seconds())


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """One at a time for this counter: a cache of files cannot add by itself, the database lets us wait."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [key])
        yield


def _key(kind: str, who: str) -> str:
    return f"portal-guess-{kind}-{hashlib.sha256(who.encode()).hexdigest()[:32]}"


def _seconds() -> int:
    return int(WINDOW.total_seconds())
