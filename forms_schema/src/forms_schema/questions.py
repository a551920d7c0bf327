"""The questions of a form and the pages on which they are asked, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Text = Mapping[str, str]
Rule = Any
"""A rule tree as it stands in the document: see `forms_schema.rules`."""


def in_language(text: Text, language: str) -> str:
    """The text in the language asked for, in Vietnamese when it has not been translated."""
    return text.get(language) or text["vi"]


@dataclass(frozen=True)
class Choice:
    """One answer of a closed question: the stored value and what people read."""

    value: str
    label: Text


@dataclass(frozen=True)
class Prefill:
    """Where an answer may come from; ``locked`` means the person cannot change it."""

    source: str
    path: str
    mode: Literal["suggest", "locked"]

    @classmethod
    def read(cls, data: Mapping[str, Any] | None) -> Prefill | None:
        """The prefill of a question, or None when there is none."""
        return cls(data["source"], data["path"], data["mode"]) if data else None


@dataclass(frozen=True)
class Field:
    """One question. ``path`` is its id, or ``group.id`` for a question asked once per row of a group."""

    id: str
    path: str
    type: str
    label: Text
    schema: Mapping[str, Any]
    required: Rule
    show: Rule | None
    computed: Rule | None
    purpose: Text | None
    sensitivity: str
    help: Text | None = None
    choices: tuple[Choice, ...] = ()
    code_list: Mapping[str, Any] | None = None
    unit: Text | None = None
    places: int | None = None
    prefill: Prefill | None = None
    legal_basis: str | None = None
    autocomplete: str | None = None
    rows: int | None = None
    row_label: Text | None = None
    declaration: bool = False
    """Whether ticking it declares that the answers are true: then nobody is asked to declare a second time."""
    group: str | None = None
    fields: tuple[Field, ...] = ()
    """The questions of one row, for a group."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Everything written under ``x-field``, for field types of plugins."""

    @classmethod
    def read(cls, field_id: str, schema: Mapping[str, Any], group: str | None = None) -> Field:
        """Build the question from its part of ``form.data``."""
        asked: Mapping[str, Any] = schema["x-field"]
        inner = schema.get("items", {}).get("properties", {}) if asked["type"] == "group" else {}
        return cls(
            id=field_id,
            path=f"{group}.{field_id}" if group else field_id,
            type=asked["type"],
            label=asked["label"],
            schema=schema,
            required=asked.get("required", False),
            show=asked.get("show"),
            computed=asked.get("computed"),
            purpose=asked.get("purpose"),
            sensitivity=asked["sensitivity"],
            choices=tuple(Choice(c["value"], c["label"]) for c in asked.get("choices", ())),
            prefill=Prefill.read(asked.get("prefill")),
            group=group,
            fields=tuple(cls.read(name, part, field_id) for name, part in inner.items()),
            options=asked,
            **{name: asked[name] for name in _PLAIN if name in asked},
        )


_PLAIN = (
    "help",
    "code_list",
    "unit",
    "places",
    "legal_basis",
    "autocomplete",
    "rows",
    "row_label",
    "declaration",
)


@dataclass(frozen=True)
class Item:
    """One thing on a page: exactly one of a field, a component, a heading or an explanation."""

    kind: Literal["field", "component", "heading", "text"]
    id: str
    text: Text | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Item:
        """The item, known by the id of its field or component, or by its own id."""
        if "field" in data:
            return cls("field", data["field"])
        if "component" in data:
            return cls("component", data["component"])
        kind: Literal["heading", "text"] = "heading" if "heading" in data else "text"
        return cls(kind, data["id"], data[kind])


@dataclass(frozen=True)
class Page:
    """One page of the form, in the order people see it."""

    id: str
    title: Text
    items: tuple[Item, ...]
    intro: Text | None = None
    show: Rule | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Page:
        """Build the page from ``form.pages``."""
        items = tuple(Item.read(item) for item in data["items"])
        return cls(data["id"], data["title"], items, data.get("intro"), data.get("show"))
