"""What people are told to do next: what to bring, what waits for them, and nothing they cannot do."""

import making
import small_procedure
from django.test import Client
from motcua.dossiers.actions import request_supplement
from motcua.dossiers.filings import PartyEntry
from plain_browser import signed_in

BRING = "Ông/bà phải mang bản chính đến để đối chiếu."


def main_of(client: Client, address: str) -> str:
    """The page between header and footer."""
    page = client.get(address).content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def test_whoever_must_bring_something_reads_it_after_handing_in(office: making.Office) -> None:
    """A procedure that is only partly online says on the page of the code what is still to be brought."""
    online = {"level": "part", "reason": "presence", "note": {"vi": BRING, "en": "Bring the original."}}
    from_then = {**small_procedure.document()["in_force"], "from": "2026-07-03"}
    making.published(small_procedure.document(online=online, in_force=from_then))
    making.set_clock("2026-07-03 09:00")
    dossier = making.submitted(office).dossier
    assert BRING in main_of(signed_in(office.citizen), f"/vi/ho-so/{dossier.public_id}/da-nop/")


def test_who_files_for_another_is_not_asked_to_withdraw(office: making.Office) -> None:
    """The question whether to withdraw is put only to an owner; to others a sentence in their own language."""
    owner = PartyEntry(name="Trần Văn Khác", id_kind="none")
    filer = PartyEntry(name="Nguyễn Thị Thử", role="applicant", id_kind="none", person=office.citizen.person)
    dossier = making.submitted(office, parties=(owner, filer)).dossier
    client, where = signed_in(office.citizen), f"/vi/ho-so/{dossier.public_id}/rut/"
    assert client.get(where).status_code == 409
    shown = main_of(client, where)
    assert "Chỉ chủ hồ sơ rút được hồ sơ" in shown
    refused = client.post(where, {"key": "k" * 22}).content.decode()
    assert "withdraw" not in shown + refused


def test_what_waits_for_its_applicant_stands_first(office: making.Office) -> None:
    """In the list of one's dossiers the one that has to be supplemented comes before newer ones."""
    asked = making.taken_in(office)
    request_supplement.run(
        office.receiver, asked.public_id, request_supplement.Command("Bổ sung.", ("note",))
    )
    making.set_clock("2026-07-02 09:30")
    newer = making.submitted(office).dossier
    shown = main_of(signed_in(office.citizen), "/vi/ho-so/")
    assert 0 < shown.index(asked.code) < shown.index(newer.code)


def test_nobody_with_the_pin_is_told_how_to_do_without(office: making.Office) -> None:
    """The way for people without a PIN is shown until the PIN was given."""
    born = making.submitted(office)
    client, hint = Client(), "Không có mã PIN?"
    assert hint in main_of(client, f"/vi/tra-cuu/?ma={born.dossier.code}")
    answer = client.post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": born.pin})
    assert hint not in answer.content.decode()


def test_whoever_pays_nothing_is_not_told_where_to_pay(office: making.Office) -> None:
    """When every fee comes to nothing, the page before handing in speaks of no counter and no moment to pay at."""
    document = small_procedure.document()
    document["in_force"]["from"] = "2026-07-03"
    document["scenarios"][0]["expect"]["total"] = 0
    for fee in document["fees"]:
        fee |= {"amount": {"fixed": 0}, "name": {"vi": "Lệ phí được miễn", "en": "Free of charge"}}
    making.published(document)
    making.set_clock("2026-07-03 09:00")
    client = signed_in(office.citizen)
    chosen = {"case": "standard", "applicant": "citizen", "office": f"q-{office.agency.public_id}"}
    first = client.post(f"/vi/nop/{small_procedure.CODE}/", chosen)["Location"]
    page = main_of(client, f"{first}kiem-tra/")
    assert "0 đ" in page
    assert "Phải nộp" not in page
    assert "Nộp tại quầy" not in page
