"""The acts: each a plain form post, refused with words, done once."""

from typing import Any

import making
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from motcua.desk.models import Note
from motcua.dossiers import letters, reads
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor
from plain_browser import signed_in as citizen_signed_in
from signing import signed_in

WHY = "Bản vẽ còn thiếu chữ ký, đề nghị bổ sung."

SIGNED = {"result": "permit", "number": "12/GP", "happened_at": "01/07/2026"}


def result_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("ket-qua.pdf", making.PDF, "application/pdf")


def address(dossier: Dossier, act: str) -> str:
    return f"/vi/desk/ho-so/{dossier.public_id}/viec/{act}/"


def page(actor: Actor, dossier: Dossier, act: str) -> Any:
    return signed_in(actor).get(address(dossier, act))


def hidden(text: str, name: str) -> str:
    return text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def do(actor: Actor, dossier: Dossier, act: str, **entered: Any) -> Any:
    """Open the page of the act and send its form, as a browser without script does."""
    client = signed_in(actor)
    shown = client.get(address(dossier, act))
    assert shown.status_code == 200, shown.content.decode()[:500]
    text = shown.content.decode()
    fresh = {"key": hidden(text, "key"), "seen": hidden(text, "seen")}
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address(dossier, act), fresh | entered)


def state(dossier: Dossier) -> str:
    return Dossier.objects.for_system("test").get(pk=dossier.pk).state


def test_the_whole_way_by_plain_forms(office: making.Office) -> None:
    """An online dossier goes from intake to return by plain form posts alone."""
    dossier = making.submitted(office).dossier
    assert do(office.receiver, dossier, "take_in").status_code == 302
    assert do(office.receiver, dossier, "assign", holder=office.specialist.user).status_code == 302
    asked = do(
        office.specialist, dossier, "request_supplement", text=WHY, components="map", fields_asked="copies"
    )
    assert asked.status_code == 302
    making.set_clock("2026-07-02 10:00")
    done = do(office.specialist, dossier, "accept_supplement", happened_at="2026-07-02T09:59")
    assert done.status_code == 302
    assert (
        do(office.specialist, dossier, "ask_opinion", text=WHY, agency=making.agency().public_id).status_code
        == 302
    )
    asked_of = reads.folder(office.specialist, dossier.public_id).facts.life.waits[0].key
    assert do(office.specialist, dossier, "record_opinion", text=WHY, agency=asked_of).status_code == 302
    assert do(office.specialist, dossier, "request_financial_duty", reference="PC-1").status_code == 302
    assert do(office.specialist, dossier, "confirm_financial_duty", reference="GNT-1").status_code == 302
    signed = {**SIGNED, "happened_at": "02/07/2026", "files": result_file()}
    assert do(office.leader, dossier, "decide", **signed).status_code == 302
    assert (
        do(office.receiver, dossier, "request_payment", lines=["copy_fee", "permit_fee"]).status_code == 302
    )
    paid = do(
        office.receiver,
        dossier,
        "confirm_payment",
        lines=["copy_fee", "permit_fee"],
        method="cash",
        reference="BL-1",
    )
    assert paid.status_code == 302
    returned = do(
        office.returner, dossier, "return_result", receiver="Nguyễn Thị Thử", id_checked="on", way="counter"
    )
    assert returned.status_code == 302
    assert state(dossier) == "returned"
    text = signed_in(office.receiver).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    assert "ket-qua.pdf" in text
    assert "Người nhận: Nguyễn Thị Thử" in text


def test_taking_in_shows_the_date_first_and_prints_the_slip(office: making.Office) -> None:
    """Before confirming the officer sees the binding date; right after it the slip is there to print."""
    dossier = making.submitted(office).dossier
    assert "15/07/2026" in page(office.receiver, dossier, "take_in").content.decode()
    done = do(office.receiver, dossier, "take_in")
    client = signed_in(office.receiver)
    text = client.get(done["Location"]).content.decode()
    assert "Giấy tiếp nhận" in text
    slip = text.split("data-print", 1)[0].rsplit('href="', 1)[1].split('"', 1)[0]
    printed = client.get(slip)
    assert printed["Content-Disposition"].startswith("inline")
    assert b"".join(printed.streaming_content).startswith(b"%PDF")


def test_a_stale_page_is_refused_and_says_who_and_when(office: making.Office) -> None:
    """Two officers open the same dossier: the second one is told who acted and when, and nothing happens."""
    dossier = making.in_process(office)
    late = signed_in(office.leader)
    opened = late.get(address(dossier, "decide")).content.decode()
    do(office.receiver, dossier, "assign", holder=office.leader.user)
    entered = {"key": hidden(opened, "key"), "seen": hidden(opened, "seen"), **SIGNED, "files": result_file()}
    answer = late.post(address(dossier, "decide"), entered)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Cán bộ Thử" in text
    assert "09:30 01/07/2026" in text
    assert state(dossier) == "in_process"


def test_pressing_twice_counts_once(office: making.Office) -> None:
    """The same form sent twice asks for one supplement only, and both answers are the same."""
    dossier = making.in_process(office)
    client = signed_in(office.specialist)
    opened = client.get(address(dossier, "request_supplement")).content.decode()
    entered = {"key": hidden(opened, "key"), "seen": hidden(opened, "seen"), "text": WHY, "components": "map"}
    answers = [client.post(address(dossier, "request_supplement"), entered).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert dossier.supplements.count() == 1


def test_each_thing_asked_for_may_have_a_reason_of_its_own(office: making.Office) -> None:
    """What is wrong with one paper is written beside it, and read on the letter and by the applicant under its name."""
    dossier = making.in_process(office)
    own = {"reason_components_map": "Thiếu trang 2", "reason_fields_asked_copies": "Không khớp với đơn"}
    asked = {"text": WHY, "components": "map", "fields_asked": "copies", **own}
    refused = do(office.specialist, dossier, "request_supplement", **(asked | {"components": ""}))
    assert (refused.status_code, dossier.supplements.count()) == (422, 0)
    assert "Thiếu trang 2" in refused.content.decode()
    assert do(office.specialist, dossier, "request_supplement", **asked).status_code == 302
    read = f"{WHY}\n– Giấy tờ map: Thiếu trang 2\n– Số bản: Không khớp với đơn"
    event = dossier.events.get(kind="supplement_requested")
    assert letters.data(dossier, event)["reason"] == read
    page = citizen_signed_in(office.citizen).get(f"/vi/ho-so/{dossier.public_id}/bo-sung/").content.decode()
    assert read in page


def test_late_typing_needs_a_reason_and_is_not_overdue(office: making.Office) -> None:
    """A decision signed in time and typed in late is on time; its reason is kept as a note."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-20 09:30")
    entered = {**SIGNED, "happened_at": "16:00 15/07/2026"}
    refused = do(office.leader, dossier, "decide", **entered, files=result_file())
    assert refused.status_code == 422
    assert "vì sao đến hôm nay mới nhập" in refused.content.decode()
    done = do(
        office.leader, dossier, "decide", **entered, files=result_file(), late_reason="Mất điện ba ngày"
    )
    assert done.status_code == 302
    dossier.refresh_from_db()
    assert dossier.verdict == "on_time"
    assert "Mất điện ba ngày" in signed_in(office.leader).get(done["Location"]).content.decode()
    assert Note.objects.filter(dossier_id=dossier.pk).count() == 1


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(office: making.Office) -> None:
    """What the law refuses is said in words at the field, and nobody types the rest again."""
    dossier = making.in_process(office)
    answer = do(
        office.leader, dossier, "extend_with_apology", new_date="19/07/2026", text=WHY, ground="Điều 19"
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "phải là ngày làm việc" in text
    assert WHY in text
    assert "Điều 19" in text


def test_the_apology_is_one_act_with_a_preview(office: making.Office) -> None:
    """The letter can be seen before; then date, letter and event come from one press."""
    dossier = making.in_process(office)
    entered = {"new_date": "20/07/2026", "text": WHY}
    preview = f"/vi/desk/ho-so/{dossier.public_id}/xin-loi/xem-truoc/"
    printed = signed_in(office.leader).post(preview, entered)
    assert printed.content.startswith(b"%PDF")
    assert signed_in(office.specialist).post(preview, entered).status_code == 403
    dossier.refresh_from_db()
    assert str(dossier.promised) == "2026-07-15"
    assert do(office.leader, dossier, "extend_with_apology", **entered).status_code == 302
    dossier.refresh_from_db()
    assert str(dossier.promised) == "2026-07-20"
    text = signed_in(office.leader).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    assert "Văn bản xin lỗi và hẹn lại" in text
    history = text.split('id="timeline"', 1)[1].split("</section>", 1)[0]
    assert "hạn 20/07/2026" in history
    assert "/viec/extend_with_apology/" not in text  # once, says the law


def test_a_wrong_file_is_refused_in_words(office: making.Office) -> None:
    """A result that is no PDF or picture is refused, and nothing is decided."""
    dossier = making.in_process(office)
    program = SimpleUploadedFile("ket-qua.pdf", b"MZ not a pdf", "application/pdf")
    answer = do(office.leader, dossier, "decide", **SIGNED, files=program)
    assert answer.status_code == 422
    assert "Chỉ nhận" in answer.content.decode()
    assert state(dossier) == "in_process"


@pytest.mark.parametrize(("act", "end"), [("stop", "stopped"), ("declare_not_eligible", "not_eligible")])
def test_grave_acts_need_a_reason_and_a_ground(office: making.Office, act: str, end: str) -> None:
    """Ending a dossier against the applicant needs a written reason and its legal ground."""
    dossier = making.in_process(office)
    assert do(office.leader, dossier, act, text=WHY).status_code == 422
    assert do(office.leader, dossier, act, text=WHY, ground="Điều 19 khoản 8").status_code == 302
    assert state(dossier) == end


def test_refusing_and_withdrawing(office: making.Office) -> None:
    """Intake can be refused with reason and ground; an applicant may withdraw on paper."""
    refused, withdrawn = making.submitted(office).dossier, making.in_process(office)
    assert do(office.receiver, refused, "refuse_intake", text=WHY, ground="Điều 17").status_code == 302
    assert do(office.receiver, withdrawn, "withdraw", text="Xin rút hồ sơ.").status_code == 302
    assert (state(refused), state(withdrawn)) == ("intake_refused", "withdrawn")


def test_a_note_is_for_officers_and_dies_with_the_data(office: making.Office) -> None:
    """An internal note stands on the dossier's page and nowhere in clear text in the database."""
    dossier = making.in_process(office)
    client = signed_in(office.specialist)
    answer = client.post(
        f"/vi/desk/ho-so/{dossier.public_id}/ghi-chu/", {"text": "Gọi lại sau 15 giờ", "key": "note-1"}
    )
    assert answer.status_code == 302
    assert "Gọi lại sau 15 giờ" in client.get(answer["Location"]).content.decode()
    kept = Note.objects.get(dossier_id=dossier.pk)
    assert "Gọi lại".encode() not in bytes(kept.sealed)


@pytest.mark.parametrize("without", ["result", "number", "happened_at", "files"])
def test_no_decision_with_nothing_in_it(office: making.Office, without: str) -> None:
    """A result is chosen by hand and needs its number, its day of signing and the signed file."""
    dossier = making.in_process(office)
    opened = signed_in(office.leader).get(address(dossier, "decide")).content.decode()
    assert "checked" not in opened.split("<main", 1)[1]
    entered = {**SIGNED, "files": result_file()}
    del entered[without]
    assert do(office.leader, dossier, "decide", **entered).status_code == 422
    assert state(dossier) == "in_process"
    assert do(office.leader, dossier, "decide", **SIGNED, files=result_file()).status_code == 302
    assert state(dossier) == "decided"


@pytest.mark.parametrize("seen", ["", "²", "9" * 5000, "-1", None])
def test_a_page_that_does_not_say_what_it_showed_does_nothing(
    office: making.Office, seen: str | None
) -> None:
    """Without a readable mark of what the officer saw, the act is refused in words and nothing happens."""
    dossier = making.taken_in(office)
    entered = {"key": "seen-1", "holder": office.specialist.user} | ({} if seen is None else {"seen": seen})
    answer = signed_in(office.receiver).post(address(dossier, "assign"), entered)
    assert answer.status_code == 409
    assert "Hãy mở lại trang" in answer.content.decode()
    assert state(dossier) == "taken_in"


def test_strange_numbers_are_no_fault(office: making.Office) -> None:
    """Signs that only look like numbers, or thousands of digits, break no page of the desk."""
    dossier = making.taken_in(office)
    client = signed_in(office.receiver)
    for strange in ("²", "9" * 5000, "١"):
        assert client.get(f"/vi/desk/ho-so/{dossier.public_id}/", {"done": strange}).status_code == 200
    assert client.get("/vi/desk/ho-so/x%20y/").status_code == 404
    counted = {"where": "standard", "paper.application.originals": "²", "refresh": "1"}
    assert client.post("/vi/desk/tiep-nhan/9.000001/", counted).status_code == 200


def test_a_note_sent_twice_is_one_note(office: making.Office) -> None:
    """Pressing twice keeps a note once; a form without its key keeps none."""
    dossier = making.taken_in(office)
    client, here = signed_in(office.specialist), f"/vi/desk/ho-so/{dossier.public_id}/"
    key = hidden(client.get(here).content.decode().split("ghi-chu/", 1)[1], "key")
    for _ in range(2):
        assert client.post(f"{here}ghi-chu/", {"text": "Đã gọi điện.", "key": key}).status_code == 302
    assert client.post(f"{here}ghi-chu/", {"text": "Không có khóa"}).status_code == 422
    assert Note.objects.filter(dossier_id=dossier.pk).count() == 1
