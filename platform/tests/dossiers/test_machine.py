"""No sequence of actions breaks a dossier: random ones against a small model of the law's table."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import lifecycle_table as law
import making
from django.db import transaction
from forms_schema.calendars import VIETNAM
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from motcua.audit.models import Entry
from motcua.dossiers import reads
from motcua.dossiers.actions import (
    accept_supplement,
    answer_supplement,
    ask_opinion,
    assign,
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
    take_in,
    withdraw,
)
from motcua.dossiers.errors import NotFound, NotNow, NotOffered, NotPermitted, WrongMoment
from motcua.dossiers.models import Dossier
from motcua.outbox.models import Message

WORDS = "Lý do ghi bằng câu đầy đủ."
CASES = st.sampled_from(["standard", "again", "paid_first"])
FEES = {"copy_fee", "permit_fee"}
ENDINGS = ("refuse_intake", "declare_not_eligible", "stop", "withdraw", "decide")

REACHED: set[tuple[str, str, str]] = set()
"""Action, state before, state after: everything some example really did."""


OPENS = {
    "request_supplement": "supplement",
    "request_payment": "payment",
    "request_financial_duty": "financial_duty",
    "ask_opinion": "opinion",
}
CLOSES = {
    "accept_supplement": "supplement",
    "confirm_financial_duty": "financial_duty",
    "record_opinion": "opinion",
}


class Model:
    """What a clerk would keep on a sheet of paper: state, waits, what is paid, how often asked."""

    def __init__(self) -> None:
        self.state = "submitted"
        self.waits: set[str] = set()
        self.rounds = self.extensions = 0
        self.answered = False
        self.paid: set[str] = set()
        self.events = 1

    def after(self, action: str, role: str) -> str | None:
        return law.after(action, self.state, role, tuple(self.waits))

    def note(self, action: str, command: Any) -> None:
        """What the action changes besides the state."""
        opens, closes = OPENS.get(action), CLOSES.get(action)
        self.waits |= {opens} if opens else set()
        self.waits -= {closes} if closes else set()
        if action == "request_supplement":
            self.rounds, self.answered = self.rounds + 1, False
        if action == "answer_supplement":
            self.answered = True
        if action == "extend_with_apology":
            self.extensions += 1
        if action == "confirm_payment":
            self.paid |= set(command.lines)
            self.waits -= {"payment"} if self.paid == FEES else set()

    def move(self, target: str) -> None:
        if target not in ("submitted", "taken_in", "in_process"):
            self.waits &= {"payment"} if target == "decided" else set()
        if target == "taken_in" and self.state == "submitted":
            self.waits.discard("supplement")
        self.state = target
        self.events += 1


class Life(RuleBasedStateMachine):
    """Random actions by random roles at random times; the model says which must pass."""

    office: making.Office
    other: str
    actors: dict[str, making.Actor]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        making.set_clock("2026-03-02 08:00")
        self.model = Model()
        self.frozen = "open"
        self.changed = True

    @initialize(
        case=CASES,
        start=st.sampled_from(["submitted", "taken_in", "in_process", "decided"]),
        seed=st.integers(min_value=0, max_value=2**32),
    )
    def begins(self, case: str, start: str, seed: int) -> None:
        """Lives begin at different points, so that short ones also see the end. One seed makes all choices."""
        self.chance = random.Random(seed)
        if start == "submitted":
            self.dossier = making.submitted(self.office, case=case).dossier
        else:
            self.dossier = getattr(making, start)(self.office, case=case)
        self.model.state = start
        self.model.events = {"submitted": 1, "taken_in": 2, "in_process": 3, "decided": 4}[start]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule()
    def somebody_does_what_they_may(self) -> None:
        """Some time later: an action the law gives somebody; ends are drawn more rarely, for longer lives."""
        making.clock.shift(timedelta(hours=self.chance.randint(1, 90)))
        lawful = [name for name in DEEDS if self.model.after(name, min(law.TABLE[name][2])) is not None]
        if lawful:
            usual = [name for name in lawful if name not in ENDINGS]
            name = self.chance.choice([*lawful, *usual, *usual])
            self._act(name, self.chance.choice(sorted(law.TABLE[name][2])))

    @rule()
    def somebody_tries_anything(self) -> None:
        """Any action by any role; most are refused."""
        self._act(self.chance.choice(sorted(DEEDS)), self.chance.choice(law.ROLES))

    def _act(self, name: str, role: str) -> None:
        """Do it; it must pass exactly when the model says so."""
        module, command, possible = DEEDS[name](self)
        target = self.model.after(name, role)
        try:
            self.dossier = module.run(self._actor(role), self.dossier.public_id, command)
        except (NotFound, NotPermitted, NotNow, NotOffered, WrongMoment) as refusal:
            assert target is None or not possible, (name, role, self.model.state, refusal)
            return
        assert target is not None, (name, role, self.model.state)
        assert possible, (name, role, self.model.state)
        REACHED.add((name, self.model.state, target))
        self.model.note(name, command)
        self.model.move(target)
        self.changed = True

    def _actor(self, role: str) -> making.Actor:
        if role == "pin_holder":
            return making.Actor.pin_holder(self.dossier.public_id)
        return self.actors[role]

    @invariant()
    def everything_agrees(self) -> None:
        """After each change: the sheet of paper, the events, the chain, the outbox and the record agree."""
        if not self.changed:
            return
        self.changed = False
        row = Dossier.objects.for_system("test").get(pk=self.dossier.pk)
        self._as_on_paper(row)
        assert reads.replay(row) == {}
        assert reads.chain_faults(row) == ()
        self._announced_and_recorded(row)
        self._verdict_stays(row)

    def _as_on_paper(self, row: Dossier) -> None:
        open_waits = set(row.waits.filter(ended_at__isnull=True).values_list("reason", flat=True))
        assert (row.state, open_waits) == (self.model.state, self.model.waits)
        assert (row.rounds, row.extensions) == (self.model.rounds, self.model.extensions)
        assert set(row.fee_lines.filter(state="paid").values_list("fee", flat=True)) == self.model.paid

    def _announced_and_recorded(self, row: Dossier) -> None:
        """Every event is in the outbox once, in order; every action has one entry in the record."""
        key = f"dossier:{row.public_id}"
        kinds = list(row.events.order_by("number").values_list("kind", flat=True))
        topics = list(Message.objects.filter(key=key).order_by("id").values_list("topic", flat=True))
        assert topics == [f"dossier.{kind}" for kind in kinds]
        assert len(kinds) - kinds.count("due_changed") == self.model.events
        assert Entry.objects.filter(chain=key).count() == self.model.events

    def _verdict_stays(self, row: Dossier) -> None:
        """Once a dossier is judged, nothing changes the verdict; an open one has none."""
        if row.state in ("submitted", "taken_in", "in_process"):
            assert row.verdict == "open"
        if self.frozen != "open":
            assert row.verdict == self.frozen
        self.frozen = row.verdict


Deed = Callable[[Life], tuple[Any, Any, bool]]


def _supplement(life: Life) -> tuple[Any, Any, bool]:
    possible = "supplement" not in life.model.waits and life.model.rounds < 2
    return request_supplement, request_supplement.Command(WORDS, ("note",)), possible


def _payment(life: Life) -> tuple[Any, Any, bool]:
    possible = "payment" not in life.model.waits and life.model.paid != FEES
    return request_payment, request_payment.Command(), possible


def _paid(life: Life) -> tuple[Any, Any, bool]:
    fee = life.chance.choice(sorted(FEES))
    return confirm_payment, confirm_payment.Command("cash", lines=(fee,)), fee not in life.model.paid


def _duty(life: Life) -> tuple[Any, Any, bool]:
    possible = "financial_duty" not in life.model.waits
    return request_financial_duty, request_financial_duty.Command(), possible


def _opinion(life: Life) -> tuple[Any, Any, bool]:
    return ask_opinion, ask_opinion.Command(life.other, WORDS), "opinion" not in life.model.waits


def _extension(life: Life) -> tuple[Any, Any, bool]:
    """Always to the next working day after the date and today, so that only the law's limits count."""
    due, today = life.dossier.due, making.clock.today()
    standing = life.model.waits & {"supplement", "financial_duty"}
    new = VIETNAM.add_working_days(max(due or today, today), 1)
    near = due is not None and new <= VIETNAM.add_working_days(due, 10)
    possible = due is not None and not standing and life.model.extensions == 0 and near
    return extend_with_apology, extend_with_apology.Command(new, WORDS), possible


def _decision(life: Life) -> tuple[Any, Any, bool]:
    result = life.chance.choice(["permit", "refusal"])
    waiting = life.model.waits & {"supplement", "financial_duty"}
    return decide, making.decision(result), result == "refusal" or not waiting


DEEDS: dict[str, Deed] = {
    "take_in": lambda life: (take_in, take_in.Command(), True),
    "refuse_intake": lambda life: (refuse_intake, refuse_intake.Command(WORDS), True),
    "assign": lambda life: (assign, assign.Command(life.office.specialist.user), True),
    "request_supplement": _supplement,
    "answer_supplement": lambda life: (
        answer_supplement,
        answer_supplement.Command({"note": "Đã bổ sung"}),
        not life.model.answered,
    ),
    "accept_supplement": lambda life: (
        accept_supplement,
        accept_supplement.Command(),
        life.model.answered,
    ),
    "request_payment": _payment,
    "confirm_payment": _paid,
    "request_financial_duty": _duty,
    "confirm_financial_duty": lambda life: (
        confirm_financial_duty,
        confirm_financial_duty.Command(),
        True,
    ),
    "ask_opinion": _opinion,
    "record_opinion": lambda life: (record_opinion, record_opinion.Command(life.other, WORDS), True),
    "extend_with_apology": _extension,
    "decide": _decision,
    "declare_not_eligible": lambda life: (
        declare_not_eligible,
        declare_not_eligible.Command(WORDS),
        True,
    ),
    "return_result": lambda life: (
        return_result,
        return_result.Command(),
        life.model.paid == FEES,
    ),
    "stop": lambda life: (stop, stop.Command(WORDS), True),
    "withdraw": lambda life: (withdraw, withdraw.Command(), True),
}


def test_no_sequence_breaks_it(office: making.Office) -> None:
    """After any sequence of actions the events tell the row, the chain holds, and everybody was told
    once; the sequences did every action and came to every state."""
    REACHED.clear()
    Life.office, Life.other = office, making.agency().public_id
    Life.actors = {**office.officers, "citizen": office.citizen, "system": making.Actor.system("test")}
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=130,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
    assert set(DEEDS) - {action for action, _before, _after in REACHED} == set()
    assert {after for _action, _before, after in REACHED} == set(law.STATES) - {""}
