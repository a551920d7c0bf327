"""What the apps around a dossier get from it and tell it: snapshots, letters, settled payments."""

from datetime import datetime

import making
import pytest
from django.test import TestCase
from motcua.documents import reads as letters_issued
from motcua.dossiers import hearing, letters, reads, snapshots
from motcua.dossiers.actions import (
    accept_supplement,
    answer_supplement,
    confirm_payment,
    decide,
    request_payment,
    request_supplement,
    take_in,
)
from motcua.dossiers.errors import NotNow
from motcua.ground import clock
from motcua.outbox import Call, Done, Park


def test_snapshot_for_a_partner(office: making.Office) -> None:
    """A partner hears the national code, the civil times, the rounds of supplement, and only declared answers."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-03 10:00")
    request_supplement.run(
        office.specialist, dossier.public_id, request_supplement.Command("Thiếu số bản.", ("copies",))
    )
    while_waiting = snapshots.snapshot(dossier.public_id)
    assert (while_waiting.status, while_waiting.waits, while_waiting.answers) == (5, ("supplement",), {})
    making.set_clock("2026-07-13 09:00")
    answer_supplement.run(office.citizen, dossier.public_id, answer_supplement.Command({"copies": 3}))
    accept_supplement.run(office.specialist, dossier.public_id, accept_supplement.Command())
    decide.run(office.leader, dossier.public_id, making.decision())
    found = snapshots.snapshot(dossier.public_id, ["copies"])
    assert (found.status, dict(found.answers)) == (9, {"copies": 3})
    assert found.taken_in_at is not None
    assert abs((found.taken_in_at - datetime(2026, 7, 1, 9, 30)).total_seconds()) < 60
    assert found.due_at == datetime(2026, 7, 23, 17, 0)
    (asked,) = found.supplements
    assert (asked.due_before, asked.due_after) == (datetime(2026, 7, 15, 17), datetime(2026, 7, 23, 17))
    assert asked.text == "Thiếu số bản."
    assert [line.status for line in found.progress] == [1, 2, 4, 5, 5, 4, 9]
    assert found.owner is not None
    assert found.owner.identity is not None
    assert found.owner.identity.number == "015190000018"


def test_a_partner_told_late_hears_nothing_of_later_days(office: making.Office) -> None:
    """Told late of a request for a supplement, a partner gets the answers, papers and unpaid fees of that moment."""
    one = making.in_process(office).public_id
    ask = request_supplement.Command("Thiếu bản đồ.", ("copies",), ("map",))
    number = (
        request_supplement.run(office.specialist, one, ask).events.get(kind="supplement_requested").number
    )
    answer = answer_supplement.Command({"copies": 3}, {"map": (making.pdf("ban-do.pdf"),)})
    answer_supplement.run(office.citizen, one, answer)
    confirm_payment.run(office.receiver, one, confirm_payment.Command("cash", "BL-1"))

    then = snapshots.source(one, ["copies"], number).snapshot
    now = snapshots.source(one, ["copies"]).snapshot

    assert [dict(each.answers) for each in (then, now)] == [{"copies": 2}, {"copies": 3}]
    assert [[paper.component for paper in each.papers] for each in (then, now)] == [
        ["application"],
        ["application", "map"],
    ]
    assert [{line.paid for line in each.fees} for each in (then, now)] == [{False}, {True}]


def test_the_slip_is_there_when_the_officer_prints(office: making.Office) -> None:
    """Right after the intake is committed the slip is stored; the outbox does not print it a second time."""
    born = making.submitted(office)
    with TestCase.captureOnCommitCallbacks(execute=True):
        dossier = take_in.run(office.receiver, born.dossier.public_id, take_in.Command())
    (slip,) = letters_issued.letters(dossier.public_id)
    number = dossier.events.get(kind="taken_in").number
    assert (slip.kind, slip.number) == ("receipt", number)
    letters.issue(dossier.public_id, number)
    assert letters_issued.letters(dossier.public_id) == [slip]


def test_a_settled_payment_pays_the_fee_once(office: making.Office) -> None:
    """Money settled by a payment service confirms the fee once; money for a fee already paid is a person's task."""
    dossier = making.taken_in(office, case="paid_first")
    payload = {
        "dossier": dossier.public_id,
        "lines": ["copy_fee"],
        "reference": "GD-77",
        "paid_at": clock.now().isoformat(),
    }

    def call(key: str) -> Call:
        return Call("payment.settled", f"dossier:{dossier.public_id}", payload, clock.now(), key, 1)

    assert isinstance(hearing.payment_settled(call("first")), Done)
    assert isinstance(hearing.payment_settled(call("first")), Done)
    assert isinstance(hearing.payment_settled(call("second")), Park)
    dossier.refresh_from_db()
    assert str(dossier.due) == "2026-07-15"
    assert dossier.events.filter(kind="payment_confirmed").count() == 1


def test_a_payment_wait_ends_with_what_was_asked_for(office: making.Office) -> None:
    """Asked for one fee and paid, the dossier waits no longer; another fee can be asked for, before or after."""
    one = making.in_process(office).public_id
    asked = request_payment.run(office.receiver, one, request_payment.Command(("copy_fee",)))
    assert asked.waits.filter(ended_at=None).count() == 1
    confirm_payment.run(office.receiver, one, confirm_payment.Command("cash", "BL-1", ("copy_fee",)))
    assert reads.folder(office.receiver, one).standing.word == "in_process"
    assert "request_payment" in reads.folder(office.receiver, one).acts(office.receiver)
    request_payment.run(office.receiver, one, request_payment.Command())
    assert reads.folder(office.receiver, one).standing.word == "waiting_payment"


def test_a_second_fee_joins_the_payment_wait(office: making.Office) -> None:
    """While one fee is awaited another can be asked for, the same one cannot; the wait ends when both are paid."""
    one = making.in_process(office).public_id
    request_payment.run(office.receiver, one, request_payment.Command(("copy_fee",)))
    with pytest.raises(NotNow):
        request_payment.run(office.receiver, one, request_payment.Command(("copy_fee",)))
    request_payment.run(office.receiver, one, request_payment.Command())
    for fee, waits in (("copy_fee", 1), ("permit_fee", 0)):
        paid = confirm_payment.run(office.receiver, one, confirm_payment.Command("cash", "BL", (fee,)))
        assert paid.waits.filter(ended_at=None).count() == waits
    assert not reads.replay(paid)
