"""Guessing with many hands at the same moment gets no further than guessing with one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import making
import pytest
from django.core.cache import cache
from django.db import connection
from motcua.dossiers import codes
from motcua.dossiers.errors import TooManyAttempts
from motcua.dossiers.models import PinFailure
from motcua.portal import guessing
from motcua.portal.errors import TooManyQuestions

HANDS = 12


def at_once(work: Callable[[], Any]) -> list[Any]:
    """What so many hands get when all begin at the same moment; a refusal is its own name."""
    start = Barrier(HANDS)

    def hand(_number: int) -> Any:
        start.wait()
        try:
            return work()
        except (TooManyAttempts, TooManyQuestions) as often:
            return type(often).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(hand, range(HANDS)))


def test_five_wrong_pins_are_five_however_many_try_at_once(committed_db: Any) -> None:
    """Twelve wrong PINs at the same moment: five are looked at, the others have to wait."""
    making.published()
    born = making.submitted(making.office())
    wrong = f"{(int(born.pin) + 1) % 1_000_000:06d}"

    answers = at_once(lambda: codes.pin_matches(born.dossier, wrong))

    assert (answers.count(False), answers.count("TooManyAttempts")) == (5, HANDS - 5)
    assert PinFailure.objects.filter(dossier=born.dossier).count() == 5


def test_an_unknown_code_costs_the_same_at_once(committed_db: Any) -> None:
    """A code that does not exist is looked at five times too, so that the number does not tell."""
    answers = at_once(lambda: codes.refuse_unknown("H48.1-260701-9999", "123456"))
    assert answers.count("TooManyAttempts") == HANDS - 5


@pytest.mark.parametrize("kind", ["look_up", "wrong_pin"])
def test_no_guess_is_lost_when_many_come_at_once(committed_db: Any, kind: str) -> None:
    """Each guess of a network is counted, also with the cache of a small installation."""
    at_once(lambda: guessing.note(kind, "203.0.113.5"))
    assert cache.get(guessing._key(kind, "203.0.113.5")) == HANDS


def test_look_ups_stop_at_their_limit_also_at_once(committed_db: Any) -> None:
    """Of twelve look-ups at the same moment ten are made."""
    answers = at_once(lambda: guessing.count("look_up", "somebody"))
    assert answers.count("TooManyQuestions") == HANDS - guessing.MOST["look_up"]
