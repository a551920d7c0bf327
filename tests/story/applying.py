"""What a citizen does on the public portal: find, fill in, upload, check, hand in, follow, answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from playwright.sync_api import Page, expect
from real_browser import key, press

OFFICE = "Phường Cẩm Thành (Văn phòng Đăng ký đất đai tỉnh Quảng Ngãi)"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAPERS = ("application", "certificate", "contract", "registration_tax", "income_tax")

#: What one honest buyer of a whole parcel answers, page by page, in the order of the form.
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "owner": {
        "owner_residence.province": "Tỉnh Quảng Ngãi",
        "owner_residence.ward": "Phường Cẩm Thành",
        "owner_residence.street": "12 Hùng Vương",
        "many_owners": "no",
    },
    "representative": {"by_representative": "no"},
    "parcel": {
        "certificate_serial": "DA 123456",
        "certificate_register": "CS 00417",
        "certificate_date": "20/03/2019",
        "certificate_authority": "Sở Tài nguyên và Môi trường tỉnh Quảng Ngãi",
        "parcel_number": "125",
        "map_sheet": "7",
        "parcel_area": "120,5",
        "parcel_address.province": "Tỉnh Quảng Ngãi",
        "parcel_address.ward": "Phường Cẩm Thành",
        "mortgaged": "no",
    },
    "change": {
        "whole_parcel": "yes",
        "change_before": "Ông Trần Văn Bảy đứng tên trên giấy chứng nhận.",
        "change_after": "Bà Nguyễn Thị Hoa đứng tên trên giấy chứng nhận.",
        "deed_number": "1024/2026",
        "deed_date": "02/11/2026",
        "price": "1.250.000.000",
    },
    "wishes": {"new_certificate": "new", "certificates": "1", "hardship": "none"},
}


@dataclass(frozen=True)
class Slip:
    """What the applicant takes home: the code, the second secret, the date if taken in today."""

    code: str
    pin: str
    day: date
    dossier: str


# --- finding --------------------------------------------------------------------------------------------
def find(page: Page, words: str, code: str) -> None:
    """Search from the home page and open the procedure found."""
    page.goto("/vi/")
    page.fill("#q", words)
    key(page, "Enter")
    press(page.locator(".card").filter(has_text=code).get_by_role("link"))
    expect(page.locator("main")).to_contain_text(f"Mã {code}")


def begin(page: Page) -> None:
    """From the procedure's page to the first page of the form."""
    press(page.locator("a.button--big"))
    page.locator("main input[name=applicant][value=citizen]").check()
    page.select_option("#office", label=OFFICE)
    press(page.get_by_role("button", name="Tiếp tục"))
    page.wait_for_url("**/trang/**")


# --- filling in -----------------------------------------------------------------------------------------
def here(page: Page) -> str:
    """The id of the page of the form that is shown."""
    return page.locator("main form input[name=page]").get_attribute("value") or ""


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Type or choose the answers of one page."""
    for name, value in answers.items():
        choice = page.locator(f'input[type=radio][name="{name}"][value="{value}"]')
        if choice.count():
            choice.check()
        else:
            page.locator(f'main [name="{name}"]').fill(value)


def go_on(page: Page) -> None:
    """Press Continue and wait for the page that comes."""
    press(page.locator("button[name=go][value=next]"))


def problems(page: Page) -> list[str]:
    """The sentences of the list of problems at the top of the page."""
    return page.locator(".problem-summary li").all_inner_texts()


def choose_file(page: Page, component: str, name: str, content: bytes) -> None:
    """Choose a file for a paper."""
    kind = "application/pdf" if name.endswith("pdf") else "application/octet-stream"
    page.set_input_files(
        f'[name="component.{component}"]', {"name": name, "mimeType": kind, "buffer": content}
    )


def send_files(page: Page, chosen: Mapping[str, tuple[str, bytes]], *, script: bool) -> None:
    """Choose files and send them: with script each goes at once, without it the button sends them all."""
    for component, (name, content) in chosen.items():
        if script:
            with page.expect_navigation():
                choose_file(page, component, name, content)
        else:
            choose_file(page, component, name, content)
    if not script:
        press(page.locator("button[name=upload]"))


def upload(page: Page, components: Sequence[str], *, script: bool) -> None:
    """Send a PDF for each paper; each is then listed on the page."""
    send_files(page, {one: (f"{one}.pdf", PDF) for one in components}, script=script)
    for one in components:
        expect(page.locator("main .files").filter(has_text=f"{one}.pdf")).to_be_visible()


def hand_in(page: Page) -> None:
    """Hand in on the page that shows all answers; the declaration was made in the form itself."""
    expect(page.locator("#declare")).to_have_count(0)
    press(page.get_by_role("button", name="Nộp hồ sơ"))
    page.wait_for_url("**/da-nop/")


def slip(page: Page) -> Slip:
    """Read the page shown after handing in."""
    code, pin = page.locator("strong.code").all_inner_texts()
    said = page.locator("dl.facts").inner_text()
    day = re.search(r"tiếp nhận hôm nay:?\s+(\d\d/\d\d/\d{4})", said)
    assert day, said
    return Slip(code, pin, day_of(day[1]), page.url.rstrip("/").split("/")[-2])


def day_of(text: str) -> date:
    """31/12/2026 as a day."""
    return datetime.strptime(text, "%d/%m/%Y").date()


# --- following ------------------------------------------------------------------------------------------
def track(page: Page, taken: Slip) -> str:
    """What code and PIN show on the tracking page."""
    page.goto(f"/vi/tra-cuu/?ma={taken.code}")
    page.fill("#pin", taken.pin)
    press(page.get_by_role("button", name="Xem diễn biến và văn bản"))
    expect(page.locator(".timeline")).to_be_visible()
    return page.locator("section.track").inner_text()


def own_page(page: Page, taken: Slip) -> str:
    """What the applicant's own page of the dossier shows."""
    page.goto(f"/vi/ho-so/{taken.dossier}/")
    return page.locator("main").inner_text()
