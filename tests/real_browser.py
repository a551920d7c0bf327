"""Chromium for tests: one set of switches, one patience. Imports nothing of the project.

A test waits for a state, never for a time: the patience only ends what would never come, so it is long enough for
a busy machine with two cores.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=vi-VN",
)
PATIENCE = 60_000  # milliseconds
PAINTED = """() => new Promise((done) => {
  if (performance.getEntriesByType("paint").length) done();
  new PerformanceObserver(done).observe({ type: "paint", buffered: true });
  setTimeout(done, 5000);
})"""

expect.set_options(timeout=PATIENCE)


@contextmanager
def started(program: Path) -> Iterator[Browser]:
    """A browser without windows, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=[*SWITCHES], timeout=PATIENCE)
        yield browser
        browser.close()


def context(browser: Browser, **options: Any) -> BrowserContext:
    """Windows that share their cookies; a Vietnamese reader unless ``options`` say otherwise."""
    made = browser.new_context(**{"locale": "vi-VN", **options})
    made.set_default_timeout(PATIENCE)
    return made


def window(browser: Browser, **options: Any) -> Page:
    """One window on its own."""
    return context(browser, **options).new_page()


def press(what: Locator) -> None:
    """Press a link or a button and wait for the whole page that comes."""
    with what.page.expect_navigation():
        what.click()


def hit(page: Page, name: str) -> None:
    """Press a key as people do, who see the page first: a key before the first drawing may be dropped."""
    page.evaluate(PAINTED)
    page.keyboard.press(name)


def key(page: Page, name: str) -> None:
    """Press a key that leads to another page and wait for all of it."""
    with page.expect_navigation():
        hit(page, name)


@contextmanager
def staying(page: Page) -> Iterator[None]:
    """Nothing done in here leads away: the browser says so at once, before another page is asked for."""
    page.evaluate("() => { globalThis.left = 0; navigation.onnavigate = () => { globalThis.left += 1; }; }")
    yield
    assert page.evaluate("globalThis.left") == 0, "a key led to another page"
