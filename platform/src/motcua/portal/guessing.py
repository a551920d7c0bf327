"""Slow guessing: how often one network or one person may ask before having to wait."""

import hashlib
from datetime import timedelta

from django.core.cache import cache

from motcua.portal.errors import TooManyQuestions

WINDOW = timedelta(minutes=15)
MOST = {"code": 60, "pin": 15, "look_up": 10}


def count(kind: str, who: str) -> None:
    """Count one question of this kind; raises TooManyQuestions beyond the most within a quarter of an hour.

    ``who`` is a network address or a user's public id; only its hash is kept, and only in the cache.
    """
    key = f"portal-guess-{kind}-{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    seconds = int(WINDOW.total_seconds())
    if not cache.add(key, 1, seconds):
        asked = cache.get(key, 0) + 1
        cache.set(key, asked, seconds)
        if asked > MOST[kind]:
            raise TooManyQuestions(seconds // 60)
