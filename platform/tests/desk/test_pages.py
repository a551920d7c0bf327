"""Every page of the desk opens for whom it is, in both languages."""

import making
import pytest
from django.test import Client
from motcua.dossiers import reads
from motcua.dossiers.actions import accept_supplement, decide, request_supplement
from signing import signed_in

PLAIN = ("", "tim/", "tiep-nhan/", "tiep-nhan/9.000001/", "gui-lai/")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_open(office: making.Office, language: str) -> None:
    """The pages of a receiver open in Vietnamese and in English."""
    making.in_process(office)
    client = signed_in(office.receiver)
    for path in PLAIN:
        answer = client.get(f"/{language}/desk/{path}")
        assert answer.status_code == 200, path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_dossier_opens(office: making.Office, language: str) -> None:
    """The page of a dossier shows its parties, fees, papers and dates."""
    dossier = making.in_process(office)
    answer = signed_in(office.specialist).get(f"/{language}/desk/ho-so/{dossier.public_id}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in (dossier.code, "015190000018", "0912345678", "don.pdf", "Nguyễn Thị Thử"):
        assert shown in text
    assert (
        signed_in(office.specialist).get(f"/{language}/desk/ho-so/{dossier.public_id}/dan-cu/").status_code
        == 200
    )


def test_on_a_day_off_the_desk_says_from_when_time_counts(office: making.Office) -> None:
    """On Saturday 4 July the intake says that the time counts from Monday 6 July; on Monday it says nothing."""
    new = making.submitted(office).dossier
    client = signed_in(office.receiver)
    pages = ("tiep-nhan/9.000001/?where=standard", f"ho-so/{new.public_id}/viec/take_in/")
    for when, said in (("2026-07-04 09:00", True), ("2026-07-06 09:00", False)):
        making.set_clock(when)
        for path in pages:
            text = client.get(f"/vi/desk/{path}").content.decode()
            assert ("Hôm nay là ngày nghỉ" in text) is said, path
            assert ("tính từ ngày 06/07/2026" in text) is said, path


def test_while_the_clock_stands_the_date_says_so(office: making.Office) -> None:
    """During a pause the promised day is marked as standing; when the clock runs again it is not."""
    dossier = making.in_process(office)
    client, here = signed_in(office.specialist), f"/vi/desk/ho-so/{dossier.public_id}/"
    assert "đang dừng" not in client.get(here).content.decode()
    request_supplement.run(
        office.specialist, dossier.public_id, request_supplement.Command("Thiếu bản vẽ.", ("copies",))
    )
    assert "đang dừng" in client.get(here).content.decode()


def test_what_is_missing_is_said_in_whole_sentences(office: making.Office) -> None:
    """An empty or unreadable entry says what to enter; after the intake the next step is proposed."""
    dossier = making.taken_in(office)
    client, here = signed_in(office.receiver), f"/vi/desk/ho-so/{dossier.public_id}/viec/"
    steps = client.get(f"{here}assign/").content.decode().split('name="step"', 1)[1]
    assert steps.index('value="handle"') < steps.index('value="receive"')
    sent = {"key": "words-1", "seen": dossier.revision, "happened_at": "hôm qua"}
    text = client.post(f"{here}confirm_payment/", sent).content.decode()
    assert "ví dụ 09:30 15/07/2026" in text
    assert "Hãy nhập mục này" in text
    assert "Trường này là bắt buộc" not in text


def test_a_reckoning_is_told_only_when_the_day_changes(office: making.Office) -> None:
    """Reckonings that leave the day as it is are no line of the story; the first day and a new one are."""
    dossier = making.in_process(office)
    asked = request_supplement.Command("Thiếu bản vẽ.", ("copies",))
    request_supplement.run(office.specialist, dossier.public_id, asked)
    making.set_clock("2026-07-08 10:00")
    accept_supplement.run(
        office.specialist, dossier.public_id, accept_supplement.Command(making.vietnam("2026-07-08 09:00"))
    )
    decide.run(office.leader, dossier.public_id, making.decision())
    reckoned = [
        one.data["due"]
        for one in reads.timeline(office.leader, dossier.public_id)
        if one.kind == "due_changed"
    ]
    assert len(reckoned) > len(set(reckoned) - {None})
    page = signed_in(office.leader).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    assert page.count("timeline__minor") == len(set(reckoned) - {None})


def test_a_box_left_empty_is_to_be_ticked_not_filled_in(office: making.Office) -> None:
    """Who forgets to tick that the identity paper was checked is told to tick it, in one clean sentence."""
    dossier = making.decided(office)
    address = f"/vi/desk/ho-so/{dossier.public_id}/viec/return_result/"
    answer = signed_in(office.returner).post(address, {"key": "return-1", "seen": "1", "receiver": "A"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "của người này: Hãy đánh dấu vào ô này để tiếp tục." in text


def test_an_empty_list_of_stuck_messages_claims_no_refusal(office: making.Office) -> None:
    """Where nothing is stuck the page does not begin by saying that a partner refused something."""
    text = signed_in(office.leader).get("/vi/desk/gui-lai/").content.decode()
    assert "Không có tin nào bị kẹt" in text
    assert "đã từ chối các tin này" not in text


def test_the_foot_of_the_desk_speaks_to_officers(office: making.Office) -> None:
    """Nobody who works at the counter is sent to the counter for help; the portal's own pages still say it."""
    foot = signed_in(office.receiver).get("/vi/desk/").content.decode().split("<footer", 1)[1]
    assert "Dành cho cán bộ" in foot
    assert "hướng dẫn miễn phí" not in foot
    assert "hướng dẫn miễn phí" in Client().get("/vi/").content.decode().split("<footer", 1)[1]
