"""No sequence of actions breaks a dossier: random ones against a small model of the law's table."""

from datetime import timedelta

import hypothesis.strategies as st
import lifecycle_table as law
import making
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
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
from motcua.dossiers.errors import NotNow, NotOffered, NotPermitted, WrongMoment
from motcua.dossiers.models import Dossier
from motcua.outbox.models import Message

WORDS = "Lý do ghi bằng câu đầy đủ."
CASES = st.sampled_from(["standard", "again", "paid_first"])
RIGHT = "whoever may"
ROLE = st.sampled_from([*law.ROLES, *[RIGHT] * len(law.ROLES)])
HOURS = st.integers(min_value=1, max_value=200)
FEES = {"copy_fee", "permit_fee"}


REACHED: set[tuple[str, str, str]] = set()
"""Action, state before, state after: everything some example really did."""


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

    def move(self, target: str) -> None:
        if target not in ("submitted", "taken_in", "in_process"):
            self.waits &= {"payment"} if target == "decided" else set()
        if target == "taken_in" and self.state == "submitted":
            self.waits.discard("supplement")
        self.state = target
        self.events += 1


class Life(RuleBasedStateMachine):
    """Random actions by random roles at random times; the model says which must pass."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        making.set_clock("2026-03-02 08:00")
        self.office = making.office()
        self.other = making.agency().public_id
        self.actors = {**self.office.officers, "citizen": self.office.citizen}
        self.actors["system"] = making.Actor.system("test")
        self.model = Model()
        self.dossier = making.submitted(self.office).dossier
        self.frozen: str | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def _do(self, module, command, role: str, *, possible: bool = True) -> bool:  # type: ignore[no-untyped-def]
        """Run the action; it must pass exactly when the model says so."""
        name = module.VERB.name
        role = self._person(name, role)
        target = self.model.after(name, role)
        expected = target is not None and possible
        try:
            self.dossier = module.run(self.actors[role], self.dossier.public_id, command)
        except (NotPermitted, NotNow, NotOffered, WrongMoment) as refusal:
            assert not expected, (name, role, self.model.state, refusal)
            return False
        assert expected, (name, role, self.model.state)
        assert target is not None
        REACHED.add((name, self.model.state, target))
        self.model.move(target)
        return True

    def _person(self, action: str, role: str) -> str:
        return min(law.TABLE[action][2]) if role == RIGHT else role

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        making.clock.shift(timedelta(hours=hours))

    @rule(role=ROLE)
    def takes_in(self, role: str) -> None:
        self._do(take_in, take_in.Command(), role)

    @precondition(lambda self: self.model.events > 6)
    @rule(role=ROLE)
    def refuses_intake(self, role: str) -> None:
        self._do(refuse_intake, refuse_intake.Command(WORDS), role)

    @rule(role=ROLE)
    def assigns(self, role: str) -> None:
        self._do(assign, assign.Command(self.office.specialist.user), role)

    @rule(role=ROLE)
    def asks_for_more(self, role: str) -> None:
        possible = "supplement" not in self.model.waits and self.model.rounds < 2
        command = request_supplement.Command(WORDS, ("note",))
        if self._do(request_supplement, command, role, possible=possible):
            self.model.waits.add("supplement")
            self.model.rounds += 1
            self.model.answered = False

    @rule(role=ROLE)
    def answers(self, role: str) -> None:
        command = answer_supplement.Command({"note": "Đã bổ sung"})
        if self._do(answer_supplement, command, role, possible=not self.model.answered):
            self.model.answered = True

    @rule(role=ROLE)
    def accepts(self, role: str) -> None:
        if self._do(accept_supplement, accept_supplement.Command(), role, possible=self.model.answered):
            self.model.waits.discard("supplement")

    @rule(role=ROLE)
    def asks_for_payment(self, role: str) -> None:
        possible = "payment" not in self.model.waits and self.model.paid != FEES
        if self._do(request_payment, request_payment.Command(), role, possible=possible):
            self.model.waits.add("payment")

    @rule(role=ROLE, fee=st.sampled_from(sorted(FEES)))
    def pays(self, role: str, fee: str) -> None:
        command = confirm_payment.Command("cash", lines=(fee,))
        if self._do(confirm_payment, command, role, possible=fee not in self.model.paid):
            self.model.paid.add(fee)
            if self.model.paid == FEES:
                self.model.waits.discard("payment")

    @rule(role=ROLE)
    def sends_to_tax(self, role: str) -> None:
        possible = "financial_duty" not in self.model.waits
        if self._do(request_financial_duty, request_financial_duty.Command(), role, possible=possible):
            self.model.waits.add("financial_duty")

    @rule(role=ROLE)
    def tax_is_paid(self, role: str) -> None:
        if self._do(confirm_financial_duty, confirm_financial_duty.Command(), role):
            self.model.waits.discard("financial_duty")

    @rule(role=ROLE)
    def asks_opinion(self, role: str) -> None:
        possible = "opinion" not in self.model.waits
        if self._do(ask_opinion, ask_opinion.Command(self.other, WORDS), role, possible=possible):
            self.model.waits.add("opinion")

    @rule(role=ROLE)
    def opinion_arrives(self, role: str) -> None:
        if self._do(record_opinion, record_opinion.Command(self.other, WORDS), role):
            self.model.waits.discard("opinion")

    @rule(role=ROLE, days=st.integers(min_value=1, max_value=20))
    def extends(self, role: str, days: int) -> None:
        day = (self.dossier.due or making.clock.today()) + timedelta(days=days)
        command = extend_with_apology.Command(day, WORDS)
        before = self.dossier.extensions
        role = self._person("extend_with_apology", role)
        try:
            self.dossier = extend_with_apology.run(self.actors[role], self.dossier.public_id, command)
        except (NotPermitted, NotNow, NotOffered, WrongMoment):
            return
        assert role == "leader"
        assert before == 0
        assert not self.model.waits & {"supplement", "financial_duty"}
        self.model.extensions += 1
        REACHED.add(("extend_with_apology", self.model.state, self.model.state))
        self.model.events += 1

    @precondition(lambda self: self.model.events > 6)
    @rule(role=ROLE, result=st.sampled_from(["permit", "refusal"]))
    def decides(self, role: str, result: str) -> None:
        waiting = bool(self.model.waits & {"supplement", "financial_duty"})
        possible = result == "refusal" or not waiting
        self._do(decide, decide.Command(result), role, possible=possible)

    @rule(role=ROLE)
    def returns(self, role: str) -> None:
        self._do(return_result, return_result.Command(), role, possible=self.model.paid == FEES)

    @precondition(lambda self: self.model.events > 9)
    @rule(role=ROLE, how=st.sampled_from([declare_not_eligible, stop]))
    def ends(self, role: str, how) -> None:  # type: ignore[no-untyped-def]
        self._do(how, how.Command(WORDS), role)

    @precondition(lambda self: self.model.events > 9)
    @rule(role=ROLE)
    def withdraws(self, role: str) -> None:
        self._do(withdraw, withdraw.Command(), role)

    @invariant()
    def the_sheet_of_paper_agrees(self) -> None:
        """State, waits, rounds and payments are those of the model."""
        row = Dossier.objects.for_system("test").get(pk=self.dossier.pk)
        open_waits = set(row.waits.filter(ended_at__isnull=True).values_list("reason", flat=True))
        assert (row.state, open_waits) == (self.model.state, self.model.waits)
        assert (row.rounds, row.extensions) == (self.model.rounds, self.model.extensions)
        assert set(row.fee_lines.filter(state="paid").values_list("fee", flat=True)) == self.model.paid

    @invariant()
    def history_tells_the_row(self) -> None:
        """The events folded again equal the row, and their chain holds."""
        row = Dossier.objects.for_system("test").get(pk=self.dossier.pk)
        assert reads.replay(row) == {}
        assert reads.chain_faults(row) == ()
        counted = row.events.exclude(kind="due_changed").count()
        assert counted == self.model.events

    @invariant()
    def each_event_is_announced_and_recorded(self) -> None:
        """Every event is in the outbox once, in order; every action has one entry in the record."""
        key = f"dossier:{self.dossier.public_id}"
        kinds = list(self.dossier.events.order_by("number").values_list("kind", flat=True))
        topics = list(Message.objects.filter(key=key).order_by("id").values_list("topic", flat=True))
        assert topics == [f"dossier.{kind}" for kind in kinds]
        assert Entry.objects.filter(chain=key).count() == self.model.events

    @invariant()
    def a_verdict_stays(self) -> None:
        """Once a dossier is judged, nothing changes the verdict; an open one has none."""
        row = Dossier.objects.for_system("test").get(pk=self.dossier.pk)
        if row.state in ("submitted", "taken_in", "in_process"):
            assert row.verdict == "open"
        if self.frozen not in (None, "open"):
            assert row.verdict == self.frozen
        self.frozen = row.verdict


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["standard", "again", "paid_first"])
def test_no_sequence_breaks_it(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any sequence of actions the events tell the row, the chain holds, and everybody was told once."""
    making.set_clock("2026-03-02 08:00")
    making.published()
    plain = making.filing
    monkeypatch.setattr(making, "filing", lambda at, **changes: plain(at, **{"case": case, **changes}))
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=45,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )


def test_the_sequences_went_everywhere() -> None:
    """The random sequences really took every lawful edge, so their peace is worth something."""
    if not REACHED:
        pytest.skip("runs after the sequences of this file")
    edges = {
        (action, before, before if after == "same" else after)
        for action, (states, after, _who, _wait) in law.TABLE.items()
        for before in states
        if before
    }
    assert edges - REACHED == set()
