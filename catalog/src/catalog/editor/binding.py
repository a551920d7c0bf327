"""A control together with the document: what the templates draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from forms_schema.addresses import name_of
from forms_schema.problems import Problem
from forms_schema.rules import sentence

from catalog.editor.conditions.words import labels
from catalog.editor.findings import at_or_below
from catalog.editor.ops import part_at
from catalog.editor.parts import ABSENT, Cards, Control, Document, Section, dig


@dataclass(frozen=True)
class Look:
    """Everything drawing needs besides the control: document, language, findings, what is opened."""

    document: Document
    language: str
    findings: Mapping[str, list[Problem]] = field(default_factory=dict)
    opened: str = ""

    def said(self, tree: Any) -> str:
        """A rule as a sentence in the reader's language."""
        return str(sentence(tree, labels(self.document), self.language))

    def problems(self, address: str) -> list[str]:
        """The findings exactly at an address, in the reader's language."""
        return [one.message.get(self.language) or one.message["vi"] for one in self.findings.get(address, [])]

    def count(self, address: str) -> int:
        """How many findings lie at an address or below it."""
        return len(at_or_below(self.findings, address))


@dataclass(frozen=True)
class Bound:
    """A control ready to be drawn; ``at`` is the address an operation changes, ``name`` its input."""

    control: Control
    at: str
    name: str
    id: str
    value: Any
    options: tuple[tuple[str, Any, bool], ...] = ()
    columns: tuple[Bound, ...] = ()
    rows: tuple[tuple[Bound, ...], ...] = ()
    sentence: str = ""
    problems: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The widget's name."""
        return self.control.kind

    @property
    def is_set(self) -> bool:
        """Is there a value?"""
        return self.value is not ABSENT

    @property
    def text(self) -> str:
        """The value as it stands in a single input."""
        if self.value is ABSENT or self.value is None:
            return ""
        return "\n".join(map(str, self.value)) if isinstance(self.value, list) else str(self.value)

    @property
    def texts(self) -> tuple[tuple[str, str, str], ...]:
        """(language, its name, text) for a text in both languages."""
        value = self.value if isinstance(self.value, Mapping) else {}
        return (("vi", _("Vietnamese"), value.get("vi", "")), ("en", _("English"), value.get("en", "")))


def slug(address: str) -> str:
    """An element id for an address: the same after every change, so that focus can be kept."""
    return "at" + address.replace("/", "-").replace("~", "_")


def bind(control: Control, base: str, part: Any, look: Look, name: str = "v") -> Bound:
    """Join ``control`` with the part at ``base``."""
    address = f"{base}/{control.key}"
    value = dig(part, control.key) if isinstance(part, Mapping) else ABSENT
    return Bound(
        control=control,
        at=address,
        name=name,
        id=slug(address if name == "v" else f"{base}/{name}"),
        value=value,
        options=_options(control, value, look),
        columns=_columns(control, base, value, look, name),
        rows=_rows(control, address, value, look, name),
        sentence=_sentence(control, value, look),
        problems=tuple(look.problems(address)),
    )


def _options(control: Control, value: Any, look: Look) -> tuple[tuple[str, Any, bool], ...]:
    chosen = value if isinstance(value, list) else [_kind_in(control, value)]
    return tuple((one, label, one in chosen) for one, label in control.choices(look.document))


def _kind_in(control: Control, value: Any) -> Any:
    if control.kind == "fee_kind" and isinstance(value, Mapping):
        return next(iter(value), "")
    if control.kind == "sector" and isinstance(value, Mapping):
        return value.get("code", "")
    return value


def _columns(control: Control, base: str, value: Any, look: Look, name: str) -> tuple[Bound, ...]:
    if control.kind != "object":
        return ()
    return tuple(
        bind(column, f"{base}/{control.key}", value, look, f"{name}.{column.key}")
        for column in control.columns
    )


def _rows(control: Control, address: str, value: Any, look: Look, name: str) -> tuple[tuple[Bound, ...], ...]:
    if not control.columns or not isinstance(value, list):
        return ()
    return tuple(
        tuple(
            bind(column, f"{address}/{name_of(row) or index}", row, look, f"{name}.{index}.{column.key}")
            for column in control.columns
        )
        for index, row in enumerate(value)
    )


def _sentence(control: Control, value: Any, look: Look) -> str:
    if control.kind not in ("rule", "requirement") or value is ABSENT or isinstance(value, bool):
        return ""
    return look.said(value)


def bind_all(controls: Iterable[Control], base: str, part: Any, look: Look) -> list[Bound]:
    """Join every control that applies to the part."""
    return [bind(one, base, part, look) for one in controls if one.when is None or one.when(part)]


def bind_section(section: Section, look: Look) -> dict[str, Any]:
    """A section for the template; a part that is not there yet reads as empty."""
    part = _part(look.document, section.at)
    base = f"/{section.at}" if section.at else ""
    return {
        "kind": "section",
        "title": section.title,
        "intro": section.intro,
        "id": slug(base or f"/{section.title}"),
        "controls": bind_all(section.controls, base, part, look),
    }


def _part(document: Document, at: str) -> Any:
    found = part_at(document, f"/{at}" if at else "")
    return {} if found is ABSENT else found


def bind_cards(
    cards: Cards, base: str, holder: Mapping[str, Any], look: Look, *, always_open: bool = False
) -> dict[str, Any]:
    """A list of parts for the template: each with its heading, and its controls when it is opened."""
    at = f"{base}/{cards.key}"
    elements = holder.get(cards.key, [])
    return {
        "kind": "cards",
        "cards": cards,
        "at": at,
        "id": slug(at),
        "items": [_card(cards, f"{at}/{part['id']}", part, look, always_open) for part in elements],
    }


def _card(cards: Cards, at: str, part: Mapping[str, Any], look: Look, always_open: bool) -> dict[str, Any]:
    is_open = always_open or look.opened == at
    return {
        "at": at,
        "id": slug(at),
        "key": part["id"],
        "heading": cards.heading(part, look.language),
        "remark": cards.remark(part, look.language) if cards.remark else "",
        "problems": look.count(at),
        "is_open": is_open,
        "nested_card": always_open,
        "controls": bind_all(cards.controls, at, part, look) if is_open else [],
        "nested": [bind_cards(one, at, part, look, always_open=True) for one in cards.nested]
        if is_open
        else [],
    }
