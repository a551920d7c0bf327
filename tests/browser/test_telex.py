"""The desk's shortcuts and people who type Vietnamese: a shortcut never fires while somebody types."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import real_browser
from playwright.sync_api import Page, expect
from story.people import People

pytestmark = pytest.mark.browser
KEYS = "qncmjk?/"
#: "Nguyễn Quốc Cường, chủ nhà" as the fingers type it with Telex.
TELEX = "Nguyeenx Quoocs Cuwowngf, chur nhaf jk?/"


@pytest.fixture
def desk(people: People) -> Page:
    """An officer at the queue."""
    page = people.staff("tiepnhan")
    page.goto("/vi/desk/")
    expect(page.locator("[data-open-keys]")).to_be_visible()
    return page


def test_a_key_leads_where_the_help_says(desk: Page) -> None:
    """Outside of fields each key does what the list of shortcuts says."""
    real_browser.hit(desk, "?")
    expect(desk.locator("dialog.keys")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog.keys")).to_be_hidden()
    real_browser.hit(desk, "/")
    expect(desk.locator("#desk-search")).to_be_focused()
    desk.goto("/vi/desk/")
    real_browser.key(desk, "n")
    assert desk.url.endswith("/tiep-nhan/")


def test_a_key_in_the_moment_a_dialogue_closes_is_not_lost(desk: Page) -> None:
    """Who closes the help and presses a key in the same breath gets what the key means."""
    real_browser.hit(desk, "?")
    expect(desk.locator("dialog.keys")).to_be_visible()
    desk.evaluate(
        """() => {
          document.querySelector("#keys-on").focus();
          document.querySelector("dialog.keys").close();
          const place = document.querySelector("#keys-on");
          place.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true}));
        }"""
    )
    expect(desk.locator("#desk-search")).to_be_focused()


def test_typing_telex_in_the_search_stays_typing(desk: Page) -> None:
    """Every letter typed into the search ends up in the search, and the page stays."""
    desk.focus("#desk-search")
    with real_browser.staying(desk):
        desk.keyboard.type(TELEX)
    expect(desk.locator("#desk-search")).to_have_value(TELEX)
    expect(desk.locator("dialog.keys")).to_be_hidden()


def test_typing_telex_in_a_note_or_a_list_stays_typing(desk: Page, scene: Mapping[str, str]) -> None:
    """The same holds for long texts and for lists one chooses from by typing."""
    desk.goto(f"/vi/desk/ho-so/{scene['submitted']}/")
    desk.focus("#note-text")
    with real_browser.staying(desk):
        desk.keyboard.type(TELEX)
    expect(desk.locator("#note-text")).to_have_value(TELEX)
    desk.goto("/vi/desk/")
    desk.focus("#filter-state")
    with real_browser.staying(desk):
        desk.keyboard.type(KEYS)


@pytest.mark.parametrize("field", ["keyCode", "isComposing"])
def test_a_key_that_belongs_to_an_input_method_does_nothing(desk: Page, field: str) -> None:
    """What an input method is still composing is no shortcut, wherever the focus is."""
    extra = "keyCode: 229" if field == "keyCode" else "isComposing: true"
    press = (
        f"key => document.body.dispatchEvent(new KeyboardEvent('keydown', {{key, bubbles: true, {extra}}}))"
    )
    with real_browser.staying(desk):
        for key in KEYS:
            desk.evaluate(press, key)
    expect(desk.locator("dialog.keys")).to_be_hidden()


def test_shortcuts_can_be_switched_off(desk: Page) -> None:
    """Who does not want single keys switches them off, and they stay off (WCAG 2.1.4)."""
    real_browser.hit(desk, "?")
    desk.uncheck("#keys-on")
    desk.keyboard.press("Escape")
    desk.goto("/vi/desk/")
    with real_browser.staying(desk):
        real_browser.hit(desk, "n")
