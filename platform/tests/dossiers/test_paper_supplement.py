"""A supplement that came on paper: the officer types in what it changes, and only what was asked for."""

import making
import pytest
from motcua.dossiers import reads
from motcua.dossiers.actions import accept_supplement, answer_supplement, request_supplement
from motcua.dossiers.errors import AnswersRefused, NotNow, NotOffered
from motcua.dossiers.models import AnswerSnapshot, Dossier

WORDS = "Bổ sung số bản sao và bản đồ."


def asked(office: making.Office) -> Dossier:
    dossier = making.in_process(office)
    command = request_supplement.Command(WORDS, ("copies",), ("map",))
    return request_supplement.run(office.specialist, dossier.public_id, command)


def accept(office: making.Office, dossier: Dossier, **answers: object) -> Dossier:
    command = accept_supplement.Command(making.vietnam("2026-07-02 09:00"), answers)
    return accept_supplement.run(office.receiver, dossier.public_id, command)


def test_what_the_paper_changes_is_kept(office: making.Office) -> None:
    """The new answer counts from now on, the filed one stays readable; who, where and when stand in the event."""
    dossier = asked(office)
    making.set_clock("2026-07-02 10:00")
    accept(office, dossier, copies=5)
    found = reads.answers(office.specialist, dossier.public_id)
    assert (found.filed["copies"], found.now["copies"], found.changed) == (2, 5, ("copies",))
    event = dossier.events.get(kind="supplement_accepted")
    assert (event.actor, event.place) == (office.receiver.trace, office.agency.public_id)
    assert (event.data["snapshot"], event.happened_at) == (2, making.vietnam("2026-07-02 09:00"))
    assert "5" not in str({name: value for name, value in event.data.items() if name != "enclosed"})
    kept = AnswerSnapshot.objects.get(dossier=dossier, number=2)
    assert kept.event_number == event.number
    after = reads.dossier(office.receiver, dossier.public_id)
    assert (reads.chain_faults(after), reads.replay(after)) == ((), {})


def test_paper_without_changed_answers(office: making.Office) -> None:
    """Where only papers came, nothing about the answers is written."""
    dossier = asked(office)
    making.set_clock("2026-07-02 10:00")
    accept(office, dossier)
    assert AnswerSnapshot.objects.filter(dossier=dossier).count() == 1
    assert "snapshot" not in dossier.events.get(kind="supplement_accepted").data


def test_only_what_was_asked(office: making.Office) -> None:
    """A field nobody asked for cannot be changed, and an impossible answer is refused; then nothing is written."""
    dossier = asked(office)
    making.set_clock("2026-07-02 10:00")
    with pytest.raises(NotOffered):
        accept(office, dossier, full_name="Trần Văn Khác")
    with pytest.raises(AnswersRefused):
        accept(office, dossier, copies=0)
    assert not dossier.events.filter(kind="supplement_accepted").exists()
    assert AnswerSnapshot.objects.filter(dossier=dossier).count() == 1


def test_not_over_an_online_answer(office: making.Office) -> None:
    """What the applicant answered online is not typed over."""
    dossier = asked(office)
    answer_supplement.run(office.citizen, dossier.public_id, answer_supplement.Command({"copies": 3}))
    making.set_clock("2026-07-02 10:00")
    with pytest.raises(NotNow):
        accept(office, dossier, copies=5)


def test_whose_turn_it_is(office: making.Office) -> None:
    """The queue says that the citizen must supplement, then that the officer must look, then neither."""
    dossier = asked(office)

    def said() -> tuple[str, tuple[str, ...], int]:
        row = reads.queue(office.specialist).rows[0].standing
        public = reads.public_status(dossier.code)
        assert public is not None
        assert public.standing == row
        assert reads.folder(office.specialist, dossier.public_id).standing == row
        return row.word, row.waits, row.code

    told = [said()]
    answer_supplement.run(office.citizen, dossier.public_id, answer_supplement.Command({"copies": 3}))
    told.append(said())
    accept_supplement.run(office.specialist, dossier.public_id, accept_supplement.Command())
    told.append(said())
    assert told == [
        ("waiting_supplement", ("supplement",), 5),
        ("supplement_answered", (), 5),
        ("in_process", (), 4),
    ]
