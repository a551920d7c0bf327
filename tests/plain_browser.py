"""A browser without script, for tests: it knows only what the page says, finds boxes by their labels."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from motcua.people.reads import user_by_public_id

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class PlainBrowser:
    """Opens pages, fills boxes by label, presses buttons; follows redirects."""

    def __init__(self, **extra: Any) -> None:
        self.client = Client(**extra)
        self.address = "/"
        self.files: dict[str, list[Any]] = {}

    def open(self, address: str) -> PlainBrowser:
        """Go to an address."""
        return self._arrive(self.client.get(address, follow=True), address)

    def follow(self, words: str) -> PlainBrowser:
        """Click the link with these words in it."""
        link = next((a for a in self.page.iter("a") if words in _text(a)), None)
        assert link is not None, f"No link says “{words}” on {self.address}: {self.text}"
        return self.open(urljoin(self.address, link.get("href")))

    def fill(self, label: str, value: str) -> PlainBrowser:
        """Type into, choose in, or tick the box whose label begins with these words."""
        box = self.box(label)
        if box.tag == "select":
            option = next(
                o for o in box.iter("option") if value in (o.get("value"), _text(o)) or value in _text(o)
            )
            box.value = option.get("value")
        elif box.get("type") in ("radio", "checkbox"):
            self._tick(box)
        elif box.tag == "textarea":
            box.text = value
        else:
            box.set("value", value)
        return self

    def choose(self, question: str, answer: str) -> PlainBrowser:
        """Press one radio button of a question."""
        group = next(f for f in self.page.iter("fieldset") if _text(f.find("legend")).startswith(question))
        label = next(one for one in group.iter("label") if _text(one).startswith(answer))
        self._tick(self.page.get_element_by_id(label.get("for")))
        return self

    def attach(self, label: str, name: str = "giay-to.pdf", contents: bytes = PDF) -> PlainBrowser:
        """Choose a file for the box with this label."""
        box = self.box(label)
        self.files.setdefault(box.get("name"), []).append(SimpleUploadedFile(name, contents))
        return self

    def box(self, label: str) -> Any:
        """The control whose label begins with these words."""
        for one in self.page.iter("label"):
            if _text(one).startswith(label):
                return self.page.get_element_by_id(one.get("for"))
        raise AssertionError(f"No box is labelled “{label}” on {self.address}: {self.labels()}")

    def labels(self) -> list[str]:
        """All labels of the page."""
        return [_text(one) for one in self.page.iter("label")]

    def press(self, words: str) -> PlainBrowser:
        """Press the button with these words; its form is sent as a browser would send it."""
        buttons = [b for b in self.page.iter("button") if "visually-hidden" not in b.get("class", "")]
        button = next((b for b in buttons if _text(b).startswith(words)), None)
        assert button is not None, f"No button says “{words}” on {self.address}: {self.text}"
        form = next(a for a in button.iterancestors("form"))
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        if button.get("name"):
            values.setdefault(button.get("name"), []).append(button.get("value"))
        target = urljoin(self.address, button.get("formaction") or form.get("action") or self.address)
        if form.method == "GET":
            return self._arrive(self.client.get(target, values, follow=True), target)
        return self._arrive(self.client.post(target, values | self.files, follow=True), target)

    def _tick(self, box: Any) -> None:
        if box.get("type") == "radio":
            for other in self.page.xpath(f'//input[@type="radio"][@name="{box.get("name")}"]'):
                other.attrib.pop("checked", None)
        box.set("checked", "checked")

    def _arrive(self, response: Any, asked: str) -> PlainBrowser:
        chain = getattr(response, "redirect_chain", [])
        self.address = urlsplit(chain[-1][0]).path if chain else asked
        self.response, self.files = response, {}
        self.status = response.status_code
        html = response["Content-Type"].startswith("text/html")
        self.page = lxml.html.fromstring(response.content.decode()) if html else None
        self.text = _text(self.page) if html else ""
        return self


def signed_in(actor: Any) -> Client:
    """A browser (Django's test client) in which this citizen is signed in."""
    client = Client()
    user = user_by_public_id(actor.user)
    client.force_login(user, backend="motcua.people.backend.RealmBackend")
    client.cookies["motcua_citizen"] = client.cookies.pop("sessionid").value
    return client


def questions(asked: Any) -> int:
    """How many questions a page put to the database, without those for the moved clock of tests."""
    return len([one for one in asked if "ground_clockoffset" not in one["sql"]])


def _text(element: Any) -> str:
    return " ".join(element.text_content().split()) if element is not None else ""
