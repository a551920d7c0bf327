"""A citizen at a plain browser without script: fills in and sends the forms of the portal over HTTP.

Imports nothing of the project: it sees only the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import html

CODE = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)*-\d{6}-\d{4,}")
Posted = Mapping[str, str | list[str]]


class PageRefused(Exception):
    """The portal did not answer as a citizen expects; the message says where and with what."""


class PortalBrowser:
    """One signed-in citizen."""

    def __init__(
        self, address: str, timeout: float = 20.0, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.address = address
        self.client = httpx.Client(
            base_url=address, follow_redirects=True, timeout=timeout, transport=transport
        )
        self.requests = 0

    def sign_in(self, username: str, password: str) -> None:
        """Sign in once; the session lives in a cookie."""
        page = self.get("/vi/dang-nhap/")
        after = self.send(page, {"login": username, "password": password}, field="password")
        if "dang-nhap" in after.url.path:
            raise PageRefused(f"The sign-in of {username} was refused.")

    # --- pages ------------------------------------------------------------------------------------------
    def get(self, path: str) -> httpx.Response:
        self.requests += 1
        return _well(self.client.get(path))

    def send(
        self, page: httpx.Response, values: Posted, *, field: str = "", button: str = ""
    ) -> httpx.Response:
        """Send the form of a page that has ``field`` (or a button of that name) with these values filled in."""
        form = self._form(page, field or button)
        filled = filled_in(form, values)
        headers = {"Referer": str(page.url), "Origin": self.address}
        self.requests += 1
        address = urljoin(str(page.url), form.get("action") or str(page.url.path))
        return _well(self.client.post(address, data=filled, headers=headers))

    def _form(self, page: httpx.Response, name: str) -> Any:
        for form in html.fromstring(page.content).iter("form"):
            if (form.get("method") or "").lower() == "post" and form.xpath(f".//*[@name='{name}']"):
                return form
        raise PageRefused(f"{page.url} has no form with “{name}”.")

    # --- a whole submission -----------------------------------------------------------------------------
    def begin(self, procedure: str, case: str) -> httpx.Response:
        """Choose case, applicant and the first office offered; the first page of the new draft."""
        page = self.get(f"/vi/nop/{procedure}/")
        office = next(
            value
            for value in self._form(page, "office").xpath(
                ".//select[@name='office']//option/@value | .//input[@name='office']/@value"
            )
            if value
        )
        return self.send(page, {"case": case, "applicant": "citizen", "office": office}, field="office")

    def fill(self, page: httpx.Response, answers: Posted, pages: int) -> httpx.Response:
        """Fill in page after page until the answers are to be checked."""
        for _page in range(pages):
            if self.is_check(page):
                return page
            page = self.send(page, {**answers, "go": "next"}, button="go")
        if not self.is_check(page):
            raise PageRefused(f"{page.url} still asks: {problems(page)}")
        return page

    def is_check(self, page: httpx.Response) -> bool:
        return bool(html.fromstring(page.content).xpath("//form//*[@name='declare']"))

    def hand_in(self, page: httpx.Response) -> httpx.Response:
        """Declare and hand in; the acknowledgement page."""
        return self.send(page, {"declare": "yes"}, field="declare")

    def code_of(self, page: httpx.Response) -> str:
        """The dossier code on the acknowledgement page."""
        for text in html.fromstring(page.content).itertext():
            if CODE.fullmatch(text.strip()):
                return str(text.strip())
        raise PageRefused(f"{page.url} shows no dossier code: {problems(page)}")

    def slip(self, page: httpx.Response) -> bytes:
        """The acknowledgement as PDF, by the link on its page."""
        for link in html.fromstring(page.content).xpath("//a/@href"):
            if "pdf" in link or "giay" in link or "phieu" in link:
                answer = self.get(link)
                if answer.content.startswith(b"%PDF"):
                    return answer.content
        raise PageRefused(f"{page.url} offers no PDF.")


def filled_in(form: Any, values: Posted) -> dict[str, str | list[str]]:
    """What a browser would send: what stands in the form already, and what was typed or chosen."""
    names = {control.get("name") for control in form.xpath(".//*[@name]")}
    sent: dict[str, str | list[str]] = {}
    for name, value in form.form_values():
        before = sent.get(name)
        sent[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]
    buttons = {control.get("name") for control in form.xpath(".//button[@name] | .//input[@type='submit']")}
    typed = {name: value for name, value in values.items() if name in names}
    return {name: value for name, value in sent.items() if name not in buttons} | typed


def problems(page: httpx.Response) -> str:
    """The sentences of a page that say what is wrong."""
    tree = html.fromstring(page.content)
    texts = [one.text_content() for one in tree.xpath("//*[contains(@class, 'problem')]")]
    return " ".join(" ".join(texts).split())[:300]


def _well(answer: httpx.Response) -> httpx.Response:
    if answer.status_code >= 400:
        raise PageRefused(
            f"{answer.request.method} {answer.url.path}: {answer.status_code} {problems(answer)}"
        )
    return answer
