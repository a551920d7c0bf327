"""In a real browser: no accessibility fault, nothing wider than a small telephone, usable by keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import making
import pytest
import real_browser
from motcua.agencies import demo as agencies_demo
from motcua.dossiers.actions import request_supplement
from motcua.dossiers.founding import Born
from motcua.people import demo as people_demo
from playwright.sync_api import expect
from real_browser import key, press

from catalog import demo as catalog_demo

PUBLIC = (
    "/vi/",
    "/en/",
    "/vi/thu-tuc/?q=dat",
    "/vi/thu-tuc/1.013831/?truong-hop=inheritance",
    "/vi/thu-tuc/2.000815/mang-theo/",
    "/vi/tra-cuu/",
    "/vi/tra-cuu/?ma=H48-1",
    "/vi/tiep-can/",
    "/vi/khong-co/",
)
OWN = ("/vi/ho-so/", "/vi/nop/1.013831/", "/vi/nop/2.000815/")
HEAVIEST = 100_000


@pytest.fixture
def tab(live_site: str, chromium: Path) -> Any:
    """A tab of a small telephone on the demonstration's portal."""
    agencies_demo.load()
    people_demo.load()
    catalog_demo.load()
    with real_browser.started(chromium) as browser:
        yield real_browser.window(browser, base_url=live_site, viewport={"width": 360, "height": 740})


def faults(tab: Any) -> list[str]:
    """What axe finds on the page, and whether it scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = [f"{tab.url}: {one['id']}" for one in axe.run(tab).response["violations"]]
    wider = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *([f"{tab.url}: scrolls sideways"] if wider else [])]


def walk_and_press(tab: Any, words: str) -> None:
    """Walk with Tab to the link or button that says so and press Enter."""
    for _ in range(120):
        tab.keyboard.press("Tab")
        said = tab.evaluate("(document.activeElement.innerText || '').trim()")
        if said.startswith(words):
            key(tab, "Enter")
            return
    raise AssertionError(f"“{words}” cannot be reached by keyboard on {tab.url}")


def walk_to(tab: Any, name: str) -> None:
    """Walk with Tab to the control of this name."""
    for _ in range(120):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"The box {name} cannot be reached by keyboard on {tab.url}")


def signed_in(tab: Any) -> None:
    """Hoa signs in, by keyboard."""
    tab.goto("/vi/dang-nhap/?next=/vi/nop/2.000815/")
    walk_to(tab, "login")
    tab.keyboard.type("hoa")
    walk_to(tab, "password")
    tab.keyboard.type(people_demo.PASSWORD)
    key(tab, "Enter")
    assert "dang-nhap" not in tab.url


def test_no_page_has_a_fault_on_a_telephone(tab: Any) -> None:
    """On 360 pixels no page scrolls sideways and axe finds nothing; public pages set no cookie."""
    found = []
    for address in PUBLIC:
        tab.goto(address)
        found += faults(tab)
    assert tab.context.cookies() == []
    signed_in(tab)
    for address in OWN:
        tab.goto(address)
        found += faults(tab)
    assert found == []


def test_the_form_by_keyboard_alone(tab: Any) -> None:
    """Choosing, going on, being told what is missing and following the link to it: all without a mouse."""
    signed_in(tab)
    walk_to(tab, "case")
    tab.keyboard.press("Space")
    walk_to(tab, "office")
    tab.keyboard.press("ArrowDown")
    walk_and_press(tab, "Tiếp tục")
    tab.wait_for_url("**/trang/requester/")
    assert faults(tab) == []
    walk_and_press(tab, "Tiếp tục")
    tab.wait_for_url("**/trang/paper/")
    walk_and_press(tab, "Tiếp tục")
    expect(tab.locator("[data-problem-summary]")).to_be_focused()
    assert faults(tab) == []
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("[name=paper_title]")).to_be_focused()
    tab.keyboard.type("Bằng tốt nghiệp")
    tab.locator("[data-save-state]", has_text="Đã lưu").wait_for()


def test_nothing_is_called_saved_after_signing_out_elsewhere(tab: Any) -> None:
    """When the sign-in has ended, the page says that what is typed now was not saved, and keeps it on the page."""
    signed_in(tab)
    tab.check("#case-1")
    tab.select_option("#office", index=1)
    go_on(tab, "requester")
    tab.context.clear_cookies(name="motcua_citizen")
    tab.fill("[name=requester_name]", "Trần Văn Khác")
    state = tab.locator("[data-save-state]")
    expect(state).not_to_be_empty()
    expect(state).to_contain_text("Chưa lưu được bản nháp")
    expect(tab.locator("[name=requester_name]")).to_have_value("Trần Văn Khác")


def test_back_from_the_last_page_always_shows_a_page(tab: Any) -> None:
    """After refusals on the way and handing in, the browser's Back button leads to pages, never to an error."""
    signed_in(tab)
    tab.check("#case-1")
    tab.select_option("#office", index=1)
    press(tab.get_by_role("button", name="Tiếp tục").last)
    go_on(tab, "paper")
    press(tab.get_by_role("button", name="Tiếp tục").last)
    tab.wait_for_selector("[data-problem-summary]")
    tab.fill("[name=paper_title]", "Bằng tốt nghiệp")
    tab.get_by_label("Do cơ quan, tổ chức").first.check()
    for name in ("issued_abroad", "altered", "restricted"):
        tab.check(f"[name={name}][value=no]")
    tab.fill("[name=pages]", "1")
    tab.fill("[name=copies]", "1")
    go_on(tab, "papers")
    press(tab.get_by_role("button", name="Tiếp tục").last)
    tab.wait_for_url("**/kiem-tra/")
    press(tab.get_by_role("button", name="Nộp hồ sơ"))
    tab.wait_for_selector("[data-problem-summary]")
    tab.check("#declare")
    press(tab.get_by_role("button", name="Nộp hồ sơ"))
    tab.wait_for_url("**/da-nop/")
    for _ in range(4):
        assert tab.go_back() is not None
        tab.get_by_role("heading", level=1).wait_for()


def go_on(tab: Any, page: str) -> None:
    """Press “continue” and arrive on this page."""
    press(tab.get_by_role("button", name="Tiếp tục").last)
    tab.wait_for_url(f"**/trang/{page}/")


@pytest.fixture
def asked_on_paper(live_site: str) -> Born:
    """The small procedure, handed in at a counter by somebody without an account, who was asked for a paper."""
    making.published()
    office = making.office()
    born = making.on_paper(office)
    command = request_supplement.Command("Bổ sung bản đồ.", ("note",), ("map",))
    request_supplement.run(office.receiver, born.dossier.public_id, command)
    return born


def test_a_supplement_with_the_pin_and_with_script(asked_on_paper: Born, tab: Any) -> None:
    """Without an account: a chosen paper is taken at once, then the answer is sent; axe finds nothing."""
    born = asked_on_paper
    tab.goto(f"/vi/tra-cuu/?ma={born.dossier.code}")
    tab.fill("#pin", born.pin)
    press(tab.get_by_role("button", name="Xem diễn biến"))
    assert faults(tab) == []
    press(tab.get_by_role("link", name="Bổ sung ngay"))
    tab.get_by_role("heading", name="Bổ sung hồ sơ").wait_for()
    with tab.expect_navigation():
        tab.set_input_files(
            "[type=file]", {"name": "bd.pdf", "mimeType": "application/pdf", "buffer": making.PDF}
        )
    assert "bd.pdf" in tab.inner_text("main")
    tab.fill("[name=note]", "Đã bổ sung")
    assert faults(tab) == []
    press(tab.get_by_role("button", name="Gửi phần bổ sung"))
    tab.get_by_role("heading", name="Đã gửi phần bổ sung").wait_for()
    assert faults(tab) == []


def test_first_load_is_light(tab: Any) -> None:
    """The home page and the heaviest page of a form weigh less than 100 kB each, everything uncompressed."""
    assert 0 < weight(tab, lambda: tab.goto("/vi/", wait_until="networkidle")) < HEAVIEST
    signed_in(tab)
    tab.goto("/vi/nop/1.013831/?truong-hop=transfer")
    tab.select_option("#office", index=1)
    press(tab.locator("form button[type=submit]").last)
    assert 0 < weight(tab, lambda: tab.reload(wait_until="networkidle")) < HEAVIEST


def weight(tab: Any, load: Callable[[], object]) -> int:
    """How many bytes come while the page is loaded."""
    came: list[Any] = []

    def note(response: Any) -> None:
        if response.request.is_navigation_request():
            came.clear()  # what the page before still received is not counted
        came.append(response)

    tab.on("response", note)
    load()
    tab.remove_listener("response", note)
    return sum(len(one.body()) for one in came if one.ok)
