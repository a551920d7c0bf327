"""What each letter says, by the printed templates of Circular 01/2018 and 03/2025."""

import io
from dataclasses import replace
from datetime import date

import making
import pytest
from motcua.documents import typesetting
from motcua.dossiers import letters
from motcua.dossiers.actions import (
    declare_not_eligible,
    extend_with_apology,
    refuse_intake,
    request_supplement,
    stop,
)
from pypdf import PdfReader

HEADING = {"code", "agency", "procedure", "sector", "case", "owner", "owner_id_number", "address", "phone"}


def _letter(dossier, kind: str) -> dict:  # type: ignore[no-untyped-def,type-arg]
    return letters.data(dossier, dossier.events.get(kind=kind))


def _printed(dossier, kind: str) -> str:  # type: ignore[no-untyped-def]
    event = dossier.events.get(kind=kind)
    data = letters.data(dossier, event)
    pdf = PdfReader(io.BytesIO(typesetting.pdf(letters.KIND_OF[kind], data, "vi")))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_receipt(office: making.Office) -> None:
    """The slip names papers, fees, legal time, the moment of receipt and the day of return, and holds the
    PIN.
    """
    dossier = making.on_paper(office).dossier
    slip = _letter(dossier, "taken_in")
    assert slip.keys() >= HEADING
    assert slip["return_on"] == "2026-07-15"
    assert slip["received_at"] == "09:30 01/07/2026"
    assert slip["documents"] == [
        {"name": {"vi": "Giấy tờ application", "en": "Paper application"}, "originals": 1, "copies": 0}
    ]
    assert [fee["amount"] for fee in slip["fees"]] == [4000, 25000]
    assert slip["legal_time"] == [{"vi": "10 ngày làm việc", "en": "10 working days"}]
    assert (slip["owner_id_number"], len(slip["pin"])) == ("015190000018", 6)


def test_acknowledgement(office: making.Office) -> None:
    """Submitting online gives the code and the day that would be promised if taken in today; no binding
    date.
    """
    paper = _letter(making.submitted(office).dossier, "submitted")
    assert (paper["if_taken_in_today"], "return_on" in paper) == ("2026-07-15", False)


def test_supplement_letter(office: making.Office) -> None:
    """The letter names each thing to be supplemented, the reason (one for all is printed once) and the last day."""
    dossier = making.in_process(office)
    command = request_supplement.Command("Thiếu bản đồ thửa đất.", ("copies",), ("map",))
    dossier = request_supplement.run(office.specialist, dossier.public_id, command)
    paper = _letter(dossier, "supplement_requested")
    assert [item["name"]["vi"] for item in paper["items"]] == ["Số bản", "Giấy tờ map"]
    assert (paper["reason"], paper["until"]) == ("Thiếu bản đồ thửa đất.", "2026-07-31")
    assert {item["reason"] for item in paper["items"]} == {"Thiếu bản đồ thửa đất."}
    text = _printed(dossier, "supplement_requested")
    assert "1 Số bản Thiếu bản đồ thửa đất. 2 Giấy tờ map" in text
    assert text.count("Thiếu bản đồ thửa đất.") == 1
    assert "Số định danh cá nhân: 015190000018" in text


@pytest.mark.parametrize("of", ["intake", "solution"])
def test_refusal_letters(office: making.Office, of: str) -> None:
    """A refusal states its reason and legal ground, whether of the intake or of the solution."""
    if of == "intake":
        dossier = making.submitted(office).dossier
        dossier = refuse_intake.run(
            office.receiver, dossier.public_id, refuse_intake.Command("Không thuộc thẩm quyền.", "Điều 19")
        )
    else:
        dossier = declare_not_eligible.run(
            office.leader,
            making.in_process(office).public_id,
            declare_not_eligible.Command("Không thuộc thẩm quyền.", "Điều 19"),
        )
    paper = _letter(dossier, "intake_refused" if of == "intake" else "not_eligible")
    assert (paper["of"], paper["reason"], paper["ground"]) == (of, "Không thuộc thẩm quyền.", "Điều 19")


def test_apology(office: making.Office) -> None:
    """The apology names the old and the new date and the reason."""
    dossier = making.in_process(office)
    command = extend_with_apology.Command(date(2026, 7, 20), "Hồ sơ phức tạp.")
    dossier = extend_with_apology.run(office.leader, dossier.public_id, command)
    paper = _letter(dossier, "extended")
    assert (paper["old_date"], paper["new_date"], paper["late"]) == ("2026-07-15", "2026-07-20", False)
    assert paper["reason"] == "Hồ sơ phức tạp."
    assert "sẽ không kịp giải quyết xong" in _printed(dossier, "extended")


def test_an_apology_admits_a_missed_day_only_when_it_is_missed(office: making.Office) -> None:
    """On the promised day the delay is still announced; from the day after the letter says that it happened."""
    on_the_day, after = making.in_process(office), making.in_process(office)
    command = extend_with_apology.Command(date(2026, 7, 20), "Hồ sơ phức tạp.")
    making.set_clock("2026-07-15 16:00")
    on_the_day = extend_with_apology.run(office.leader, on_the_day.public_id, command)
    making.set_clock("2026-07-16 08:00")
    after = extend_with_apology.run(office.leader, after.public_id, command)

    assert "quá ngày hẹn" not in _printed(on_the_day, "extended")
    assert "đã quá ngày hẹn mà chưa giải quyết xong" in _printed(after, "extended")


def test_stop_notice(office: making.Office) -> None:
    """The stop notice names reason, ground and what is given back."""
    dossier = making.in_process(office)
    dossier = stop.run(office.leader, dossier.public_id, stop.Command("Có quyết định của Tòa án.", "QĐ 5"))
    paper = _letter(dossier, "stopped")
    assert (paper["reason"], paper["ground"], len(paper["returned"])) == (
        "Có quyết định của Tòa án.",
        "QĐ 5",
        1,
    )
    assert "Ngày dừng giải quyết: 01/07/2026" in _printed(dossier, "stopped")


def test_the_slip_names_who_handed_it_in(office: making.Office) -> None:
    """Where somebody else brings the dossier, the slip names them beside the owner, for their signature."""
    owner = making.filing(office).parties[0]
    bringer = replace(owner, name="Lê Văn Tùng", role="applicant", id_number="015190000026")
    dossier = making.on_paper(office, parties=(owner, bringer)).dossier
    text = _printed(dossier, "taken_in")
    assert "Chủ hồ sơ: Nguyễn Thị Thử" in text
    assert "Người nộp: Lê Văn Tùng" in text
    assert "Tổng cộng 29.000 đ" in text


def test_what_is_done_at_once_needs_no_slip(office: making.Office) -> None:
    """The one-screen path records every event in one go, prints no slip and judges the dossier."""
    dossier = making.certified(office).dossier
    rows = dossier.events.order_by("number").values_list("kind", "action")
    kinds = [kind for kind, _action in rows if kind != "due_changed"]
    assert kinds == ["taken_in", "payment_confirmed", "assigned", "decided", "returned"]
    assert [letters.owed(kind, action) for kind, action in rows] == [None] * len(rows)
    assert (dossier.verdict, str(dossier.state)) == ("early", "returned")
