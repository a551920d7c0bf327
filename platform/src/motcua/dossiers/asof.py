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
    """The events up to and with ``event``, and the legal dates fixed in the same act."""
    later = [one for one in known if one.number > event.number]
    dates = takewhile(
        lambda one: one.kind is Kind.DUE_CHANGED and one.recorded_at == event.recorded_at, later
    )
    return (*(one for one in known if one.number <= event.number), *dates)


def before(event: Event, known: Sequence[Recorded]) -> Life:
    """Where the dossier stood when ``event`` came."""
    return fold(one for one in known if one.number < event.number)
