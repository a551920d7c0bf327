"""Drafts: one's own only, kept sealed for thirty days, carried to a new version, handed in once."""

import re
from datetime import timedelta
from typing import Any

import making
import pytest
import small_procedure
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from motcua.dossiers import reads as dossiers
from motcua.ground import clock
from motcua.ground.models import StoredFile, Subject
from motcua.portal import reads
from motcua.portal.actions import discard_draft
from motcua.portal.models import Draft
from plain_browser import signed_in

START = f"/vi/nop/{small_procedure.CODE}/"
ANSWERS = {"page": "main", "full_name": "Nguyễn Thị Thử", "copies": "2", "note": "Nhận sau 16 giờ"}


@pytest.fixture
def client(office: making.Office) -> Client:
    """The office's citizen, signed in."""
    return signed_in(office.citizen)


def begun(client: Client, office: making.Office, case: str = "standard") -> Draft:
    """A new draft of the small procedure."""
    choice = {"case": case, "applicant": "citizen", "office": f"q-{office.agency.public_id}"}
    response = client.post(START, choice)
    assert response.status_code == 302, response.content.decode()
    return Draft.objects.latest("pk")


def address(draft: Draft, rest: str = "trang/main/") -> str:
    return f"/vi/nop/ban-nhap/{draft.public_id}/{rest}"


def upload(name: str = "don.pdf", contents: bytes = making.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, contents)


def filled(client: Client, draft: Draft) -> Any:
    """The page filled in, with its paper."""
    return client.post(address(draft), {**ANSWERS, "component.application": upload(), "go": "next"})


def handed_in(client: Client, draft: Draft) -> Any:
    draft.refresh_from_db()
    declared = {"declare": "yes", "version": draft.version.public_id}
    return client.post(address(draft, "kiem-tra/"), declared)


def refused(client: Client, draft: Draft) -> str:
    """The page after handing in was refused: the check page again, with what has to be mended."""
    response = handed_in(client, draft)
    assert response["Location"] == address(draft, "kiem-tra/?sua=1")
    return str(client.get(response["Location"]).content.decode())


def test_visitors_are_sent_to_sign_in_and_back(office: making.Office) -> None:
    """A draft begins after signing in, which leads back to the procedure."""
    response = Client().get(START)
    assert response["Location"] == f"/vi/dang-nhap/?next=%2Fvi%2Fnop%2F{small_procedure.CODE}%2F"


def test_a_form_sent_after_the_sign_in_ended_leads_back_to_its_page(
    client: Client, office: making.Office
) -> None:
    """Signed out while filling in: the sign-in page says that nothing was saved, and leads back to the page."""
    draft = begun(client, office)
    client.cookies.clear()
    page = f"http://testserver{address(draft)}?sua=1"
    sent = client.post(address(draft), {**ANSWERS, "go": "next"}, HTTP_REFERER=page)
    told = client.get(sent["Location"]).content.decode()
    assert "Phiên đăng nhập đã hết nên trang ông/bà vừa gửi chưa được lưu." in told
    password = {"login": "x", "password": "x", "next": re.search(r'name="next" value="([^"]*)"', told)[1]}
    assert password["next"] == f"{address(draft)}?sua=1"
    assert "chưa được lưu" not in client.get(f"/vi/dang-nhap/?next={address(draft)}").content.decode()


@pytest.mark.parametrize("referer", ["https://example.org/vi/ho-so/", "//example.org/", "", "http://[x"])
def test_nobody_is_led_to_another_site_after_signing_in(
    client: Client, office: making.Office, referer: str
) -> None:
    """A form that another site sent leads to “My dossiers”, not to that site."""
    draft = begun(client, office)
    client.cookies.clear()
    sent = client.post(address(draft), ANSWERS, HTTP_REFERER=referer)
    assert sent["Location"] == "/vi/dang-nhap/?next=%2Fvi%2Fho-so%2F&chua-luu=1"


def test_handing_in_twice_gives_one_dossier(client: Client, office: making.Office) -> None:
    """Pressing the button twice gives the same dossier, not two; the draft keeps no answer."""
    draft = begun(client, office)
    assert filled(client, draft)["Location"].endswith("/kiem-tra/")
    first, second = handed_in(client, draft), handed_in(client, draft)
    assert first["Location"] == second["Location"]
    assert first["Location"].endswith("/da-nop/")
    rows = dossiers.my_dossiers(office.citizen)
    assert len(rows) == 1
    draft.refresh_from_db()
    assert (draft.sealed, draft.dossier) == (None, rows[0].public_id)
    assert Subject.objects.get(pk=draft.subject_id).destroyed_at is not None


def test_the_dossier_holds_what_was_typed(client: Client, office: making.Office) -> None:
    """Answers, the paper and the person arrive in the dossier; the officer of the chosen office sees it."""
    draft = begun(client, office)
    filled(client, draft)
    handed_in(client, draft)
    row = dossiers.queue(office.receiver).rows[0]
    kept = dossiers.answers(office.receiver, row.public_id).now
    assert kept["full_name"] == "Nguyễn Thị Thử"
    assert kept["copies"] == 2
    assert StoredFile.objects.filter(owner=f"dossier:{row.public_id}").count() == 1
    assert row.owner == "Nguyễn Thị Thử"


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "lua-chon/",
        "trang/main/",
        "kiem-tra/",
        "trang/main/luu/",
        "trang/main/dan-cu/",
        "xoa/",
        "tep/" + "a" * 22 + "/",
    ],
)
def test_drafts_of_others_are_not_there(client: Client, office: making.Office, rest: str) -> None:
    """Somebody else's draft is not found, whatever is asked of it."""
    draft = begun(client, office)
    stranger = signed_in(making.citizen("Người Lạ"))
    answers = {
        stranger.get(address(draft, rest)).status_code,
        stranger.post(address(draft, rest)).status_code,
    }
    assert answers <= {404, 405}
    assert 404 in answers
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_answers_lie_sealed(client: Client, office: making.Office) -> None:
    """The database holds no answer of a draft in clear."""
    draft = begun(client, office)
    client.post(address(draft, "trang/main/luu/"), ANSWERS)
    draft.refresh_from_db()
    assert "Nhận sau".encode() not in bytes(draft.sealed)
    assert reads.opened(draft).answers["note"] == "Nhận sau 16 giờ"


def test_saving_and_coming_back(client: Client, office: making.Office) -> None:
    """“Save and leave” keeps half a page; the list of drafts leads back to it."""
    draft = begun(client, office)
    client.post(address(draft), {"page": "main", "note": "Nửa chừng", "go": "save"})
    assert f"/vi/nop/ban-nhap/{draft.public_id}/" in client.get("/vi/ho-so/").content.decode()
    assert "Nửa chừng" in client.get(address(draft)).content.decode()


def test_thirty_days(client: Client, office: making.Office) -> None:
    """After thirty days a draft is gone for its owner, and the sweep removes answers, files and key."""
    draft = begun(client, office)
    filled(client, draft)
    clock.shift(timedelta(days=30, minutes=1))
    assert client.get(address(draft)).status_code in (302, 404)  # the session is over as well
    assert discard_draft.sweep() == 1
    assert not Draft.objects.exists()
    assert Subject.objects.get(pk=draft.subject_id).destroyed_at is not None
    assert set(StoredFile.objects.values_list("state", flat=True)) == {"removed"}


def test_a_draft_keeps_its_files_beyond_two_days(client: Client, office: making.Office) -> None:
    """A file of a draft is not swept with those nobody claimed."""
    from motcua.ground import storage

    draft = begun(client, office)
    filled(client, draft)
    clock.shift(timedelta(days=3))
    assert storage.sweep() == 0


def test_a_new_version_is_announced_and_answers_are_carried(client: Client, office: making.Office) -> None:
    """When the procedure changes on the way, answers stay, a new question is announced, and nothing is handed
    in under the old version."""
    draft = begun(client, office)
    filled(client, draft)
    old = draft.version.public_id
    document = small_procedure.document()
    fields = document["form"]["data"]["properties"]
    fields["reason"] = {
        "type": "string",
        "maxLength": 100,
        "x-field": {**fields["note"]["x-field"], "required": True},
    }
    document["form"]["pages"][0]["items"].insert(0, {"field": "reason"})
    document["scenarios"][0]["answers"]["reason"] = "Làm lại"
    document["in_force"] = {**document["in_force"], "from": "2026-07-03"}
    making.published(document)
    making.set_clock("2026-07-03 09:00")
    page = client.post(
        address(draft, "kiem-tra/"), {"declare": "yes", "version": old}, follow=True
    ).content.decode()
    assert "Thủ tục vừa thay đổi" in page
    assert "Thủ tục đã có phiên bản mới" in page
    assert "Nguyễn Thị Thử" in page
    assert "sua=1" in refused(client, draft)
    client.post(address(draft), {**ANSWERS, "reason": "Làm lại", "go": "next"})
    assert handed_in(client, draft)["Location"].endswith("/da-nop/")


def test_a_missing_paper_is_named_with_a_link(client: Client, office: making.Office) -> None:
    """Without the required paper the check page says which one and leads to its box."""
    draft = begun(client, office)
    client.post(address(draft, "trang/main/luu/"), ANSWERS)
    page = client.get(address(draft, "kiem-tra/")).content.decode()
    assert f'href="{address(draft)}?sua=1#c-application"' in page
    assert f'href="{address(draft)}?sua=1#c-application"' in refused(client, draft)


def test_nothing_without_the_declaration(client: Client, office: making.Office) -> None:
    """Without the tick nothing is handed in."""
    draft = begun(client, office)
    filled(client, draft)
    response = client.post(address(draft, "kiem-tra/"), {"version": draft.version.public_id}, follow=True)
    assert 'href="#declare"' in response.content.decode()
    assert not dossiers.my_dossiers(office.citizen)


@pytest.mark.parametrize(("marked", "boxes"), [(True, 0), (False, 1)])
def test_nobody_declares_twice(client: Client, office: making.Office, marked: bool, boxes: int) -> None:
    """A form that marks a box as its declaration is not followed by a second one, whatever its words are; a box
    that only sounds like one replaces nothing.
    """
    label = "Những điều trên đây là đúng" if marked else "Tôi cam đoan ảnh do tôi tự chụp"
    making.published(with_tick(label, marked=marked))
    making.set_clock("2026-07-03 09:00")
    draft = begun(client, office)
    page = client.get(address(draft, "kiem-tra/")).content.decode()
    assert page.count('name="declare"') == boxes
    filled(client, draft)
    undeclared = client.post(address(draft, "kiem-tra/"), {"version": draft.version.public_id}, follow=True)
    assert label in undeclared.content.decode()
    assert not dossiers.my_dossiers(office.citizen)


def with_tick(label: str, *, marked: bool) -> dict[str, Any]:
    """The small procedure, from 3 July on, with one more box that must be ticked."""
    document = small_procedure.document()
    document["in_force"] = {**document["in_force"], "from": "2026-07-03"}
    asked = {"type": "tick", "label": {"vi": label, "en": label}, "required": True, "sensitivity": "none"}
    if marked:
        asked["declaration"] = True
    form = document["form"]
    form["data"]["properties"]["box"] = {"type": "boolean", "x-field": asked}
    form["pages"][0]["items"].append({"field": "box"})
    return document


@pytest.mark.parametrize(
    "posted",
    [
        {"page": "x" * 5000, "go": "\x00"},
        {"full_name": "\x00" * 50, "copies": "1e9999"},
        {"copies": "٣" * 400},
        {"row_action": "add:full_name", "file_action": "remove::"},
        {"file_action": "remove:component.application:../../etc"},
        {f"full_name.{n}": "x" for n in range(500)},
        {"component.application": "no file"},
    ],
)
def test_strange_posts_never_break_the_form(
    client: Client, office: making.Office, posted: dict[str, str]
) -> None:
    """Whatever is posted, the page answers with itself or the next one."""
    draft = begun(client, office)
    for rest in ("trang/main/", "trang/main/luu/", "kiem-tra/", "trang/main/dan-cu/"):
        assert client.post(address(draft, rest), posted).status_code < 500


@pytest.mark.parametrize("page", ["khong_co", "__class__", "a" * 40])
def test_unknown_pages_lead_to_the_first(client: Client, office: making.Office, page: str) -> None:
    """A page the form does not have leads to one it has, or is not found."""
    response = client.get(address(begun(client, office), f"trang/{page}/"))
    assert response.status_code == 404 or response["Location"].endswith("/trang/main/")


@pytest.mark.parametrize(
    ("upload_name", "contents", "sentence"),
    [
        ("trong.pdf", b"", "Tệp rỗng"),
        ("hinh.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "Loại tệp này không được chấp nhận"),
        ("lon.pdf", making.PDF + b"0" * 5_000_000, "Tệp lớn hơn 5 MB."),
    ],
)
def test_refused_files_are_explained(
    client: Client, office: making.Office, upload_name: str, contents: bytes, sentence: str
) -> None:
    """An empty, wrong or too large file is refused with a sentence, and nothing stays of it."""
    draft = begun(client, office)
    file = upload(upload_name, contents)
    response = client.post(address(draft), {"upload": "1", "component.application": file}, follow=True)
    listed = response.content.decode().partition("data-problem-summary")[2].partition("</ul>")[0]
    assert sentence in listed
    assert 'href="#c-application"' in listed
    assert not draft.files.exists()


def test_files_can_be_looked_at_and_removed(client: Client, office: making.Office) -> None:
    """The owner downloads a file of the draft as an attachment, and can take it away."""
    draft = begun(client, office)
    filled(client, draft)
    file = draft.files.get().file.public_id
    served = client.get(address(draft, f"tep/{file}/"))
    assert served["Content-Disposition"].startswith("attachment")
    client.post(address(draft), {**ANSWERS, "file_action": f"remove:component.application:{file}"})
    assert not draft.files.exists()


def test_choosing_needs_every_choice(client: Client, office: making.Office) -> None:
    """Case, applicant and place are asked for by name when they are missing."""
    response = client.post(START, {"case": "x", "applicant": "king", "office": "q-x"})
    assert response.status_code == 422
    page = response.content.decode()
    assert all(anchor in page for anchor in ('href="#case-1"', 'href="#applicant-1"', 'href="#office"'))


def test_somebody_may_file_for_another(client: Client, office: making.Office) -> None:
    """When the owner named on the form is somebody else, the person signed in takes part as the applicant."""
    draft = begun(client, office)
    other = {**ANSWERS, "full_name": "Trần Văn Khác"}
    client.post(address(draft), {**other, "component.application": upload(), "go": "next"})
    handed_in(client, draft)
    row = dossiers.my_dossiers(office.citizen)[0]
    assert row.owner == "Trần Văn Khác"


def test_beginning_twice_gives_one_draft(client: Client, office: making.Office) -> None:
    """The form that begins a dossier, sent twice, makes one draft; another choice makes another."""
    key = re.search(r'name="key" value="([^"]+)"', client.get(START).content.decode())
    assert key
    choice = {"applicant": "citizen", "office": f"q-{office.agency.public_id}", "key": key[1]}
    first, again, other = (
        client.post(START, {**choice, "case": case})["Location"] for case in ("standard", "standard", "again")
    )
    assert first == again
    assert other != first
    assert Draft.objects.count() == 2


def test_a_wrong_value_is_never_dropped_silently(client: Client, office: making.Office) -> None:
    """What cannot be read stays in its box with its sentence when somebody comes back, stands on the check page,
    and nothing is handed in without it."""
    draft = begun(client, office)
    filled(client, draft)
    client.post(address(draft, "trang/main/luu/"), {"page": "main", "copies": "hai"})
    page = client.get(address(draft)).content.decode()
    assert 'value="hai"' in page
    assert 'id="f-copies-problem"' in page
    assert (
        f'href="{address(draft)}?sua=1#f-copies"' in client.get(address(draft, "kiem-tra/")).content.decode()
    )
    assert "#f-copies" in refused(client, draft)
