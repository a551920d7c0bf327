"""Every state, action and role, really done: through the engine and the database, judged by the law's
table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import lifecycle_table as law
import making
import pytest
from django.db import transaction
from motcua.dossiers import actions, reads
from motcua.dossiers.actions import (
    accept_supplement,
    answer_supplement,
    ask_opinion,
    assign,
    certify_instantly,
    confirm_financial_duty,
    confirm_payment,
    decide,
    declare_not_eligible,
    extend_with_apology,
    record_opinion,
    refuse_intake,
    request_financial_duty,
    request_payment,
    request_supplement,
    return_result,
    stop,
    submit,
    take_in,
    take_in_paper,
    withdraw,
)
from motcua.dossiers.errors import NotFound, NotNow, NotPermitted
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor

WORDS = "Lý do ghi bằng câu đầy đủ."
WAITS = ("supplement", "financial_duty", "opinion")
Office = making.Office


def _pay_all(office: Office, dossier: Dossier) -> None:
    confirm_payment.run(office.returner, dossier.public_id, confirm_payment.Command("cash"))


def _returned(office: Office) -> Dossier:
    dossier = making.decided(office)
    _pay_all(office, dossier)
    return return_result.run(office.returner, dossier.public_id, return_result.Command())


def _refused(office: Office) -> Dossier:
    dossier = making.submitted(office).dossier
    return refuse_intake.run(office.receiver, dossier.public_id, refuse_intake.Command(WORDS))


STATES: dict[str, Callable[[Office], Dossier]] = {
    "submitted": lambda office: making.submitted(office).dossier,
    "taken_in": making.taken_in,
    "in_process": making.in_process,
    "decided": making.decided,
    "returned": _returned,
    "intake_refused": _refused,
    "not_eligible": lambda office: declare_not_eligible.run(
        office.leader, making.in_process(office).public_id, declare_not_eligible.Command(WORDS)
    ),
    "stopped": lambda office: stop.run(
        office.leader, making.in_process(office).public_id, stop.Command(WORDS)
    ),
    "withdrawn": lambda office: withdraw.run(
        office.citizen, making.submitted(office).dossier.public_id, withdraw.Command()
    ),
}


def _commands(office: Office, other: str) -> dict[str, tuple[Any, Any]]:
    return {
        "take_in": (take_in, take_in.Command()),
        "refuse_intake": (refuse_intake, refuse_intake.Command(WORDS)),
        "assign": (assign, assign.Command(office.specialist.user)),
        "request_supplement": (request_supplement, request_supplement.Command(WORDS, ("note",))),
        "answer_supplement": (answer_supplement, answer_supplement.Command({"note": "Xong"})),
        "accept_supplement": (accept_supplement, accept_supplement.Command(making.clock.now())),
        "request_payment": (request_payment, request_payment.Command()),
        "confirm_payment": (confirm_payment, confirm_payment.Command("cash")),
        "request_financial_duty": (request_financial_duty, request_financial_duty.Command()),
        "confirm_financial_duty": (confirm_financial_duty, confirm_financial_duty.Command()),
        "ask_opinion": (ask_opinion, ask_opinion.Command(making.agency().public_id, WORDS)),
        "record_opinion": (record_opinion, record_opinion.Command(other, WORDS)),
        "extend_with_apology": (
            extend_with_apology,
            extend_with_apology.Command(date(2026, 7, 20), WORDS),
        ),
        "decide": (decide, making.decision("refusal")),
        "declare_not_eligible": (declare_not_eligible, declare_not_eligible.Command(WORDS)),
        "return_result": (return_result, return_result.Command()),
        "stop": (stop, stop.Command(WORDS)),
        "withdraw": (withdraw, withdraw.Command()),
    }


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _actors(office: Office, dossier: str = "") -> dict[str, Actor]:
    others = {"citizen": office.citizen, "pin_holder": Actor.pin_holder(dossier)}
    return {**office.officers, **others, "system": Actor.system("test")}


def _attempt(act: Callable[[], Dossier]) -> str | None:
    """The state after the action, None when role or state refused it."""
    with _undone():
        try:
            dossier = act()
            assert reads.replay(dossier) == {}
            assert reads.chain_faults(dossier) == ()
            return str(dossier.state)
        except (NotPermitted, NotNow, NotFound):
            return None


@pytest.mark.parametrize("state", STATES)
def test_every_action_of_every_role(office: Office, state: str) -> None:
    """In this state each of the eight roles can do what the law gives it, nothing else, and events tell the row."""
    dossier = STATES[state](office)
    with_fees_paid = state == "decided"
    wrong, cells = [], 0
    for name, (module, command) in _commands(office, "").items():
        for role, actor in _actors(office, dossier.public_id).items():
            expected = law.after(name, state, role)
            with _undone():
                if with_fees_paid and name == "return_result":
                    _pay_all(office, dossier)
                found = _attempt(lambda: module.run(actor, dossier.public_id, command))  # noqa: B023
            cells += 1
            if found != expected:
                wrong.append((name, role, expected, found))
    assert cells == 18 * 8
    assert wrong == []


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("state", ["submitted", "taken_in", "in_process"])
def test_actions_that_need_a_wait(office: Office, state: str, wait: str) -> None:
    """Answering, accepting and confirming are possible exactly while the dossier waits for it."""
    other = making.agency().public_id
    dossier = STATES[state](office)
    openers = {
        "supplement": (request_supplement, request_supplement.Command(WORDS, ("note",)), "receiver"),
        "financial_duty": (request_financial_duty, request_financial_duty.Command(), "specialist"),
        "opinion": (ask_opinion, ask_opinion.Command(other, WORDS), "specialist"),
    }
    module, command, opener = openers[wait]
    opened = law.after(module.VERB.name, state, opener) is not None
    if opened:
        module.run(office.officers[opener], dossier.public_id, command)
    needing = [name for name in law.ACTIONS if law.TABLE[name][3]]
    for name in needing:
        module, command = _commands(office, other)[name]
        for role, actor in _actors(office, dossier.public_id).items():
            expected = law.after(name, state, role, (wait,) if opened else ())
            found = _attempt(lambda: module.run(actor, dossier.public_id, command))  # noqa: B023
            assert (name, role, found) == (name, role, expected)


def test_who_may_begin_a_dossier(office: Office) -> None:
    """Citizens and other systems submit; the counter takes paper in; what is certified at once is too."""
    paper = making.filing(office, channel="direct", papers={"application": making.Paper(originals=1)})
    beginnings = {
        "submit": lambda actor: submit.run(actor, making.filing(office)),
        "take_in_paper": lambda actor: take_in_paper.run(actor, take_in_paper.Command(paper)),
        "certify_instantly": lambda actor: certify_instantly.run(
            actor, certify_instantly.Command(paper, "permit")
        ),
    }
    for name, begin in beginnings.items():
        for role, actor in _actors(office).items():
            found = _attempt(lambda: begin(actor).dossier)  # noqa: B023
            assert (name, role, found) == (name, role, law.after(name, "", role))


def test_every_action_is_covered() -> None:
    """The matrix above tries every action there is a file for."""
    from pathlib import Path

    files = {path.stem for path in Path(actions.__path__[0]).glob("*.py")} - {"__init__"}
    assert files == set(law.ACTIONS)
