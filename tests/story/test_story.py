"""The whole story in a real browser: a procedure is changed and published, used by a citizen and by officers."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from own_site import Site
from playwright.sync_api import Page, expect
from real_browser import press
from story import applying, editing, working
from story.applying import ANSWERS, PAPERS, PDF, Slip
from story.people import People, picture

pytestmark = pytest.mark.browser
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HANGS = 300  # seconds; only ends what would never end
PHONE_LABEL, PHONE_HELP = "Số điện thoại nhận tin", "Cơ quan báo tiến độ qua số này."
LEG = "Thẩm tra và xác nhận giấy chứng nhận"
HOME_RESULT, HOME_ADDRESS = "Nhận kết quả tại nhà?", "Địa chỉ nhận kết quả"
MISSING = "Hợp đồng thiếu trang 2; nội dung sau biến động chưa ghi diện tích."
COMPLETED = "Bà Nguyễn Thị Hoa đứng tên trên giấy chứng nhận, diện tích 120,5 m²."
APOLOGY = "Hồ sơ phải chờ trích lục bản đồ; cơ quan thành thật xin lỗi ông/bà vì sự chậm trễ."
DECISION = {"name": "giay-chung-nhan.pdf", "mimeType": "application/pdf", "buffer": PDF}


def today() -> date:
    """The civil day in Vietnam."""
    return datetime.now(VIETNAM).date()


# --- the editor -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Added:
    """The lasting ids of the two questions the editor adds."""

    wish: str
    address: str


def change_the_form(page: Page) -> Added:
    """New words for one question, two new questions, the second asked only when the first is answered yes."""
    editing.tab(page, "Biểu mẫu")
    editing.open_part(page, "at-form-pages-owner-items-owner_phone")
    editing.write(page, "at-form-fields-owner_phone-x-field-label-vi", PHONE_LABEL)
    editing.write(page, "at-form-fields-owner_phone-x-field-help-vi", PHONE_HELP)
    wish = editing.add_question(page, "wishes", HOME_RESULT, "Result sent home?", "yes_no")
    address = editing.add_question(page, "wishes", HOME_ADDRESS, "Address for the result", "text")
    assert HOME_RESULT in editing.ask_only_when_yes(page, address, wish)
    picture(page, "editor-form")
    return Added(wish, address)


def begin_today(page: Page) -> None:
    """Any change on the old first day would reach into the past, and the editor says so; today is fine."""
    editing.tab(page, "Chung")
    editing.write(page, "at-conditions-en", "There is a certificate and the land is not in dispute.")
    assert any("không được lùi về quá khứ" in one for one in editing.problems(page))
    editing.begin_on(page, today())
    assert editing.problems(page) == []


def try_a_shorter_deadline(page: Page) -> None:
    """A shorter leg breaks the examples that rest on the law; the editor sees them and takes it back."""
    editing.tab(page, "Thời hạn")
    editing.open_part(page, "at-deadlines-change")
    editing.write(page, "at-deadlines-change-legs-examine-amount", "9")
    assert len(editing.failing(page)) > 10
    assert len(editing.problems(page)) > 10
    picture(page, "editor-problems")
    editing.take_back(page)
    assert editing.problems(page) == []


def change_deadline_and_fee(page: Page) -> None:
    """A new name for the leg, fewer extra days in remote places, a longer reduction for online dossiers."""
    editing.tab(page, "Thời hạn")
    editing.open_part(page, "at-deadlines-change")
    editing.write(page, "at-deadlines-change-legs-examine-name-vi", LEG)
    editing.write(page, "at-deadlines-change-modifiers-remote_place-add", "8")
    editing.tab(page, "Phí")
    editing.open_part(page, "at-fees-appraisal")
    editing.write(page, "at-fees-appraisal-reductions-online-to", "2027-06-30")
    picture(page, "editor-fees")


def mend_the_examples(page: Page) -> None:
    """Exactly the examples of the changed rules fail; one takes the new date, one makes way for a new example."""
    assert len(editing.failing(page)) == 2 == len(editing.problems(page))
    editing.take_new_result(page, "remote")
    editing.remove_scenario(page, "online_2027_01_01")
    editing.keep_try(page, "Nộp trực tuyến: giảm phí thẩm định")
    assert editing.problems(page) == []


@pytest.fixture(scope="module")
def published(people: People) -> Added:
    """The editor's chapter, once for all others: changed, mended, submitted, approved, in force."""
    editor = people.staff("bientap")
    editing.open_procedure(editor, editing.LAND)
    begin_today(editor)
    added = change_the_form(editor)
    try_a_shorter_deadline(editor)
    change_deadline_and_fee(editor)
    mend_the_examples(editor)
    editing.send_for_review(editor)
    assert "chưa được phê duyệt" in editing.try_to_approve_own_work(editor)
    approver = people.staff("pheduyet")
    editing.open_procedure(approver, editing.LAND)
    editing.approve(approver, "Đúng quy định.")
    expect(approver.locator(".ed-badge--good")).to_contain_text(
        f"Phiên bản 2 có hiệu lực từ {today():%d/%m/%Y}"
    )
    return added


def test_a_changed_procedure_is_in_force_for_everybody(people: People, published: Added) -> None:
    """What one person wrote and another approved is what citizens read the same day, in both languages."""
    visitor = people.visitor()
    visitor.goto("/vi/")
    picture(visitor, "home")
    applying.find(visitor, "sang ten so do", editing.LAND)
    picture(visitor, "procedure")
    words = visitor.locator("main").inner_text()
    assert LEG in words and f"Số 2, có hiệu lực từ {today():%d/%m/%Y}" in words
    visitor.goto(f"/en/thu-tuc/{editing.LAND}/")
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.locator("h1")).to_contain_text("Register a change")


# --- the citizen ----------------------------------------------------------------------------------------
def fill_in(page: Page, added: Added) -> None:
    """Every page of the form; one answer is forgotten at first and asked for by name."""
    extra = {added.wish: "yes", added.address: "12 Hùng Vương"}
    for name, answers in ANSWERS.items():
        assert applying.here(page) == name, applying.problems(page)
        if name == "owner":
            expect(page.locator("main")).to_contain_text(PHONE_LABEL)
            expect(page.locator("main")).to_contain_text(PHONE_HELP)
        if name == "parcel":
            applying.answer(page, {key: text for key, text in answers.items() if key != "map_sheet"})
            applying.go_on(page)
            assert applying.problems(page) == ["Hãy điền “Tờ bản đồ số”."]
        applying.answer(page, {**answers, **(extra if name == "wishes" else {})})
        if name == "change":
            picture(page, "form-page")
        applying.go_on(page)


def hand_in_papers(page: Page, script: bool) -> None:
    """A program is no contract: it is refused with the kinds that are taken; then the right papers."""
    assert applying.here(page) == "papers", applying.problems(page)
    applying.send_files(page, {"contract": ("hop-dong.exe", b"MZ" + b"\0" * 500)}, script=script)
    refused = " ".join(applying.problems(page))
    assert "hop-dong.exe" in refused and "PDF" in refused
    applying.upload(page, PAPERS, script=script)
    page.check("#f-commitment")
    applying.go_on(page)


def check_and_hand_in(page: Page) -> Slip:
    """All answers, the fee and the date are shown once more; after handing in: code, PIN, QR code, date."""
    shown = page.locator("main").inner_text()
    assert all(words in shown for words in (HOME_ADDRESS, "12 Hùng Vương", "1.250.000.000", "310.000 đ"))
    picture(page, "check-answers")
    applying.hand_in(page)
    picture(page, "acknowledgement")
    taken = applying.slip(page)
    drawing = page.request.get(f"/vi/ho-so/{taken.dossier}/qr.svg")
    assert drawing.status == 200 and "<svg" in drawing.text()
    return taken


def answer_only_what_was_asked(page: Page, taken: Slip, script: bool) -> None:
    """The page of the supplement asks the ticked answer and the ticked paper, and nothing else."""
    page.goto(f"/vi/ho-so/{taken.dossier}/bo-sung/")
    expect(page.locator("main")).to_contain_text(MISSING)
    names = "main form [name]:not([type=hidden]):not(button)"
    asked = page.locator(names).evaluate_all("all => all.map(one => one.name)")
    assert set(asked) == {"change_after", "component.contract"}
    page.fill("[name=change_after]", COMPLETED)
    applying.upload(page, ["contract"], script=script)
    press(page.get_by_role("button", name="Gửi phần bổ sung"))
    page.wait_for_url("**/ho-so/*/")


# --- what the citizen sees after each act ---------------------------------------------------------------
@dataclass
class Watching:
    """The citizen's two ways of following: with code and PIN, and signed in."""

    own: Page
    stranger: Page
    taken: Slip

    def sees(self, *sentences: str, with_pin: bool = False) -> None:
        """Both ways show these sentences; the status by code alone shows no name."""
        mine = applying.own_page(self.own, self.taken)
        for sentence in sentences:
            assert sentence in mine, mine
        self.stranger.goto(f"/vi/tra-cuu/?ma={self.taken.code}")
        open_to_all = self.stranger.locator("main").inner_text()
        assert self.taken.code in open_to_all and "Nguyễn Thị Hoa" not in open_to_all
        if with_pin:
            shown = applying.track(self.stranger, self.taken)
            assert sentences[0] in shown, shown


# --- officers -------------------------------------------------------------------------------------------
def take_in(people: People, watching: Watching) -> None:
    """Taking in prints the slip with the day that was promised online."""
    taken, desk = watching.taken, people.staff("tiepnhan")
    picture_of_queue(desk)
    working.open_dossier(desk, taken.code)
    working.do(desk, "take_in")
    picture(desk, "desk-dossier")
    receipt = working.printed(desk, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ")
    assert f"{taken.day:%d/%m/%Y}" in receipt and taken.code in receipt
    watching.sees("Hồ sơ được tiếp nhận", f"{taken.day:%d/%m/%Y}", with_pin=True)


def picture_of_queue(desk: Page) -> None:
    """Keep the queue as it looks."""
    desk.goto("/vi/desk/")
    picture(desk, "desk-queue")


def supplement(people: People, watching: Watching, script: bool) -> None:
    """An officer asks once for everything; the citizen answers only that; the officer accepts."""
    desk = people.staff("tiepnhan")
    working.search(desk, "nguyen thi hoa", watching.taken.code)
    working.do(
        desk, "request_supplement", text=MISSING, components=["contract"], fields_asked=["change_after"]
    )
    watching.sees("yêu cầu bổ sung", MISSING, with_pin=True)
    answer_only_what_was_asked(watching.own, watching.taken, script)
    watching.sees("đã gửi phần bổ sung")
    working.open_dossier(desk, watching.taken.code)
    expect(desk.locator(".facts__changed").first).to_contain_text(COMPLETED)
    working.do(desk, "accept_supplement")
    watching.sees("Phần bổ sung được chấp nhận")
    working.do(desk, "assign", holder="Lê Thị Bình")
    watching.sees("chuyển")


def tax_duty(people: People, watching: Watching) -> None:
    """The specialist sends the slip to the tax office and records that the duty was met."""
    desk = people.staff("thuly")
    working.open_dossier(desk, watching.taken.code)
    working.do(desk, "request_financial_duty", reference="PC-0417/2026")
    watching.sees("thuế")
    working.do(desk, "confirm_financial_duty", reference="GNT-99102")
    watching.sees("nghĩa vụ")


def extend_and_decide(people: People, watching: Watching) -> str:
    """The leader puts the date off with an apology, then decides; returns the new day."""
    desk = people.staff("lanhdao")
    working.open_dossier(desk, watching.taken.code)
    new = working.proposed_day(desk, watching.taken.dossier)
    working.do(desk, "extend_with_apology", text=APOLOGY)
    assert new in working.printed(desk, "XIN LỖI")
    watching.sees("xin lỗi", new, with_pin=True)
    signed = {"number": "CS 00999", "happened_at": f"{today():%d/%m/%Y}", "files": DECISION}
    working.do(desk, "decide", result="certificate", **signed)
    watching.sees("có kết quả", with_pin=True)
    return new


def give_back(people: People, watching: Watching) -> None:
    """The fee is collected and the result handed over against the identity card."""
    desk = people.staff("traketqua")
    working.open_dossier(desk, watching.taken.code, tab="to_return")
    working.do(desk, "confirm_payment", reference="BL-000123")
    working.do(desk, "return_result", id_checked=True)
    watching.sees("trả kết quả", with_pin=True)
    picture(watching.stranger, "tracking")
    picture(watching.own, "my-dossier")


# --- the national portal --------------------------------------------------------------------------------
ORDER = ["1", "2", "5", "2", "4", "6", "4", "9", "10"]
"""New, taken in, supplement, taken in, in process, duty, in process, done, returned (guide v1.4)."""


def national_portal_knows(site: Site, taken: Slip) -> None:
    """The partner holds the dossier as returned, and one line for each step, in order."""
    held = _until_status(site, taken.code, "10")
    assert held["MaTTHC"] == editing.LAND and held["NgayTra"]
    lines = httpx.get(
        f"{site.portal_address}/simulator/progress", params={"code": taken.code}, timeout=HANGS
    ).json()
    statuses = [line["TrangThai"] for line in lines]
    assert [new for old, new in zip(["", *statuses], statuses, strict=False) if new != old] == ORDER


def _until_status(site: Site, code: str, status: str) -> dict[str, Any]:
    until = time.monotonic() + HANGS
    while True:
        held = (
            httpx.get(f"{site.portal_address}/simulator/dossier", params={"code": code}, timeout=HANGS).json()
            or {}
        )
        if held.get("TrangThaiHoSo") == status:
            return dict(held)
        assert time.monotonic() < until, held
        time.sleep(0.5)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_dossier_from_the_search_to_the_result(
    people: People, whole_site: Site, published: Added, script: bool
) -> None:
    """A citizen finds, fills in and hands in; officers work; each step is seen here and on the national portal."""
    citizen = people.citizen("hoa", java_script_enabled=script)
    applying.find(citizen, "dang ky bien dong dat", editing.LAND)
    applying.begin(citizen)
    fill_in(citizen, published)
    hand_in_papers(citizen, script)
    watching = Watching(citizen, people.visitor(java_script_enabled=script), check_and_hand_in(citizen))
    take_in(people, watching)
    supplement(people, watching, script)
    tax_duty(people, watching)
    extend_and_decide(people, watching)
    give_back(people, watching)
    national_portal_knows(whole_site, watching.taken)
