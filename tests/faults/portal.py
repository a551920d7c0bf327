"""The client at the portal: keeps for every key the draft it filled in, and hands that one in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
from faults.clients import NotAcknowledged
from portal_browser import PageRefused, PortalBrowser

PROCEDURE, CASE = "2.000815", "ordinary"
PASSWORD = "mot-cua-thu-nghiem"
IDENTITIES: Mapping[str, Mapping[str, str]] = {
    "hoa": {
        "requester_name": "Nguyễn Thị Hoa",
        "requester_id": "051190000001",
        "requester_phone": "0905000001",
    },
    "tuan": {
        "requester_name": "Phạm Anh Tuấn",
        "requester_id": "051085000002",
        "requester_phone": "0905000002",
    },
}
CITIZENS = tuple(IDENTITIES)
MOST_PAGES = 8
ANSWERS: Mapping[str, Any] = {
    "paper_title": "Bằng tốt nghiệp đại học",
    "paper_kind": "issued",
    "issued_abroad": "no",
    "altered": "no",
    "restricted": "no",
    "pages": "1",
    "copies": "1",
}


class PortalSubmitter:
    """One demo citizen; signs in when needed, and again after losing the way."""

    def __init__(self, address: str, number: int) -> None:
        self.address, self.citizen = address, CITIZENS[number % len(CITIZENS)]
        self.browser: PortalBrowser | None = None
        self.drafts: dict[str, str] = {}

    def submit(self, key: str) -> str:
        """See ``Submitter.submit``; the same key always hands in the same draft."""
        try:
            return self._submit(key)
        except (PageRefused, httpx.HTTPError, StopIteration) as error:
            raise NotAcknowledged(f"{type(error).__name__}: {error}") from error

    def _submit(self, key: str) -> str:
        browser = self._signed_in()
        if key not in self.drafts:
            page = browser.begin(PROCEDURE, CASE)
            check = browser.fill(page, {**ANSWERS, **IDENTITIES[self.citizen]}, MOST_PAGES)
            self.drafts[key] = check.url.path
        else:
            check = browser.get(self.drafts[key])
        done = browser.hand_in(check) if browser.is_check(check) else check
        return browser.code_of(done)

    def _signed_in(self) -> PortalBrowser:
        if self.browser is None:
            fresh = PortalBrowser(self.address)
            fresh.sign_in(self.citizen, PASSWORD)
            self.browser = fresh
        return self.browser
