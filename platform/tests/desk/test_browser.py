"""The desk in a real browser: accessible, usable on a telephone, done by keyboard, safe for Telex."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import making
import pytest
import real_browser
import small_procedure
from motcua.dossiers.models import Dossier
from signing import session_of

pytest.importorskip("playwright", reason="Playwright is missing")
axe = pytest.importorskip("axe_playwright_python", reason="axe is missing")

from playwright.sync_api import Page, expect  # noqa: E402

AXE = Path(axe.__file__).with_name("axe.min.js")
SEEDS = Path(__file__).parents[3] / "catalog" / "procedures"
WIDTHS = (1280, 360)
ASK_AXE = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + v.nodes[0].html))"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True)
class Desk:
    """The served desk with a few dossiers in it; ``sessions`` by role."""

    address: str
    dossiers: dict[str, Dossier]
    sessions: dict[str, str]

    def of(self, name: str, rest: str = "") -> str:
        return f"{self.address}ho-so/{self.dossiers[name].public_id}/{rest}"


@pytest.fixture
def desk(live_site: str) -> Desk:
    making.set_clock("2026-07-13 09:30")
    making.published(small_procedure.with_opinions())
    making.published(json.loads((SEEDS / "certified_copies.json").read_text()))
    office = making.office()
    dossiers = {
        "new": making.submitted(office).dossier,
        "taken_in": making.taken_in(office),
        "in_process": making.in_process(office),
        "decided": making.decided(office),
    }
    sessions = {role: session_of(actor) for role, actor in office.officers.items()}
    return Desk(f"{live_site}/vi/desk/", dossiers, sessions)


@pytest.fixture
def browse(chromium: Path, desk: Desk) -> Iterator[Callable[..., Page]]:
    """Opens a page in which the officer of a role is signed in; questions to the database come before it."""
    with real_browser.started(chromium) as program:

        def opened(role: str, width: int = 1280) -> Page:
            page = real_browser.window(program, viewport={"width": width, "height": 900})
            key = {"name": "motcua_staff", "value": desk.sessions[role], "url": desk.address}
            page.context.add_cookies([key])
            return page

        yield opened


def faults(page: Page, address: str) -> list[Any]:
    """What axe, the console and the width have against a page."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto(address)
    found = page.evaluate(f"{AXE.read_text()}; {ASK_AXE}")
    return [*found, *said, *(["too wide"] if page.evaluate(TOO_WIDE) else [])]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible(desk: Desk, browse: Callable[..., Page], width: int) -> None:
    """No page of the desk breaks a rule of WCAG that axe knows, scrolls sideways or writes errors."""
    seen = {
        "receiver": [
            desk.address + "?tab=open",
            desk.address + "tim/",
            desk.address + "tiep-nhan/",
            desk.address + "tiep-nhan/9.000001/?channel=post&where=standard",
            desk.address + "chung-thuc/",
            desk.address + "gui-lai/",
            desk.of("in_process"),
            desk.of("in_process", "dan-cu/"),
            desk.of("new", "viec/take_in/"),
            desk.of("new", "viec/refuse_intake/"),
            desk.of("in_process", "viec/assign/"),
            desk.of("in_process", "viec/request_supplement/"),
            desk.of("decided", "viec/confirm_payment/"),
            desk.of("decided", "viec/return_result/"),
            desk.of("decided", "bien-lai/"),
        ],
        "leader": [
            desk.of("in_process", "viec/decide/"),
            desk.of("in_process", "viec/ask_opinion/"),
            desk.of("in_process", "viec/extend_with_apology/"),
            desk.of("in_process", "viec/stop/"),
        ],
    }
    found = {
        address: faults(browse(role, width), address) for role, pages in seen.items() for address in pages
    }
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_certified_copies_by_keyboard(desk: Desk, browse: Callable[..., Page]) -> None:
    """Typing and Tab alone certify copies; the fee follows the typing; no letter typed is a shortcut."""
    page = browse("receiver")
    page.goto(desk.address + "chung-thuc/")
    for label, value in {
        "paper_kind": "issued",
        "issued_abroad": "no",
        "altered": "no",
        "restricted": "no",
    }.items():
        page.check(f"input[name={label}][value={value}]")
    page.focus("[name=requester_name]")
    page.keyboard.type("Nguyeenx Quoocs Cuowfng")
    page.keyboard.press("Tab")
    page.keyboard.type("015190000018")
    page.focus("[name=paper_title]")
    page.keyboard.type("Bang tot nghiep")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    expect(page.locator("[data-fee]")).to_have_text("14.000 đ")
    real_browser.key(page, "Enter")
    assert "-260713-" in page.inner_text(".done")
    assert "14.000 đ" in page.inner_text(".done")
    assert page.input_value("[name=requester_name]") == ""
    expect(page.locator("[name=requester_name]")).to_be_focused()


def test_shortcuts(desk: Desk, browse: Callable[..., Page]) -> None:
    """Single keys lead through the desk, the question mark explains them, and they can be switched off."""
    page = browse("receiver")
    page.goto(desk.address + "?tab=open")
    real_browser.hit(page, "j")
    page.keyboard.press("j")
    line = page.evaluate("document.activeElement.closest('tr').rowIndex")
    assert line == 2
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.uncheck("[data-keys-on]")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()
    with real_browser.staying(page):
        real_browser.hit(page, "n")
    page.evaluate("localStorage.clear()")
    page.reload()
    real_browser.key(page, "n")
    assert page.url.endswith("/tiep-nhan/")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "desk-search"
