"""What officers do on the desk: find a dossier, act on it, read what was printed."""

from __future__ import annotations

import io
import re
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader
from real_browser import key, press


def open_dossier(page: Page, code: str, tab: str = "") -> None:
    """From the queue, or from one of its lists, to a dossier."""
    page.goto("/vi/desk/")
    if tab:
        press(page.locator(f"nav.tabs a[href*='tab={tab}']"))
    press(page.get_by_role("link", name=code))
    expect(page.locator("h1")).to_contain_text(code)


def search(page: Page, words: str, code: str) -> None:
    """From the search of the desk to a dossier."""
    page.goto("/vi/desk/")
    page.fill("#desk-search", words)
    key(page, "Enter")
    press(page.get_by_role("link", name=code))
    expect(page.locator("h1")).to_contain_text(code)


def acts(page: Page) -> list[str]:
    """What the dossier's page offers to this officer now."""
    return page.locator(".acts a").all_inner_texts()


def do(page: Page, act: str, **entries: Any) -> None:
    """Press an act on the dossier's page, fill in its form and do it."""
    press(page.locator(f".acts a[href$='/viec/{act}/']"))
    for name, value in entries.items():
        _enter(page, name, value)
    press(page.locator("main form button[type=submit]").first)
    expect(page.locator(".problem-summary")).to_have_count(0)
    expect(page.locator(".flash")).to_be_visible()


def _enter(page: Page, name: str, value: Any) -> None:
    entry = page.locator(f"main [name='{name}']")
    if isinstance(value, dict):
        entry.set_input_files(value)
    elif isinstance(value, list):
        for one in value:
            page.check(f"main [name='{name}'][value='{one}']")
    elif entry.first.get_attribute("type") in ("radio", "checkbox"):
        page.check(f"main [name='{name}'][value='{value}']" if value is not True else f"main [name='{name}']")
    elif entry.evaluate("one => one.tagName") == "SELECT":
        entry.select_option(**({"index": value} if isinstance(value, int) else {"label": value}))
    else:
        entry.fill(value)


def proposed_day(page: Page, dossier: str) -> str:
    """The day the extension proposes, as letters write it."""
    page.goto(f"/vi/desk/ho-so/{dossier}/viec/extend_with_apology/")
    proposed = page.locator("[name=new_date]").input_value()
    page.goto(f"/vi/desk/ho-so/{dossier}/")
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", proposed), proposed
    return proposed


def letters(page: Page) -> list[str]:
    """The words of every letter of the open dossier; each is a PDF."""
    links = page.locator("[aria-labelledby=letters] .sheets a")
    return [words_of_pdf(page, link.get_attribute("href") or "") for link in links.all()]


def printed(page: Page, heading: str) -> str:
    """The words of the letter with this heading."""
    found = [words for words in letters(page) if heading in words.upper()]
    assert len(found) == 1, (heading, letters(page))
    return found[0]


def words_of_pdf(page: Page, address: str) -> str:
    """Fetch a PDF as this person and read it."""
    answer = page.request.get(address)
    body = answer.body()
    assert answer.status == 200 and body.startswith(b"%PDF"), (answer.status, body[:20])
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(body)).pages)
