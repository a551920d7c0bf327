"""The people of the demonstration in a real browser: who signs in how, and what a page must never do.

Imports nothing of the project: passwords and names are those the site prints when it starts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import real_browser
from playwright.sync_api import Browser, BrowserContext, Page

CITIZENS = ("hoa", "tuan")
PASSWORD = "mot-cua-thu-nghiem"
WIDE, NARROW = (1280, 900), (360, 740)


@dataclass
class People:
    """One browser; each person keeps a signed-in session, and every window is watched for faults."""

    browser: Browser
    address: str
    faults: list[str] = field(default_factory=list)
    sessions: dict[str, Any] = field(default_factory=dict)
    standing: dict[str, Page] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def at(cls, address: str, program: Path, sessions: dict[str, Any]) -> Iterator[People]:
        """Everybody at a running site; ``sessions`` remembers who has signed in already."""
        with real_browser.started(program) as browser:
            yield cls(browser, address, sessions=sessions)

    # --- windows ----------------------------------------------------------------------------------------
    def visitor(self, **options: Any) -> Page:
        """A window of somebody who has not signed in."""
        return self._window(None, **options)

    def staff(self, username: str, **options: Any) -> Page:
        """A window of a signed-in officer; the first time with password and one-time code."""
        if username not in self.sessions:
            self.sessions[username] = self._kept(self._staff_signs_in, username)
        return self._window(self.sessions[username], **options)

    def citizen(self, username: str, **options: Any) -> Page:
        """A window of a signed-in citizen."""
        if username not in self.sessions:
            self.sessions[username] = self._kept(self._citizen_signs_in, username)
        return self._window(self.sessions[username], **options)

    def same_window(self, username: str) -> Page:
        """The window this person (a visitor: no name) used before, kept open."""
        if username not in self.standing:
            opens = self.citizen if username in CITIZENS else self.staff
            self.standing[username] = opens(username) if username else self.visitor()
        return self.standing[username]

    def _window(self, session: Any, **options: Any) -> Page:
        page = self._context(storage_state=session, **options).new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._listen(page, said))
        page.on("response", self._watch)
        return page

    def _context(self, **options: Any) -> BrowserContext:
        width, height = options.pop("size", WIDE)
        return real_browser.context(
            self.browser,
            base_url=self.address,
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": height},
            **options,
        )

    def _listen(self, page: Page, said: Any) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.faults.append(f"{page.url}: {said.text}")

    def _watch(self, answer: Any) -> None:
        missing = answer.status == 404 and "/static/" in answer.url
        if answer.status >= 500 or missing:
            self.faults.append(f"{answer.url}: {answer.status}")

    # --- signing in -------------------------------------------------------------------------------------
    def _kept(self, signs_in: Any, username: str) -> Any:
        page = self._window(None)
        signs_in(page, username)
        state = page.context.storage_state()
        page.context.close()
        return state

    def _staff_signs_in(self, page: Page, username: str) -> None:
        page.goto("/vi/desk/dang-nhap/")
        _fill_in(page, username)
        for _try in range(3):  # a code may run out between reading and typing it, as it does for people
            page.wait_for_selector("#demo-code")
            page.fill("#id_code", page.inner_text("#demo-code"))
            real_browser.key(page, "Enter")
            if "/xac-thuc/" not in page.url:
                return
        raise AssertionError(f"The one-time code of {username} was refused three times.")

    def _citizen_signs_in(self, page: Page, username: str) -> None:
        page.goto("/vi/dang-nhap/")
        _fill_in(page, username)
        assert "/dang-nhap/" not in page.url, f"{username} was refused."


def _fill_in(page: Page, username: str) -> None:
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    real_browser.key(page, "Enter")


# --- pictures -------------------------------------------------------------------------------------------
KEPT: set[str] = set()


def picture(page: Page, name: str) -> None:
    """Keep the page as it is first seen, wide and narrow, when MOTCUA_SCREENSHOTS names a folder."""
    folder = os.environ.get("MOTCUA_SCREENSHOTS")
    if not folder or name in KEPT:
        return
    KEPT.add(name)
    before = page.viewport_size
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)
