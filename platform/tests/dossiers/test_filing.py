"""What is checked when a dossier begins."""

from dataclasses import replace

import making
import pytest
from motcua.dossiers import reads
from motcua.dossiers.actions import answer_supplement, certify_instantly, request_supplement, submit
from motcua.dossiers.errors import AnswersRefused, NotFound, NotOffered, WrongMoment
from motcua.dossiers.filings import PartyEntry
from motcua.dossiers.models import Dossier


def test_every_problem_is_named(office: making.Office) -> None:
    """A submission with wrong answers and without its paper is refused, naming each thing to mend."""
    filing = making.filing(office, answers={"copies": 500})
    with pytest.raises(AnswersRefused) as refusal:
        submit.run(office.citizen, replace(filing, files={"map": (making.pdf(),)}))
    pointers = {problem.pointer for problem in refusal.value.problems}
    assert pointers == {"/answers/full_name", "/answers/copies", "/components/application"}
    assert all(problem.message["vi"] and problem.message["en"] for problem in refusal.value.problems)


@pytest.mark.parametrize(
    "changes",
    [
        {"case": "unknown"},
        {"channel": "pigeon", "files": {}},
        {"place": "moon"},
        {"applicant": "robot"},
        {"procedure": "9.999999"},
        {"parties": ()},
    ],
)
def test_only_what_the_procedure_offers(office: making.Office, changes: dict[str, object]) -> None:
    """A case, channel, place, applicant or procedure that is not offered is refused; so is a dossier of nobody."""
    with pytest.raises(NotOffered):
        submit.run(office.citizen, making.filing(office, **changes))


def test_no_copies_are_certified_at_a_land_office(office: making.Office) -> None:
    """Certifying while the person waits is for the commune, however it is asked for; the refusal names the law."""
    land = making.agency("Văn phòng Đăng ký đất đai Thử", kind="land_office")
    clerk = making.staff(land, "receiver", "specialist")
    filing = making.filing(office, channel="direct", agency=land.public_id)
    with pytest.raises(NotOffered) as refusal:
        certify_instantly.run(clerk, certify_instantly.Command(filing, "permit"))
    assert refusal.value.field == "agency"
    assert "Điều 5 khoản 2" in refusal.value.sentences["vi"]
    assert "article 5, clause 2" in refusal.value.sentences["en"]
    assert not Dossier.objects.for_system("test").exists()


def test_unknown_agency(office: making.Office) -> None:
    """A dossier cannot be sent to an agency that does not exist."""
    with pytest.raises(NotFound):
        submit.run(office.citizen, making.filing(office, agency="nowhere"))


def test_who_files_takes_part(office: making.Office) -> None:
    """Nobody files a dossier online in which they have no part."""
    stranger = PartyEntry(name="Người Khác", person=making.citizen().person or "")
    with pytest.raises(NotOffered):
        making.submitted(office, parties=(stranger,))


def test_paper_intake_needs_the_papers(office: making.Office) -> None:
    """The counter cannot take in a dossier as complete without a required paper."""
    with pytest.raises(AnswersRefused) as refusal:
        making.paper_intake(office, making.filing(office, channel="direct"))
    assert [problem.pointer for problem in refusal.value.problems] == ["/components/application"]


def test_paper_is_not_received_tomorrow(office: making.Office) -> None:
    """The time of receipt of paper cannot lie in the future."""
    with pytest.raises(WrongMoment):
        making.on_paper(office, making.vietnam("2026-07-02 09:00"))


def test_a_file_belongs_to_one_dossier(office: making.Office) -> None:
    """A file that was filed once cannot be filed with another dossier."""
    files = {"application": (making.pdf(),)}
    making.submitted(office, files=files)
    with pytest.raises(Exception, match="no longer be used"):
        making.submitted(office, files=files)


def test_too_many_files_in_a_supplement(office: making.Office) -> None:
    """Files of a supplement are judged like those of a first submission."""
    dossier = making.in_process(office)
    request = request_supplement.Command("Thiếu bản đồ.", (), ("map",))
    request_supplement.run(office.specialist, dossier.public_id, request)
    files = {"map": tuple(making.pdf() for _ in range(21))}
    with pytest.raises(AnswersRefused):
        answer_supplement.run(office.citizen, dossier.public_id, answer_supplement.Command({}, files))


def test_fees_are_frozen_with_their_reason(office: making.Office) -> None:
    """Two copies: 4,000 đ to pay at submission, 25,000 đ before the result, each with its reason."""
    lines = making.submitted(office).dossier.fee_lines.order_by("pk")
    assert [(line.fee, line.amount, line.pay_at, line.state) for line in lines] == [
        ("copy_fee", 4000, "submission", "owed"),
        ("permit_fee", 25000, "before_result", "owed"),
    ]
    assert all(line.why["vi"] and line.why["en"] for line in lines)


def test_the_place_is_never_guessed_from_the_agency(office: making.Office) -> None:
    """Where the time differs by place and nobody says which, the filing is refused, wherever the agency stands."""
    office.agency.place_class = "remote"
    office.agency.save()
    with pytest.raises(NotOffered) as caught:
        making.submitted(office, place="")
    assert caught.value.field == "place"
    assert str(making.taken_in(office, place="remote").due) == "2026-07-29"
    assert reads.queue(office.receiver).rows[0].left.days == 20


def test_a_file_already_used_elsewhere_is_refused_in_words(office: making.Office) -> None:
    """A file that belongs to another dossier is a refusal that names the files, not a fault."""
    used = making.pdf()
    making.submitted(office, files={"application": (used,)})
    with pytest.raises(NotOffered) as caught:
        making.submitted(office, files={"application": (used,)})
    assert caught.value.field == "files"
