"""Notices: everybody concerned is told, once, and what reaches nobody becomes a telephone call."""

from datetime import date
from typing import Any

import making
import pytest
import small_procedure
from motcua.dossiers import notifying
from motcua.dossiers.actions import (
    confirm_payment,
    decide,
    extend_with_apology,
    request_payment,
    request_supplement,
    take_in,
    withdraw,
)
from motcua.notices import actions, channels, reads
from motcua.notices.texts import filled
from motcua.outbox import Call
from motcua.outbox.delivering import deliver_due
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed
from motcua.people.roles import Role


@pytest.fixture
def office(db: None) -> making.Office:
    making.set_clock("2026-07-01 09:30")
    making.published()
    return making.office()


@pytest.fixture(autouse=True)
def no_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(channels.channels, "email", raising=False)


def delivered() -> None:
    """Let everything owed be heard, as the worker does; owing makes more to hear."""
    for _ in range(20):
        if not deliver_due():
            return


def extended(at: making.Office, **changes: Any) -> Any:
    dossier = making.in_process(at, **changes)
    command = extend_with_apology.Command(date(2026, 7, 20), "Phải đo lại thửa đất.")
    return extend_with_apology.run(at.leader, dossier.public_id, command)


def test_each_step_is_told_with_its_date(office: making.Office) -> None:
    """The applicant hears that the dossier arrived, and then for which day the result is promised."""
    born = making.submitted(office)
    delivered()
    take_in.run(office.receiver, born.dossier.public_id, take_in.Command())
    delivered()

    told = reads.of_person(office.citizen.person or "", born.dossier.public_id)

    assert [one.kind for one in told] == ["taken_in", "submitted"]
    assert "15/07/2026" in told[0].text


def test_no_sentence_breaks_off_where_there_is_no_day(db: None) -> None:
    """Where the clock begins with the payment, or the law sets no last day, the notice says so instead of a gap."""
    making.set_clock("2026-07-01 09:30")
    document = small_procedure.document()
    for deadline in document["deadlines"]:
        deadline.pop("supplement")
    making.published(document)
    office = making.office()
    one = making.taken_in(office, case="paid_first").public_id
    request_supplement.run(office.receiver, one, request_supplement.Command("Thiếu bản đồ.", (), ("map",)))
    delivered()
    told = {notice.kind: notice.text for notice in reads.of_person(office.citizen.person or "", one)}
    assert told["taken_in"].endswith("Hẹn trả kết quả: chưa ấn định.")
    assert "Hạn bổ sung: chưa ấn định." in told["supplement_requested"]


def test_the_owner_hears_when_somebody_else_withdraws(office: making.Office) -> None:
    """A dossier withdrawn at the counter is told to its owner, with the day and whom to tell if it is wrong."""
    born = making.submitted(office)
    withdraw.run(office.receiver, born.dossier.public_id, withdraw.Command("paper", "Xin rút hồ sơ."))
    delivered()
    told = reads.of_person(office.citizen.person or "", born.dossier.public_id)
    assert "withdrawn" in [one.kind for one in told]
    assert "đã được rút ngày 01/07/2026" in told[0].text


@pytest.mark.parametrize(
    ("language", "due", "left"),
    [
        ("vi", "Số tiền phải nộp trước khi nhận kết quả: 29.000 đ.", "nhận kết quả: 25.000 đ."),
        ("en", "To be paid before the result is handed over: 29,000 đ.", "handed over: 25,000 đ."),
    ],
)
def test_nobody_comes_for_a_result_with_too_little_money(
    office: making.Office, monkeypatch: pytest.MonkeyPatch, language: str, due: str, left: str
) -> None:
    """The notice that the result is ready names what is still owed, on the page and by message, and no more."""
    sent: list[channels.Words] = []
    monkeypatch.setitem(channels.channels, "pigeon", lambda ways, words: not sent.append(words))
    owing = making.decided(office, language=language)
    half = making.in_process(office, language=language)
    confirm_payment.run(
        office.returner, half.public_id, confirm_payment.Command("cash", "BL-1", ("copy_fee",))
    )
    decide.run(office.leader, half.public_id, making.decision())
    paid = making.in_process(office, language=language)
    confirm_payment.run(office.returner, paid.public_id, confirm_payment.Command("cash", "BL-2"))
    decide.run(office.leader, paid.public_id, making.decision())
    delivered()
    said = [
        reads.of_person(office.citizen.person or "", one.public_id)[0].text for one in (owing, half, paid)
    ]
    assert said[0].endswith(due)
    assert said[1].endswith(left)
    assert " đ." not in said[2]
    assert {words.body for words in sent if words.short in said} >= set(said)


def test_a_request_for_payment_names_the_sum(office: making.Office) -> None:
    """Who is asked to pay reads how much: the lines asked for, not all that will be owed one day."""
    one = making.in_process(office).public_id
    request_payment.run(office.receiver, one, request_payment.Command(("copy_fee",)))
    delivered()
    assert reads.of_person(office.citizen.person or "", one)[0].text.endswith("Số tiền phải nộp: 4.000 đ.")


def test_an_apology_that_reaches_nobody_becomes_a_telephone_call(office: making.Office) -> None:
    """When no channel can take the apology with the new date, an officer is asked to telephone the person."""
    dossier = extended(office)
    delivered()

    (task,) = reads.telephone_tasks(office.receiver)

    assert (task.kind, task.phone) == ("extended", "0912345678")
    assert "20/07/2026" in task.text
    assert task.about == dossier.public_id


def test_calls_are_listed_only_where_one_may_make_them(office: making.Office) -> None:
    """An administrator of one office who takes in at another does not see the first one's calls."""
    extended(office)
    delivered()
    other = making.office()
    roles = frozenset({(str(Role.AGENCY_ADMIN), office.agency.pk), (str(Role.RECEIVER), other.agency.pk)})

    assert reads.telephone_tasks(Actor("staff", user="x", roles=roles)) == []


def test_reading_it_ends_the_telephone_call(office: making.Office) -> None:
    """Once the person has read the notice on their own page nobody needs to telephone."""
    dossier = extended(office)
    delivered()

    actions.mark_read(office.citizen.person or "", dossier.public_id)

    assert reads.telephone_tasks(office.receiver) == []


def test_a_call_made_is_on_the_record_and_only_by_the_office(office: making.Office) -> None:
    """An officer of the office closes the task by saying they called; an officer elsewhere cannot."""
    extended(office)
    delivered()
    (task,) = reads.telephone_tasks(office.receiver)

    with pytest.raises(NotAllowed):
        actions.settle_by_phone(making.office().receiver, task.public_id)
    actions.settle_by_phone(office.receiver, task.public_id)

    assert reads.telephone_tasks(office.receiver) == []


def test_a_channel_that_takes_it_spares_the_call(
    office: making.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a channel takes the words, they are sent once and nobody telephones."""
    sent: list[str] = []
    monkeypatch.setitem(channels.channels, "pigeon", lambda ways, words: not sent.append(words.short))
    extended(office)
    delivered()
    delivered()

    assert reads.telephone_tasks(office.receiver) == []
    assert len([words for words in sent if "20/07/2026" in words]) == 1


def test_the_same_event_owes_one_notice(office: making.Office) -> None:
    """Hearing of an event twice owes the person one notice."""
    born = making.submitted(office)
    delivered()
    event = born.dossier.events.get(kind="submitted").number
    payload = {"dossier": born.dossier.public_id, "event": event}
    call = Call("dossier.submitted", "k", payload, making.vietnam("2026-07-01 09:30"), "again", 2)
    notifying._heard(call)

    assert len(reads.of_person(office.citizen.person or "", born.dossier.public_id)) == 1


def test_a_text_with_braces_says_just_that() -> None:
    """Only the known words in braces are filled in; anything else stays as written."""
    assert filled("{due} {0} {x.__class__}", {"due": "1/7"}) == "1/7 {0} {x.__class__}"
