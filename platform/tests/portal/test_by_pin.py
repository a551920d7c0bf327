"""Without an account: whoever has code and PIN of the slip answers what was asked, and does nothing else."""

import re
from pathlib import Path
from typing import Any

import making
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from motcua.dossiers import actions, reads
from motcua.dossiers.actions import answer_supplement, request_supplement, take_in, withdraw
from motcua.dossiers.errors import NotFound, NotPermitted
from motcua.dossiers.filings import PartyEntry
from motcua.dossiers.founding import Born
from motcua.ground.models import StoredFile
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed
from motcua.people.permissions import TABLE
from plain_browser import PlainBrowser, signed_in

OWNER = PartyEntry(name="Lê Văn Giấy", id_kind="personal_id", id_number="015190000018")


def on_paper(
    office: making.Office, fields: tuple[str, ...] = ("note",), papers: tuple[str, ...] = ("map",)
) -> Born:
    """A dossier handed in at the counter by somebody without an account, who was asked for more."""
    born = making.on_paper(
        office, parties=(OWNER,), answers={"full_name": OWNER.name, "copies": 2, "note": "Mật"}
    )
    command = request_supplement.Command("Bổ sung bản đồ và ghi chú.", fields, papers)
    request_supplement.run(office.receiver, born.dossier.public_id, command)
    return born


def entered(browser: PlainBrowser, born: Born) -> PlainBrowser:
    """Code and PIN typed in, as printed on the slip."""
    browser.open("/vi/tra-cuu/").fill("Mã hồ sơ", born.dossier.code).press("Tra cứu")
    return browser.fill("Mã PIN", born.pin).press("Xem diễn biến")


def at_the_questions(browser: PlainBrowser, born: Born) -> str:
    """Code and PIN typed in; the address of the page on which the request is answered."""
    entered(browser, born)
    return f"/vi/tra-cuu/{born.dossier.public_id}/bo-sung/"


def latest(office: making.Office, born: Born) -> Any:
    return reads.answers(office.receiver, born.dossier.public_id).now


def test_the_holder_of_the_pin_answers_without_script(office: making.Office, browser: PlainBrowser) -> None:
    """With code and PIN the asked paper and field are handed in on a plain page, and the desk sees by whom."""
    born = on_paper(office)
    entered(browser, born).follow("Bổ sung ngay")
    assert "Bổ sung bản đồ và ghi chú." in browser.text
    browser.fill("Ghi chú", "Đã bổ sung").attach("Giấy tờ map").press("Gửi phần bổ sung")
    assert "đã được gửi" in browser.text
    assert latest(office, born)["note"] == "Đã bổ sung"
    folder = reads.folder(office.receiver, born.dossier.public_id)
    assert [sheet.round for sheet in folder.sheets if sheet.file] == [1]
    answered = reads.timeline(office.receiver, born.dossier.public_id)[-1]
    assert (answered.kind, answered.actor) == ("supplement_answered", f"pin_holder:{born.dossier.public_id}")


def test_the_pin_shows_no_earlier_answer_and_loses_none(office: making.Office, browser: PlainBrowser) -> None:
    """What was filed is not shown to the holder of the PIN, and a box left empty stays as it was filed."""
    born = on_paper(office, fields=("note", "full_name"))
    entered(browser, born).follow("Bổ sung ngay")
    shown = browser.response.content.decode()
    assert "Mật" not in shown
    assert OWNER.name not in shown
    browser.fill("Họ và tên", "Lê Văn Giấy Mới").press("Gửi phần bổ sung")
    now = latest(office, born)
    assert (now["full_name"], now["note"]) == ("Lê Văn Giấy Mới", "Mật")


def test_only_what_was_asked_is_taken(office: making.Office, browser: PlainBrowser) -> None:
    """Other answers and papers posted along are ignored."""
    born = on_paper(office)
    where = at_the_questions(browser, born)
    browser.client.post(where, {"note": "Đã bổ sung", "full_name": "Kẻ Khác", "copies": "99"})
    now = latest(office, born)
    assert (now["note"], now["full_name"], now["copies"]) == ("Đã bổ sung", OWNER.name, 2)


def test_sent_twice_counts_once(office: making.Office, browser: PlainBrowser) -> None:
    """The same answer sent twice makes one event; afterwards the page says that it was sent."""
    born = on_paper(office)
    command = answer_supplement.Command({"note": "Đã bổ sung"})
    holder, dossier = Actor.pin_holder(born.dossier.public_id), born.dossier.public_id
    for _ in range(2):
        answer_supplement.run(holder, dossier, command, idempotency_key="once")
    kinds = [one.kind for one in reads.timeline(office.receiver, dossier)]
    assert kinds.count("supplement_answered") == 1
    entered(browser, born)
    assert "đã được gửi" in browser.open(f"/vi/tra-cuu/{dossier}/bo-sung/").text


def test_without_the_pin_the_page_leads_to_the_look_up(office: making.Office, browser: PlainBrowser) -> None:
    """The address alone opens nothing, nor does the PIN of another dossier."""
    born, other = on_paper(office), on_paper(office)
    where = f"/vi/tra-cuu/{born.dossier.public_id}/bo-sung/"
    assert Client().get(where)["Location"] == "/vi/tra-cuu/"
    entered(browser, other)
    assert browser.client.post(where, {"note": "x"}).status_code == 403
    assert latest(office, born)["note"] == "Mật"


def test_the_pin_counts_for_a_quarter_of_an_hour(
    office: making.Office, browser: PlainBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser left alone for a quarter of an hour has to enter the PIN again."""
    born = on_paper(office)
    where = at_the_questions(browser, born)
    now = __import__("time").time()
    monkeypatch.setattr("motcua.portal.by_pin.time.time", lambda: now + 901)
    assert browser.client.get(where)["Location"] == "/vi/tra-cuu/"


def test_an_answer_sent_too_late_is_told_that_nothing_was_saved(
    office: making.Office, browser: PlainBrowser
) -> None:
    """After a quarter of an hour the page is closed: who sends it then is told so, and where to begin again."""
    address = at_the_questions(browser, on_paper(office))
    browser.client.cookies.clear()
    late = browser.client.post(address, {"note": "Đã bổ sung", "go": "send"})
    assert late.status_code == 403
    assert "ông/bà vừa gửi chưa được lưu" in late.content.decode()
    assert browser.client.get(address)["Location"] == "/vi/tra-cuu/"


def test_the_holder_of_a_pin_has_one_right_to_act() -> None:
    """In the table of rights the holder of a PIN sees that dossier, reads its letters and answers a request,
    nothing else."""
    rights = {action for action, roles in TABLE.items() if "pin_holder" in roles}
    assert rights == {"dossier.see", "dossier.download", "dossier.answer_supplement"}


def test_no_other_dossier_and_no_other_action(office: making.Office) -> None:
    """Another dossier does not exist for the holder; withdrawing and opening the answers are refused."""
    born, other = on_paper(office), on_paper(office)
    holder = Actor.pin_holder(born.dossier.public_id)
    with pytest.raises(NotFound):
        answer_supplement.run(holder, other.dossier.public_id, answer_supplement.Command({"note": "x"}))
    with pytest.raises(NotPermitted):
        withdraw.run(holder, born.dossier.public_id, withdraw.Command())
    for read in (reads.answers, reads.folder):
        with pytest.raises(NotAllowed):
            read(holder, born.dossier.public_id)
    verbs = {path.stem for path in Path(actions.__path__[0]).glob("*.py")} - {"__init__"}
    assert verbs & set(reads.actions_for(holder, born.dossier.public_id)) == {"answer_supplement"}


def kept_note(page: str) -> str:
    """The signed note of the files received so far, as it travels with the form."""
    found = re.search(r'name="received" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("door", ["pin", "account"])
def test_a_file_swept_meanwhile_is_named_and_nothing_else_is_lost(
    office: making.Office, browser: PlainBrowser, door: str
) -> None:
    """Somebody uploads, goes away for three days and sends: the paper that is gone is named at its box, the text
    stays; by either door."""
    born = on_paper(office, papers=("map", "application"))
    client, where = browser.client, f"/vi/tra-cuu/{born.dossier.public_id}/bo-sung/"
    entered(browser, born)
    if door == "account":
        born = making.submitted(office)
        take_in.run(office.receiver, born.dossier.public_id, take_in.Command())
        command = request_supplement.Command("Bổ sung.", ("note",), ("map", "application"))
        request_supplement.run(office.receiver, born.dossier.public_id, command)
        client, where = signed_in(office.citizen), f"/vi/ho-so/{born.dossier.public_id}/bo-sung/"
    first = client.post(where, {"upload": "1", "component.map": SimpleUploadedFile("cu.pdf", making.PDF)})
    note = kept_note(first.content.decode())
    StoredFile.objects.filter(name="cu.pdf").update(state="removed")
    fresh = SimpleUploadedFile("moi.pdf", making.PDF)
    answer = client.post(where, {"received": note, "note": "Đã viết", "component.application": fresh})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "cu.pdf: tệp này được tải lên quá lâu" in page
    assert 'href="#c-map"' in page
    assert "Đã viết" in page
    assert "moi.pdf" in page


def test_a_file_swept_at_the_last_moment_is_refused_in_words(
    office: making.Office, browser: PlainBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file goes between reading the page and handing in: a sentence, not a broken page."""
    born = on_paper(office)
    where = at_the_questions(browser, born)
    run = answer_supplement.run

    def late(*args: Any, **kwargs: Any) -> Any:
        StoredFile.objects.filter(name="cu.pdf").update(state="removed")
        return run(*args, **kwargs)

    monkeypatch.setattr(answer_supplement, "run", late)
    answer = browser.client.post(where, {"component.map": SimpleUploadedFile("cu.pdf", making.PDF)})
    assert (answer.status_code, "cu.pdf: tệp này" in answer.content.decode()) == (422, True)


def test_a_supplement_changed_while_it_was_sent_is_refused_in_words(
    office: making.Office, browser: PlainBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else answers in the same second: the holder of the PIN is told, and sees what was written."""
    born = on_paper(office)
    where = at_the_questions(browser, born)
    run = answer_supplement.run

    def second(actor: Actor, dossier: str, command: Any, **kwargs: Any) -> Any:
        run(office.receiver, dossier, answer_supplement.Command({"note": "Tại quầy"}))
        return run(actor, dossier, command, **kwargs)

    monkeypatch.setattr(answer_supplement, "run", second)
    answer = browser.client.post(where, {"note": "Qua mạng"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đang chờ cán bộ kiểm tra" in page
    assert "Qua mạng" in page
