"""What a version changes, old and new side by side, in the words of the editor instead of the document's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from forms_schema.problems import FormsSchemaError

from catalog.editor.binding import Look
from catalog.editor.ops import part_at
from catalog.editor.panels.naming import own_name
from catalog.editor.parts import ABSENT, Control, text_in

#: Characters of one side.
LONGEST = 400
_MONEY = frozenset({"fixed", "each", "cap", "floor", "to"})


def old_and_new(change: Any, look: Look) -> str:
    """Both sides of one change; a missing side is a dash. Texts are shown in each language that changed."""
    old, new = change.old, change.new
    if _is_text(old) or _is_text(new):
        sides = [one if isinstance(one, Mapping) else {} for one in (old, new)]
        return "; ".join(
            f"{_quoted(sides[0].get(language))} → {_quoted(sides[1].get(language))}"
            for language in ("vi", "en")
            if sides[0].get(language) != sides[1].get(language)
        )
    say = _Sayer(where(change.pointer), look)
    return f"{say.value(old)} → {say.value(new)}"


def where(pointer: str) -> str:
    """The editor's address of a place in the document."""
    return pointer.replace("/form/data/properties/", "/form/fields/").replace(
        "/items/properties/", "/fields/"
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= {"vi", "en"}


def _quoted(text: Any) -> str:
    return f"“{_short(str(text))}”" if text else "—"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


class _Sayer:
    """Says the values of one address."""

    def __init__(self, at: str, look: Look) -> None:
        self.look = look
        self.last = at.rpartition("/")[2]
        self.at = at
        self.control = _control(at, look)

    def value(self, value: Any) -> str:
        """One side of the change."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if value is None:
            return "—"
        if isinstance(value, list):
            return _short(", ".join(self.element(one) for one in value)) or "—"
        return self.element(value)

    def element(self, value: Any) -> str:
        """A single value, or one of a list."""
        if isinstance(value, Mapping):
            return self._part(value)
        options = dict(self.control.choices(self.look.document)) if self.control else {}
        if value in options:
            return str(options[value])
        if isinstance(value, int):
            return _number(value, money=self._is_money(self.last))
        return _day(str(value)) or self._named(str(value)) or _quoted(value)

    def _part(self, part: Mapping[str, Any]) -> str:
        name = own_name(part, self.look) or text_in(
            part.get("heading") or part.get("text"), self.look.language
        )
        if name:
            return _quoted(name)
        if part.keys() & {"field", "component"}:
            return self._named(str(part.get("field") or part["component"]))
        columns = {one.key: one for one in self.control.columns} if self.control else {}
        if columns.keys() >= part.keys():
            held = (one for key, one in columns.items() if key in part)
            said = (f"{one.label} {self._cell(one, part[one.key])}" for one in held)
            return f"({', '.join(said)})"
        try:
            return _short(self.look.said(part))
        except FormsSchemaError:
            return "…"

    def _cell(self, column: Control, value: Any) -> str:
        options = dict(column.choices(self.look.document))
        if isinstance(value, str) and value in options:
            return str(options[value])
        if isinstance(value, int):
            return _number(value, money=self._is_money(column.key))
        return self.element(value)

    def _is_money(self, key: str) -> bool:
        return self.at.startswith("/fees/") and key in _MONEY

    def _named(self, key: str) -> str:
        """The name of a question, a paper or a part of the same list, by its id."""
        beside = self.at.removesuffix("/order")
        for at in (f"/form/fields/{key}", f"/components/{key}", f"{beside}/{key}"):
            part = part_at(self.look.document, at)
            if part is not ABSENT and (name := own_name(part, self.look)):
                return _quoted(name)
        return ""


def _control(at: str, look: Look) -> Control | None:
    """The control that sets what stands at an address; for a row of a table, the table."""
    from catalog.editor.acts import controls
    from catalog.editor.findings import panel_of
    from catalog.editor.panels import PANELS

    known = {f"{base}/{one.key}": one for one, base in controls(PANELS[panel_of(at)], look.document)}
    table = known.get(at.rpartition("/")[0])
    return known.get(at) or (table if table and table.columns else None)


def _number(value: int, *, money: bool) -> str:
    text = f"{value:,}".replace(",", ".")
    return f"{text} đ" if money else text


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}" if len(text) == 10 else ""
    except ValueError:
        return ""
