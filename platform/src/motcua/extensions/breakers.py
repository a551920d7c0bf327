"""Breakers: after five failures in a row a hook of a plugin rests for a minute, seen by all processes."""

from datetime import timedelta

from django.db.models import F

from motcua.extensions.models import Breaker
from motcua.ground import clock

MOST_FAILURES = 5
REST = timedelta(seconds=60)


def is_open(plugin: str, hook: str) -> bool:
    """Whether this hook is resting; after the rest one call is let through to try."""
    return Breaker.objects.filter(plugin=plugin, hook=hook, open_until__gt=clock.now()).exists()


def note(plugin: str, hook: str, *, well: bool) -> None:
    """Count a call that went well or badly."""
    mine = Breaker.objects.filter(plugin=plugin, hook=hook)
    if well:
        mine.exclude(failures=0).update(failures=0, open_until=None)
        return
    if not mine.update(failures=F("failures") + 1):
        Breaker.objects.get_or_create(plugin=plugin, hook=hook, defaults={"failures": 1})
    mine.filter(failures__gte=MOST_FAILURES).update(open_until=clock.now() + REST)
