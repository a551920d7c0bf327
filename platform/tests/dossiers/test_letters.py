"""What each letter says, by the printed templates of Circular 01/2018 and 03/2025."""

from datetime import date

import making
import pytest
from motcua.dossiers import letters
from motcua.dossiers.actions import (
    declare_not_eligible,
    extend_with_apology,
    refuse_intake,
    request_supplement,
    stop,
)

HEADING = {"code", "agency", "procedure", "sector", "case", "owner", "owner_id_number", "address", "phone"}


def _letter(dossier, kind: str) -> dict:  # type: ignore[no-untyped-def,type-arg]
    return letters.data(dossier, dossier.events.get(kind=kind))


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
    """The letter names each thing to be supplemented, the reason and the last day."""
    dossier = making.in_process(office)
    command = request_supplement.Command("Thiếu bản đồ thửa đất.", ("copies",), ("map",))
    dossier = request_supplement.run(office.specialist, dossier.public_id, command)
    paper = _letter(dossier, "supplement_requested")
    assert [item["vi"] for item in paper["items"]] == ["Số bản", "Giấy tờ map"]
    assert (paper["reason"], paper["until"]) == ("Thiếu bản đồ thửa đất.", "2026-07-31")


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


def test_what_is_done_at_once_needs_no_slip(office: making.Office) -> None:
    """The one-screen path records every event in one go, prints no slip and judges the dossier."""
    dossier = making.certified(office).dossier
    rows = dossier.events.order_by("number").values_list("kind", "action")
    kinds = [kind for kind, _action in rows if kind != "due_changed"]
    assert kinds == ["taken_in", "payment_confirmed", "assigned", "decided", "returned"]
    assert [letters.owed(kind, action) for kind, action in rows] == [None] * len(rows)
    assert (dossier.verdict, str(dossier.state)) == ("early", "returned")
