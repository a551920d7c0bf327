"""The reconciler itself sees what it must see: a lost, a doubled, a half-finished dossier."""

from collections import Counter
from pathlib import Path

import pytest
from faults import ledger
from faults.ledger import Ledger, Submission
from faults.reconciler import Held, when_settled, while_open

CALM = "H48-1"


def held(*codes: str, **odd: str) -> dict[str, Held]:
    """Dossiers that left one event each; ``odd`` names the one trace of a dossier that differs."""
    found = {code: Held(code, {"events": Counter(["1 submitted"])}) for code in (CALM, *codes)}
    for code, trace in odd.items():
        found[code] = Held(code, {"events": Counter(["1 submitted", trace])})
    return found


def clients(**codes: str) -> dict[str, Submission]:
    """Submissions by key with the codes they were given, separated by a space."""
    return {
        key: Submission(key, [1.0], [], [(1.0, 2.0, code) for code in given.split()])
        for key, given in codes.items()
    }


def test_all_is_well_when_each_submission_has_its_dossier() -> None:
    """One dossier for each acknowledged submission, all alike, is no finding."""
    verdict = when_settled(clients(a="A", b="B"), held("A", "B"), CALM)
    assert verdict.is_clean
    assert (verdict.acknowledged, verdict.dossiers) == (2, 3)


@pytest.mark.parametrize("judge", [while_open, when_settled])
def test_a_lost_dossier_is_named(judge) -> None:
    """An acknowledged code that is not in the database is lost."""
    assert judge(clients(a="A", b="B"), held("A"), CALM).lost == ["B"]


def test_an_open_submission_may_have_left_one_dossier() -> None:
    """A submission whose answer never came may exist once, not twice."""
    known = clients(a="A", b="")
    assert while_open(known, held("A"), CALM).is_clean
    assert while_open(known, held("A", "X"), CALM).is_clean
    assert while_open(known, held("A", "X", "Y"), CALM).doubled


def test_a_doubled_dossier_is_named() -> None:
    """Two codes for one submission, one code for two, and a dossier nobody asked for are each named."""
    assert when_settled(clients(a="A B"), held("A", "B"), CALM).doubled
    assert when_settled(clients(a="A", b="A"), held("A"), CALM).doubled
    assert when_settled(clients(a="A"), held("A", "X"), CALM).doubled == ["X"]


def test_a_submission_never_settled_is_named() -> None:
    """A submission that even sending again did not settle counts as lost."""
    assert when_settled(clients(a=""), held(), CALM).lost == ["a: never acknowledged"]


def test_a_half_finished_dossier_is_named() -> None:
    """A dossier that left more or less behind than the calm one is named with the difference."""
    [told] = when_settled(clients(a="A"), held(A="2 due_changed"), CALM).uneven
    assert "2 due_changed" in told


def test_the_ledger_tells_what_was_tried_and_heard(tmp_path: Path) -> None:
    """Every attempt, failure and acknowledgement is read back under its key."""
    book = Ledger(tmp_path / "ledger.jsonl")
    book.write("attempt", key="k")
    book.write("failed", key="k", why="no answer")
    book.write("attempt", key="k")
    book.write("acknowledged", key="k", code="A", began=1.5)
    book.close()
    one = ledger.read(tmp_path / "ledger.jsonl")["k"]
    assert (len(one.tries), one.failures, one.codes) == (2, ["no answer"], {"A"})
