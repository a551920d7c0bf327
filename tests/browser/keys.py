"""Two hands on a keyboard: moves by Tab, presses, types, and looks whether it can see where it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import FileChooser, Page, expect
from real_browser import hit

MOST_TABS = 90
MOST_LINES = 60
CHOSEN = "document.activeElement.selectedOptions[0].label"
KEYS_THAT_OPEN = ("Enter", "Space") * 3
MOMENTS = 100  # of a tenth of a second, before a key counts as swallowed
WHERE = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const label = one.labels?.[0];
  const marked = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  return {
    name: one.tagName + (one.id ? "#" + one.id : "") + (one.name ? `[${one.name}]` : ""),
    seen: marked(style) || (label ? marked(getComputedStyle(label)) : false),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


class Keyboard:
    """Uses a page without a mouse; every stop of the focus has to be visible (WCAG 2.4.7, 2.4.11)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.choosers: list[FileChooser] = []
        page.on("filechooser", self._opened)

    def _opened(self, chooser: FileChooser) -> None:
        self.choosers.append(chooser)

    def press(self, key: str) -> None:
        """Press one key."""
        hit(self.page, key)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(text)

    def where(self) -> dict[str, Any]:
        """What has the focus, whether that can be seen, and whether it is on the screen."""
        found: dict[str, Any] = self.page.evaluate(WHERE)
        return found

    def at(self, selector: str) -> bool:
        """Whether the focus is on the element of this selector."""
        return bool(self.page.evaluate("one => document.activeElement?.matches(one) ?? false", selector))

    def arrives(self, selector: str) -> None:
        """The focus comes to the element of this selector."""
        expect(self.page.locator(selector)).to_be_focused()

    def to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on ``selector``; each stop on the way has to be visible."""
        for _stop in range(MOST_TABS):
            if self.at(selector):
                return
            self.press(key)
            here = self.where()
            assert here["name"].startswith("BODY") or (here["seen"] and here["inside"]), here
        raise AssertionError(f"No way by {key} to {selector}; the focus is on {self.where()['name']}.")

    def follow(self, selector: str) -> None:
        """Go to a link or a button, press Enter and wait for the page that comes."""
        self.to(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """Choose a radio button with the arrows."""
        self.to(f"input[type=radio][name='{name}']")
        if not self.at(f"[value='{value}']"):
            for _option in range(12):
                self.press("ArrowDown")
                if self.at(f"[value='{value}']"):
                    break
        if not self.page.is_checked(f"input[name='{name}'][value='{value}']"):
            self.press("Space")
        assert self.page.is_checked(f"input[name='{name}'][value='{value}']"), (name, value)

    def choose_in_list(self, selector: str, words: str) -> None:
        """Go down a list until the chosen line begins with these words."""
        self.to(selector)
        for _line in range(MOST_LINES):
            if self.page.evaluate(CHOSEN).startswith(words):
                return
            self.press("ArrowDown")
        raise AssertionError(f"{selector} offers nothing that begins with “{words}”.")

    def fill(self, answers: Mapping[str, str]) -> None:
        """Answer questions in the order in which Tab reaches them."""
        for name, value in answers.items():
            if self.page.locator(f"input[type=radio][name='{name}']").count():
                self.choose(name, value)
                continue
            self.to(f"[name='{name}']")
            self.press("ControlOrMeta+a")
            self.type(value)

    def tick(self, selector: str) -> None:
        """Tick a box with the space bar."""
        self.to(selector)
        self.press("Space")
        assert self.page.is_checked(selector)

    def upload(self, selector: str, name: str, content: bytes) -> None:
        """Open the file dialogue from the keyboard and choose a file."""
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        with self.page.expect_navigation():
            self.dialogue(selector).set_files(file)

    def dialogue(self, selector: str) -> FileChooser:
        """The file dialogue that Enter opens, or the space bar; a person whose key is swallowed presses again."""
        self.choosers.clear()
        for key in KEYS_THAT_OPEN:
            self.to(selector)
            self.press(key)
            for _moment in range(MOMENTS):
                if self.choosers:
                    return self.choosers[0]
                self.page.wait_for_timeout(100)
        raise AssertionError(f"No key opens the file dialogue of {selector}; the focus is on {self.where()}.")
