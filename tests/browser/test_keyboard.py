"""With the keyboard alone: a citizen from the home page to the slip, an officer a certified copy in one screen."""

from __future__ import annotations

import re

import pytest
from browser.keys import Keyboard
from playwright.sync_api import expect
from real_browser import key
from story import applying
from story.applying import ANSWERS, PAPERS, PDF
from story.people import People

pytestmark = pytest.mark.browser
NEXT = "button[name=go][value=next]"
COPY = {
    "requester_name": "Trần Thị Lan",
    "requester_id": "051188000007",
    "requester_phone": "0905111222",
    "paper_title": "Bằng tốt nghiệp trung học phổ thông",
    "pages": "4",
    "copies": "3",
    "paper_kind": "issued",
    "issued_abroad": "no",
    "altered": "no",
    "restricted": "no",
}


def find_and_begin(keys: Keyboard) -> None:
    """Home, skip link, search, procedure, case and office."""
    keys.page.goto("/vi/")
    keys.press("Tab")
    assert keys.at("a.skip") and keys.where()["inside"]
    keys.press("Enter")
    keys.arrives("#main")
    keys.to("#q")
    keys.type("sang ten so do")
    key(keys.page, "Enter")
    keys.follow(".card a[href*='1.013831']")
    keys.follow("a.button--big")
    keys.choose("case", "transfer")
    keys.choose("applicant", "citizen")
    keys.choose_in_list("#office", "Phường Cẩm")
    keys.follow(".form-actions button")


def forget_and_mend(keys: Keyboard, answers: dict[str, str]) -> None:
    """Enter sends the page; the list of problems has the focus; its link leads to the very question."""
    forgotten = answers.pop("map_sheet")
    keys.fill(answers)
    keys.follow(NEXT)
    keys.arrives("[data-problem-summary]")
    keys.press("Tab")
    assert keys.at(".problem-summary a")
    keys.press("Enter")
    keys.arrives("#f-map_sheet")
    keys.type(forgotten)
    keys.to("#f-parcel_number", key="Shift+Tab")


def test_a_citizen_needs_no_mouse(people: People) -> None:
    """Somebody who cannot use a mouse finds, fills in, mends, uploads, declares and hands in."""
    keys = Keyboard(people.citizen("tuan"))
    find_and_begin(keys)
    for name, answers in ANSWERS.items():
        assert applying.here(keys.page) == name, applying.problems(keys.page)
        if name == "parcel":
            forget_and_mend(keys, dict(answers))
        else:
            keys.fill(answers)
        keys.follow(NEXT)
    for paper in PAPERS:
        keys.upload(f"#c-{paper}", f"{paper}.pdf", PDF)
    keys.tick("#f-commitment")
    keys.follow(NEXT)
    keys.follow(".form-actions button.button--big")
    assert re.fullmatch(r"\d{6}", applying.slip(keys.page).pin)


def test_a_certified_copy_is_one_screen_and_no_mouse(people: People) -> None:
    """Shortcut, typing, Enter: the copy is taken in, paid, certified and returned, and the next one can begin."""
    keys = Keyboard(people.staff("camthanh"))
    keys.page.goto("/vi/desk/")
    key(keys.page, "c")
    assert keys.where()["name"].startswith("INPUT"), "The first question has the focus."
    keys.fill(COPY)
    expect(keys.page.locator("[data-fee]")).to_have_text("18.000 đ")
    keys.to("[name=reference]")
    keys.type("BL-000777")
    key(keys.page, "Enter")
    done = keys.page.locator(".done").inner_text()
    assert re.search(r"H48\.101-\d{6}-\d{4}", done) and "18.000 đ" in done
    assert keys.page.input_value("[name=requester_name]") == ""
