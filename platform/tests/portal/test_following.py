"""Following a dossier: by code nothing personal, by PIN the story, signed in everything; supplementing only what
was asked."""

import re
import time
from statistics import median
from typing import Any

import lxml.html
import making
import pytest
import small_procedure
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from motcua.dossiers import reads as dossiers
from motcua.dossiers.actions import request_supplement, withdraw
from motcua.portal.typed_code import completed
from plain_browser import PlainBrowser, questions, signed_in

PERSONAL = ("Nguyễn Thị Thử", "015190000018", "0912345678", "Cấp giấy phép nhỏ")


def by_code(code: str) -> Any:
    return Client().get("/vi/tra-cuu/", {"ma": code})


def test_by_code_state_and_dates_only(office: making.Office) -> None:
    """Whoever has only the code learns state and dates, not who, not what."""
    dossier = making.taken_in(office)
    page = by_code(dossier.code).content.decode()
    assert "15/07/2026" in page
    assert "Đã tiếp nhận" in page
    assert not [secret for secret in PERSONAL if secret in page]


@pytest.mark.parametrize("code", ["H15.1-260701-9999", "' OR 1=1", "x" * 4000])
def test_unknown_codes(office: making.Office, code: str) -> None:
    """An unknown or strange code gets a sentence that says what to compare."""
    response = by_code(code)
    assert (response.status_code, "Không có hồ sơ nào mang mã này" in response.content.decode()) == (
        404,
        True,
    )


def test_with_the_pin_the_story(office: making.Office) -> None:
    """Code and PIN show the procedure and the steps; a wrong PIN shows nothing."""
    born = making.submitted(office)
    wrong = Client().post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": "x"})
    assert (wrong.status_code, "Cấp giấy phép nhỏ" in wrong.content.decode()) == (422, False)
    right = Client().post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": born.pin}).content.decode()
    assert "Cấp giấy phép nhỏ" in right
    assert "Ông/bà đã nộp hồ sơ." in right
    assert "Nguyễn Thị Thử" not in right


def test_guessing_pins_is_slow(office: making.Office) -> None:
    """After five wrong PINs even the right one has to wait."""
    born = making.submitted(office)
    for _ in range(5):
        Client().post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": "000"})
    response = Client().post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": born.pin})
    assert response.status_code == 429


def test_guessing_codes_is_slow(office: making.Office) -> None:
    """One network may ask sixty codes in a quarter of an hour, then it has to wait."""
    statuses = [by_code(f"H15.1-260701-{n:04d}").status_code for n in range(62)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def asks(code: str, pin: str) -> Any:
    return Client().post("/vi/tra-cuu/", {"ma": code, "pin": pin})


def test_people_who_know_their_pin_lock_nobody_out(office: making.Office) -> None:
    """Behind one address forty people enter their own PIN in a quarter of an hour, and all are served."""
    born = making.submitted(office)
    statuses = {asks(born.dossier.code, born.pin).status_code for _ in range(40)}
    statuses |= {by_code(born.dossier.code).status_code for _ in range(70)}
    assert statuses == {200}


def test_wrong_pins_count_per_network(office: making.Office) -> None:
    """Fifteen wrong PINs for different codes stop a network, for the right PIN too; another one is served."""
    born = making.submitted(office)
    guesses = [asks(f"H15.1-260701-{n:04d}", "000000").status_code for n in range(16)]
    assert guesses == [422] * 15 + [429]
    assert asks(born.dossier.code, born.pin).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post(
        "/vi/tra-cuu/", {"ma": born.dossier.code, "pin": born.pin}
    )
    assert elsewhere.status_code == 200


def test_a_wrong_pin_and_an_unknown_code_are_told_alike(office: making.Office) -> None:
    """Seven tries with a wrong PIN read word for word like seven tries with a code that does not exist."""

    def answers(code: str) -> list[tuple[int, str]]:
        found = [asks(code, "000000") for _ in range(7)]
        plain = [re.sub(r'value="[^"]*"', "", one.content.decode()) for one in found]
        return [(one.status_code, page) for one, page in zip(found, plain, strict=True)]

    known = answers(making.submitted(office).dossier.code)
    assert known == answers("H15.1-260701-9999")
    assert [status for status, _page in known] == [422] * 5 + [429] * 2


def test_a_wrong_pin_takes_as_long_as_an_unknown_code(office: making.Office) -> None:
    """The work for the answer does not tell whether a code exists: measured as processor time, in turns."""

    def seconds(code: str) -> float:
        cache.clear()
        begun = time.thread_time()
        assert dossiers.tracked(code, "000000") is None
        return time.thread_time() - begun

    codes = [making.submitted(office).dossier.code for _ in range(12)]
    seconds(codes.pop())
    taken = [(seconds(code), seconds(f"H15.1-260701-{9000 + n}")) for n, code in enumerate(codes)]
    known, unknown = (median(one) for one in zip(*taken, strict=True))
    assert abs(known - unknown) < max(0.005, 0.6 * known), (known, unknown)


def test_letters_need_the_pin_in_this_browser(office: making.Office) -> None:
    """A letter is not served to a browser in which the PIN was not entered."""
    dossier = making.submitted(office).dossier
    response = Client().get(f"/vi/tra-cuu/{dossier.public_id}/thu/{'a' * 22}/")
    assert (response.status_code, response["Location"]) == (302, "/vi/tra-cuu/")


def test_my_dossiers_in_few_queries(office: making.Office) -> None:
    """The list of twelve dossiers costs as many queries as the list of two."""
    client = signed_in(office.citizen)
    costs = []
    for count in (2, 10):
        for _ in range(count):
            making.submitted(office)
        client.get("/vi/ho-so/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/vi/ho-so/").status_code == 200
        costs.append(questions(asked))
    assert costs[0] == costs[1]
    assert costs[1] <= 12


def test_one_dossier_says_why_this_date(office: making.Office) -> None:
    """The page of a dossier tells the story with dates and explains the promised one."""
    dossier = making.taken_in(office)
    page = signed_in(office.citizen).get(f"/vi/ho-so/{dossier.public_id}/").content.decode()
    assert "15/07/2026" in page
    assert "10 ngày làm việc" in page
    assert "Hồ sơ được tiếp nhận" in page


@pytest.mark.parametrize("rest", ["", "da-nop/", "qr.svg", "phieu.pdf", "bo-sung/", "rut/"])
def test_dossiers_of_others_are_not_found(office: making.Office, rest: str) -> None:
    """Somebody else's dossier is not found, nor its PIN, slip or letters."""
    dossier = making.submitted(office).dossier
    response = signed_in(making.citizen("Người Lạ")).get(f"/vi/ho-so/{dossier.public_id}/{rest}")
    assert response.status_code == 404


def asked(
    office: making.Office, fields: tuple[str, ...] = ("note",), papers: tuple[str, ...] = ("map",)
) -> str:
    """A dossier whose citizen was asked for a field and a paper."""
    dossier = making.in_process(office)
    command = request_supplement.Command("Bổ sung bản đồ và ghi chú.", fields, papers)
    request_supplement.run(office.specialist, dossier.public_id, command)
    return str(dossier.public_id)


def test_supplementing_touches_only_what_was_asked(office: making.Office) -> None:
    """The page shows only what was asked, and other answers posted along are ignored."""
    dossier, client = asked(office), signed_in(office.citizen)
    page = client.get(f"/vi/ho-so/{dossier}/bo-sung/").content.decode()
    assert "Bổ sung bản đồ và ghi chú." in page
    assert re.findall(r'name="(full_name|copies|note|component\.\w+)"', page) == ["note", "component.map"]
    posted = {"note": "Đã bổ sung", "full_name": "Kẻ Khác", "copies": "99"}
    file = SimpleUploadedFile("ban-do.pdf", making.PDF)
    response = client.post(f"/vi/ho-so/{dossier}/bo-sung/", {**posted, "component.map": file})
    assert response["Location"] == f"/vi/ho-so/{dossier}/"
    assert "chờ cán bộ kiểm tra" in client.get(response["Location"]).content.decode()
    now = dossiers.answers(office.specialist, dossier).now
    assert (now["note"], now["full_name"], now["copies"]) == ("Đã bổ sung", "Nguyễn Thị Thử", 2)


def test_a_refused_file_does_not_lose_the_good_one(office: making.Office) -> None:
    """A supplement comes in pieces: what was received stays while a wrong file is explained."""
    dossier, client = asked(office, fields=()), signed_in(office.citizen)
    where = f"/vi/ho-so/{dossier}/bo-sung/"
    good = client.post(where, {"upload": "1", "component.map": SimpleUploadedFile("mot.pdf", making.PDF)})
    token = re.search(r'name="received" value="([^"]+)"', good.content.decode())
    assert token
    bad = client.post(where, {"received": token[1], "component.map": SimpleUploadedFile("x.txt", b"x")})
    assert (bad.status_code, "mot.pdf" in bad.content.decode()) == (422, True)
    assert client.post(where, {"received": token[1]})["Location"] == f"/vi/ho-so/{dossier}/"


def test_the_box_of_an_asked_paper_says_what_it_takes(office: making.Office) -> None:
    """Who is asked for a paper once more reads beside the box, as on the form, which files it takes."""
    dossier, client = asked(office, fields=()), signed_in(office.citizen)
    page = client.get(f"/vi/ho-so/{dossier}/bo-sung/").content.decode()
    assert re.search(r'id="c-map-help">[^<]*Nhận tệp PDF[^<]* MB\.</p>', page)
    assert re.search(r'<input[^>]*id="c-map"[^>]*aria-describedby="c-map-help"', page)


def test_a_forged_note_of_files_counts_for_nothing(office: making.Office) -> None:
    """Only files this form received itself are taken; a made-up note brings none in."""
    dossier, client = asked(office, fields=()), signed_in(office.citizen)
    response = client.post(f"/vi/ho-so/{dossier}/bo-sung/", {"received": "forged", "note": "x"})
    assert response.status_code == 422


def test_nothing_to_supplement(office: making.Office) -> None:
    """Without an open request the page says so."""
    dossier = making.submitted(office).dossier
    response = signed_in(office.citizen).get(f"/vi/ho-so/{dossier.public_id}/bo-sung/")
    assert response.status_code == 409


def test_withdrawing_asks_once_more(office: making.Office) -> None:
    """Looking at the question withdraws nothing; pressing the button does, once."""
    dossier, client = making.submitted(office).dossier, signed_in(office.citizen)
    where = f"/vi/ho-so/{dossier.public_id}/rut/"
    assert client.get(where).status_code == 200
    assert dossiers.my_dossiers(office.citizen)[0].standing.word == "submitted"
    key = re.search(r'name="key" value="([^"]+)"', client.get(where).content.decode())
    assert key
    client.post(where, {"key": key[1]})
    assert dossiers.my_dossiers(office.citizen)[0].standing.word == "withdrawn"
    assert client.post(where, {"key": key[1]})["Location"] == f"/vi/ho-so/{dossier.public_id}/"
    assert client.post(where, {"key": "another"}).status_code == 409


def test_a_sensitive_title_is_told_to_nobody_by_code(office: making.Office) -> None:
    """A procedure marked sensitive shows neither title nor name to whoever has only the code."""
    data = {"legal_basis": "law", "retention": {"years": 10}, "sensitive": True}
    making.published(small_procedure.document(id="secret_permit", code="9.000009", personal_data=data))
    dossier = making.submitted(office, procedure="9.000009").dossier
    page = by_code(dossier.code).content.decode()
    assert not [secret for secret in PERSONAL if secret in page]


def own_page(office: making.Office, dossier: Any, rest: str = "") -> str:
    """What the citizen reads, without the marks of the page."""
    page = signed_in(office.citizen).get(f"/vi/ho-so/{dossier.public_id}/{rest}").content.decode()
    return " ".join(lxml.html.fromstring(page).find(".//main").text_content().split())


def test_whoever_owes_money_is_told_how_much_when_and_where(office: making.Office) -> None:
    """Sum, moment and counter stand on the acknowledgement, on the dossier's page and, with the PIN, on tracking."""
    born = making.submitted(office)
    owed = sum(line.amount for line in born.dossier.fee_lines.all())
    assert owed
    amount = f"{owed:,}".replace(",", ".")
    for page in (own_page(office, born.dossier, "da-nop/"), own_page(office, born.dossier)):
        assert f"Còn phải nộp: {amount} đ" in page
        assert f"Nộp tại quầy của {office.agency.name}" in page
        assert "khi nộp hồ sơ" in page or "trước khi nhận kết quả" in page
    tracked = asks(born.dossier.code, born.pin).content.decode()
    assert amount in tracked
    assert "Nộp tại quầy" in tracked


def test_one_s_own_page_shows_what_was_filed(office: making.Office) -> None:
    """Answers and files stand on the page as they were filed, and the files can be had again."""
    born = making.submitted(office)
    page = signed_in(office.citizen).get(f"/vi/ho-so/{born.dossier.public_id}/").content.decode()
    assert "Họ và tên" in page
    assert "Nguyễn Thị Thử" in page.partition('id="filed"')[2]
    link = re.search(r'href="(/vi/ho-so/[^"]+/tep/[^"]+)"', page)
    assert link
    served = signed_in(office.citizen).get(link[1])
    assert served.getvalue().startswith(b"%PDF")
    assert signed_in(making.citizen("Người Lạ")).get(link[1]).status_code == 404


def test_before_intake_nothing_explains_a_date_that_is_not_there(office: making.Office) -> None:
    """“Why this date?” is asked only where there is a date."""
    assert "Vì sao" not in own_page(office, making.submitted(office).dossier)
    assert "Vì sao" in own_page(office, making.taken_in(office))


def test_an_ended_dossier_lies_nowhere(office: making.Office) -> None:
    """A decided dossier says where the result can be had; one that has ended no longer says with whom it is."""
    dossier = making.decided(office)
    assert "Nhận kết quả tại" in own_page(office, dossier)
    gone = making.submitted(office).dossier
    assert "Đang ở" in own_page(office, gone)
    withdraw.run(office.citizen, gone.public_id, withdraw.Command())
    page = own_page(office, gone)
    assert "Đang ở" not in page
    assert "Nhận kết quả tại" not in page


def test_during_a_wait_the_page_says_that_the_clock_stands_still(office: making.Office) -> None:
    """Asked on 1 July, looked at five working days later: the old date, and the one if the answer came today."""
    dossier = asked(office)
    making.set_clock("2026-07-08 09:30")
    page = signed_in(office.citizen).get(f"/vi/ho-so/{dossier}/").content.decode()
    assert "Đồng hồ đang dừng" in page
    assert "15/07/2026" in page
    assert "22/07/2026" in page


def test_downloads_have_vietnamese_names(office: making.Office) -> None:
    """A letter is downloaded under what it is and the dossier's code, not under a number of ours."""
    born = making.submitted(office)
    served = signed_in(office.citizen).get(f"/vi/ho-so/{born.dossier.public_id}/phieu.pdf")
    assert f'filename="xac-nhan-nop-ho-so-{born.dossier.code}.pdf"' in served["Content-Disposition"]


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{plain}", "{short}", " {spaced} "])
def test_codes_are_understood_as_people_type_them(office: making.Office, typed: str) -> None:
    """Small letters, no dots and dashes, spaces, or the last number without its zeros: the dossier is found."""
    code = making.submitted(office).dossier.code
    unit, day, number = code.rsplit("-", 2)
    ways = {
        "code": code,
        "lower": code.lower(),
        "plain": code.replace(".", "").replace("-", ""),
        "short": f"{unit}-{day}-{int(number)}",
        "spaced": code.replace("-", " - "),
    }
    response = by_code(typed.format(**ways))
    assert response.status_code == 200
    assert code in response.content.decode()


def test_a_code_that_could_mean_two_is_not_guessed(db: None) -> None:
    """Without dashes two units may fit: then what was typed stays as it was."""
    for name, code in (("Xã Một", "H77.1"), ("Xã Hai", "H77.12")):
        making.agency(name, code=code)
    assert completed("h7712101101001") == "H7712101101001"
    assert completed("h77.1-260701-7") == "H77.1-260701-0007"


def test_a_wrong_pin_keeps_the_state_on_the_page(office: making.Office, browser: PlainBrowser) -> None:
    """Whoever saw the state and mistypes the PIN still sees the state; nobody else learns that the code exists."""
    born = making.submitted(office)
    browser.open("/vi/tra-cuu/").fill("Mã hồ sơ", born.dossier.code).press("Tra cứu")
    browser.fill("Mã PIN", "000000" if born.pin != "000000" else "111111").press("Xem diễn biến")
    assert "Mã hồ sơ hoặc mã PIN không đúng" in browser.text
    assert "Đã nộp" in browser.text
    assert "giấy xác nhận" in browser.text.lower() or "phiếu xác nhận" in browser.text.lower()


def test_the_way_back_names_the_procedure(office: making.Office) -> None:
    """The trail at the top says the name of the procedure, not its code."""
    page = signed_in(office.citizen).get(f"/vi/nop/{small_procedure.CODE}/").content.decode()
    trail = page.partition('class="crumbs"')[2].partition("</nav>")[0]
    assert "Cấp giấy phép nhỏ" in trail
    assert f">{small_procedure.CODE}<" not in trail


def test_the_contact_page_says_whom_to_call_and_where_to_go(demo: None) -> None:
    """The hotline and every counter with its address stand on the contact page."""
    page = Client().get("/vi/lien-he/").content.decode()
    assert 'href="tel:1022"' in page
    assert "54 Hùng Vương, phường Cẩm Thành" in page
