"""A supplement touches what was asked and nothing else."""

import making
import pytest
from motcua.dossiers import reads
from motcua.dossiers.actions import accept_supplement, answer_supplement, request_supplement, take_in
from motcua.dossiers.errors import AnswersRefused, NotNow, NotOffered
from motcua.dossiers.models import Dossier

REASON = "Số bản chưa đúng, thiếu bản đồ."


@pytest.fixture
def asked(office: making.Office) -> Dossier:
    """A dossier whose applicant was asked for the number of copies and the map."""
    dossier = making.in_process(office)
    command = request_supplement.Command(REASON, ("copies",), ("map",))
    return request_supplement.run(office.specialist, dossier.public_id, command)


def _answer(office: making.Office, dossier: Dossier, **answers: object) -> Dossier:
    command = answer_supplement.Command(answers, {"map": (making.pdf(),)})
    return answer_supplement.run(office.citizen, dossier.public_id, command)


def test_as_filed_and_now(office: making.Office, asked: Dossier) -> None:
    """What was filed stays readable beside what was supplemented."""
    _answer(office, asked, copies=5)
    answers = reads.answers(office.specialist, asked.public_id)
    assert (answers.filed["copies"], answers.now["copies"], answers.changed) == (2, 5, ("copies",))
    assert asked.files.filter(round=1, component="map").count() == 1


def test_only_what_was_asked(office: making.Office, asked: Dossier) -> None:
    """An answer that was not asked for cannot be changed on the way."""
    with pytest.raises(NotOffered) as refusal:
        _answer(office, asked, copies=5, full_name="Người khác")
    assert refusal.value.field == "full_name"
    command = answer_supplement.Command({}, {"application": (making.pdf(),)})
    with pytest.raises(NotOffered):
        answer_supplement.run(office.citizen, asked.public_id, command)


def test_the_answer_must_be_right(office: making.Office, asked: Dossier) -> None:
    """A supplemented answer is checked like a first one; the problem names its field."""
    with pytest.raises(AnswersRefused) as refusal:
        _answer(office, asked, copies=5000)
    assert [problem.pointer for problem in refusal.value.problems] == ["/answers/copies"]


def test_answered_once(office: making.Office, asked: Dossier) -> None:
    """What was sent waits for an officer and is not overwritten."""
    _answer(office, asked, copies=5)
    with pytest.raises(NotNow):
        _answer(office, asked, copies=6)


def test_not_more_often_than_the_procedure_allows(office: making.Office, asked: Dossier) -> None:
    """This procedure allows two requests; the third is refused."""
    command = request_supplement.Command(REASON, ("copies",))
    for number in (1, 2):
        _answer_again(office, asked, number)
        if number == 1:
            request_supplement.run(office.specialist, asked.public_id, command)
    with pytest.raises(NotOffered):
        request_supplement.run(office.specialist, asked.public_id, command)


def _answer_again(office: making.Office, dossier: Dossier, copies: int) -> None:
    command = answer_supplement.Command({"copies": copies})
    answer_supplement.run(office.citizen, dossier.public_id, command)
    accept_supplement.run(office.specialist, dossier.public_id, accept_supplement.Command())


def test_what_the_procedure_does_not_know_cannot_be_asked(office: making.Office) -> None:
    """An officer asks for fields and papers of the procedure, and for at least one."""
    dossier = making.in_process(office)
    for fields in ((), ("salary",)):
        with pytest.raises(NotOffered):
            request_supplement.run(
                office.specialist, dossier.public_id, request_supplement.Command(REASON, fields)
            )


def test_supplement_before_the_intake(office: making.Office) -> None:
    """Asked before the intake, the dossier waits with code 5; taking it in ends the wait and starts the
    clock.
    """
    dossier = making.submitted(office).dossier
    request_supplement.run(
        office.receiver, dossier.public_id, request_supplement.Command(REASON, ("copies",))
    )
    status = reads.public_status(dossier.code)
    assert status is not None
    assert status.standing.code == 5
    making.set_clock("2026-07-06 09:00")
    dossier = take_in.run(office.receiver, dossier.public_id, take_in.Command())
    assert str(dossier.due) == "2026-07-20"
    assert reads.replay(dossier) == {}


def test_a_request_that_was_widened_is_found(asked: Dossier) -> None:
    """The row of what was asked must say what the event said, or the applicant could touch more than was asked."""
    assert reads.replay(asked) == {}
    asked.supplements.update(fields=["copies", "full_name"])
    assert list(reads.replay(asked)) == ["supplements"]
