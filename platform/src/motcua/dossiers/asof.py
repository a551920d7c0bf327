"""A dossier as one of its events left it: a paper or message made late must not speak of what came since."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from motcua.dossiers.events import Kind, Recorded
from motcua.dossiers.life import Life, fold

if TYPE_CHECKING:
    from motcua.dossiers.models import Event


def left_by(event: Event, known: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """The events up to and with ``event``, and the legal dates fixed in the same act.

    One act may record several events (certified copies at the counter) and fixes the dates once, after them.
    """
    later = [one for one in known if one.number > event.number]
    act = takewhile(lambda one: one.recorded_at == event.recorded_at, later)
    dates = next((one for one in act if one.kind is Kind.DUE_CHANGED), None)
    return (*(one for one in known if one.number <= event.number), *((dates,) if dates else ()))


def before(event: Event, known: Sequence[Recorded]) -> Life:
    """Where the dossier stood when ``event`` came."""
    return fold(one for one in known if one.number < event.number)
