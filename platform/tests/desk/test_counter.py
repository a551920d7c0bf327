"""The counter: paper taken in on one page, certified copies done while the person waits."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import making
import pytest
from catalog.reads import version_in_force
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from motcua.agencies.models import Competence, Place
from motcua.desk.intake import receiving
from motcua.dossiers import reads
from motcua.dossiers.models import Dossier
from motcua.ground import clock
from motcua.portal import offices
from signing import signed_in

INTAKE = "/vi/desk/tiep-nhan/9.000001/"
CERTIFY = "/vi/desk/chung-thuc/"
SEEDS = Path(__file__).parents[3] / "catalog" / "procedures"


def filled(office: making.Office, **changes: Any) -> dict[str, Any]:
    """What a receiver types for the small procedure."""
    return {
        "key": "counter-1",
        "case": "standard",
        "channel": "direct",
        "applicant": "citizen",
        "where": "standard",
        "full_name": "Lê Văn Giấy",
        "copies": "2",
        "name": "Lê Văn Giấy",
        "id_kind": "personal_id",
        "id_number": "015190000018",
        "phone": "0912345678",
        "paper.application.originals": "1",
        "agency": office.agency.public_id,
        "competent": office.agency.public_id,
        **changes,
    }


def send(office: making.Office, **changes: Any) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return signed_in(office.receiver).post(INTAKE, filled(office, **changes))


def only() -> Dossier:
    return Dossier.objects.for_system("test").get()


def test_paper_is_taken_in_with_its_slip(office: making.Office) -> None:
    """One post takes the paper in, keeps scan and payment, and leads to the slip."""
    scan = SimpleUploadedFile("don.pdf", making.PDF, "application/pdf")
    done = send(office, **{"scan.application": scan, "paid": "on", "reference": "BL-7"})
    assert done.status_code == 302
    dossier = only()
    assert (dossier.state, dossier.channel, str(dossier.promised)) == ("taken_in", "direct", "2026-07-15")
    folder = reads.folder(office.receiver, dossier.public_id)
    assert folder.owner.name == "Lê Văn Giấy"
    assert {line.state for line in folder.fees} == {"paid"}
    assert {(one.originals, one.file is not None) for one in folder.sheets} == {(1, False), (0, True)}
    text = signed_in(office.receiver).get(done["Location"]).content.decode()
    assert "Giấy tiếp nhận" in text
    assert "Tiếp nhận hồ sơ tiếp theo" in text


def test_a_missing_paper_is_named_and_nothing_is_lost(office: making.Office) -> None:
    """A required paper that was not handed in is named; what was typed and scanned stays on the page."""
    scan = SimpleUploadedFile("bando.pdf", making.PDF, "application/pdf")
    answer = send(office, **{"paper.application.originals": "", "scan.map": scan})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Thiếu giấy tờ: Giấy tờ application" in text
    assert text.count("Có chỗ cần sửa") == 1
    assert "Lê Văn Giấy" in text
    assert "bando.pdf" in text
    kept = text.split('name="kept.map" value="', 1)[1].split('"', 1)[0]
    assert send(office, **{"kept.map": kept}).status_code == 302
    sheets = reads.folder(office.receiver, only().public_id).sheets
    assert [one.file.name for one in sheets if one.file] == ["bando.pdf"]


def test_wrong_answers_are_shown_at_their_questions(office: making.Office) -> None:
    """An answer out of its limits is refused at its question, and no number is used up."""
    answer = send(office, copies="500")
    assert answer.status_code == 422
    assert 'href="#f-copies"' in answer.content.decode()
    assert not Dossier.objects.for_system("test").exists()


def test_the_true_time_of_receipt_counts(office: making.Office) -> None:
    """Paper received on Wednesday and typed in on Friday is promised from Wednesday."""
    making.set_clock("2026-07-03 16:00")
    assert send(office, received_at="10:00 01/07/2026").status_code == 302
    assert str(only().promised) == "2026-07-15"


def test_taking_in_twice_is_once(office: making.Office) -> None:
    """The same page sent twice gives one dossier and one number."""
    first, second = send(office, paid="on"), send(office, paid="on")
    assert first["Location"] == second["Location"]
    assert only().code.endswith("-0001")


def test_reckoning_keeps_nothing(office: making.Office) -> None:
    """ "Reckon again" shows the fee for what is typed and begins no dossier."""
    answer = send(office, refresh="1", copies="3")
    assert answer.status_code == 200
    assert "31.000" in answer.content.decode()
    assert not Dossier.objects.for_system("test").exists()


@pytest.fixture
def remote(office: making.Office) -> making.Office:
    """The office also answers for a remote commune, though it stands in town itself."""
    ward = Place.objects.create(
        kind="ward", code="21340", name="Xã Sơn Tây", place_class="remote", valid_from=making.LONG_AGO
    )
    Competence.objects.create(agency=office.agency, place=ward, valid_from=making.LONG_AGO)
    return office


def test_a_remote_commune_keeps_its_ten_days_at_the_counter(remote: making.Office) -> None:
    """The same filing of a remote commune is due on the same day, online and at the counter: 29 July, not 15."""
    online = offices.chosen(small(), clock.today(), "x-21340")
    assert str(making.taken_in(remote, place=online.place).due) == "2026-07-29"
    assert send(remote, where="21340").status_code == 302
    at_counter = Dossier.objects.for_system("test").get(channel="direct")
    assert (at_counter.place, str(at_counter.due)) == ("remote", "2026-07-29")


def test_the_counter_asks_for_the_ward_where_the_time_depends_on_it(remote: making.Office) -> None:
    """Without the ward nothing is taken in and no form is shown: first the ward, then the form for it."""
    client = signed_in(remote.receiver)
    asked = client.get(INTAKE).content.decode()
    assert "Xã Sơn Tây" in asked
    assert 'name="full_name"' not in asked
    assert send(remote, where="").status_code == 422
    assert not Dossier.objects.for_system("test").exists()
    shown = client.get(f"{INTAKE}?where=21340").content.decode()
    assert 'name="where" value="21340"' in shown
    assert 'name="full_name"' in shown


def small() -> Any:
    found = version_in_force("9.000001", clock.today())
    assert found is not None
    return found.loaded()


@pytest.fixture
def copies(office: making.Office) -> making.Office:
    """Certified copies are in force as the seed procedure has them."""
    making.published(json.loads((SEEDS / "certified_copies.json").read_text()))
    return office


def asked(office: making.Office, **changes: Any) -> dict[str, Any]:
    return {
        "key": "certify-1",
        "requester_name": "Trần Thị Bình",
        "requester_id": "015190000018",
        "paper_title": "Bằng tốt nghiệp đại học",
        "paper_kind": "issued",
        "issued_abroad": "no",
        "altered": "no",
        "restricted": "no",
        "pages": "5",
        "copies": "2",
        "agency": office.agency.public_id,
        **changes,
    }


def test_certified_copies_in_one_press(copies: making.Office) -> None:
    """One press takes in, collects 2 × (2 × 2.000 + 3 × 1.000) = 14.000 đồng, certifies and returns."""
    client = signed_in(copies.receiver)
    answer = client.post(CERTIFY, asked(copies))
    dossier = only()
    assert (answer.status_code, answer["Location"]) == (302, f"{CERTIFY}?done={dossier.public_id}")
    text = client.get(answer["Location"]).content.decode()
    assert (dossier.state, dossier.verdict) == ("returned", "on_time")
    assert dossier.code in text
    assert "14.000 đ" in text
    assert reads.folder(copies.receiver, dossier.public_id).owner.name == "Trần Thị Bình"


def test_the_next_one_is_ready(copies: making.Office) -> None:
    """After one is done the page is empty again for the next person, but keeps the choices that repeat."""
    client = signed_in(copies.receiver)
    text = client.post(CERTIFY, asked(copies), follow=True).content.decode()
    again = client.get(CERTIFY).content.decode()
    for shown in (text, again):
        assert 'value="Trần Thị Bình"' not in shown
        assert 'value="015190000018"' not in shown
        assert 'name="paper_kind" value="issued" checked' in shown


def test_the_fee_is_reckoned_live_by_the_server(copies: making.Office) -> None:
    """While typing, the server says the fee; it is capped at 200.000 đồng a copy."""
    client = signed_in(copies.specialist)
    answer = client.post(f"{CERTIFY}phi/", {"pages": "1000", "copies": "1"}).json()
    assert answer == {"total": 200000, "text": "200.000 đ"}
    assert signed_in(copies.returner).post(f"{CERTIFY}phi/", {"pages": "1"}).status_code == 403


def test_a_paper_that_may_not_be_certified_is_refused(copies: making.Office) -> None:
    """A damaged original is not certified; the page says what the person can do."""
    answer = signed_in(copies.receiver).post(CERTIFY, asked(copies, altered="yes"))
    assert answer.status_code == 422
    assert "xin cấp lại bản chính" in answer.content.decode()
    assert not Dossier.objects.for_system("test").exists()


def test_pressing_enter_twice_certifies_once(copies: making.Office) -> None:
    """The same form sent twice is one dossier."""
    client = signed_in(copies.receiver)
    for _ in range(2):
        assert client.post(CERTIFY, asked(copies)).status_code == 302
    assert only().code.endswith("-0001")


def test_the_line_about_a_dossier_of_others_is_not_shown(copies: making.Office) -> None:
    """Whoever types another key into the address reads nothing about that dossier; the page is just empty."""
    signed_in(copies.receiver).post(CERTIFY, asked(copies))
    stranger = signed_in(making.staff(making.agency(), "receiver"))
    for key in (only().public_id, "x"):
        answer = stranger.get(f"{CERTIFY}?done={key}")
        assert answer.status_code == 200
        assert only().code not in answer.content.decode()


def test_no_copies_are_certified_at_a_land_office(copies: making.Office) -> None:
    """Copies are certified by communes: a land office is neither offered the page nor let in."""
    land = making.agency("Văn phòng Đăng ký đất đai Thử", kind="land_office")
    client = signed_in(making.staff(land, "receiver", "specialist"))
    assert "/chung-thuc/" not in client.get("/vi/desk/tim/").content.decode()
    assert client.get(CERTIFY).status_code == 403
    assert client.post(CERTIFY, asked(copies, agency=land.public_id)).status_code == 403
    assert client.post(f"{CERTIFY}phi/", {"pages": "1"}).status_code == 403
    assert not Dossier.objects.for_system("test").exists()


def test_who_works_at_two_offices_certifies_only_for_the_commune(copies: making.Office) -> None:
    """A receiver of a commune and of a land office is not offered the land office on the certifying page."""
    land = making.agency("Văn phòng Đăng ký đất đai Thử", kind="land_office")
    both = replace(
        copies.receiver,
        roles=copies.receiver.roles | {("receiver", land.pk)},
        kinds=copies.receiver.kinds | {("receiver", "land_office")},
    )
    assert [one.pk for one in receiving(both, "commune")] == [copies.agency.pk]
    assert {one.pk for one in receiving(both)} == {copies.agency.pk, land.pk}
