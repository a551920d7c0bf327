"""Slow guessing: how often one network or one person may ask before having to wait."""

import hashlib
from datetime import timedelta

from django.core.cache import cache

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
    """Count one more of this kind; the quarter of an hour begins anew."""
    key = _key(kind, who)
    if not cache.add(key, 1, _seconds()):
        cache.set(key, cache.get(key, 0) + 1, _seconds())


def count(kind: str, who: str) -> None:
    """Both: raise TooManyQuestions, or count one more."""
    demand(kind, who)
    note(kind, who)


def _key(kind: str, who: str) -> str:
    return f"portal-guess-{kind}-{hashlib.sha256(who.encode()).hexdigest()[:32]}"


def _seconds() -> int:
    return int(WINDOW.total_seconds())
