"""Answers with an inside: address, repeating group, files; and computed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from .base import FieldType, Json, Refusal, Samples, Schema, say, x_field
from .choices import Code, YesNo
from .numbers import Integer, grouped
from .texts import Text

PROVINCES, WARDS = "provinces", "wards"
MOST_ROWS = 1000
_CODE_PART = {"type": "string", "maxLength": 60, "minLength": 1}
_INCOMPLETE = Refusal(
    "incomplete_address",
    say(
        "“{label}” chưa đủ. Hãy ghi tỉnh, xã (phường) và số nhà, đường hoặc thôn.",
        "“{label}” is not complete. Give the province, the ward, and the house, street or hamlet.",
    ),
)


class Address(FieldType):
    """Province, ward, and street or hamlet: the two levels in force since 1 July 2025."""

    id = "address"
    base = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "province": _CODE_PART,
            "ward": _CODE_PART,
            "street": {"type": "string", "maxLength": 200, "minLength": 1},
        },
        "required": ["province", "ward"],
    }
    rule_type = "object"
    widget = "address"
    autocomplete = "street-address"
    parts = ("province", "ward", "street")
    boxes = parts
    samples = Samples(
        valid=(
            {"province": "10", "ward": "02647", "street": "Thôn Nà Lầu"},
            {"province": "10", "ward": "02647"},
        ),
        invalid=(
            "10",
            {"province": "10"},
            {"province": "10", "ward": "1", "district": "x"},
            {"province": 10, "ward": "1"},
        ),
    )

    def parse(self, raw: Sequence[str], written: Schema) -> Json | Refusal:
        """One text cannot be an address."""
        return _INCOMPLETE if any(text.strip() for text in raw) else None

    def parse_parts(self, parts: Mapping[str, Sequence[str]], written: Schema) -> Json | Refusal:
        """The parts that were given; nothing at all is no answer."""
        found: dict[str, str] = {}
        for name in self.parts:
            value = Text().parse(parts.get(name, ()), self.base["properties"][name])
            if isinstance(value, Refusal):
                return value
            if value:
                found[name] = value
        if found and not {"province", "ward"} <= found.keys():
            return _INCOMPLETE
        return found or None

    def format(self, value: Json, language: str, written: Schema) -> str:
        """From the house to the province, as on an envelope; the view puts names in place of codes."""
        if not isinstance(value, Mapping):
            return ""
        return ", ".join(str(value[part]) for part in reversed(self.parts) if value.get(part))

    def rule_value(self, value: Json) -> Any:
        """An object of texts; an absent part reads as null."""
        if not isinstance(value, Mapping):
            return None
        return {part: value.get(part) if isinstance(value.get(part), str) else None for part in self.parts}


class Group(FieldType):
    """Rows of the same questions."""

    id = "group"
    base = {"type": "array", "maxItems": 20}
    limits = frozenset({"minItems", "maxItems", "items"})
    rule_type = "list"
    widget = "group"
    samples = Samples(invalid=("a", 5, {"a": 1}))

    def parse(self, raw: Sequence[str], written: Schema) -> Json | Refusal:
        """Rows are read field by field, never from one text."""
        return None

    def rule_value(self, value: Json) -> Any:
        """A list of rows; what is not a row reads as an empty one."""
        rows = value[:MOST_ROWS] if isinstance(value, list) else []
        return [row if isinstance(row, Mapping) else {} for row in rows]


class File(FieldType):
    """Uploaded files, kept as opaque names given by the store; the upload is its own request."""

    id = "file"
    base = {
        "type": "array",
        "maxItems": 20,
        "items": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": r"^[A-Za-z0-9_\-]{1,64}$"},
    }
    limits = frozenset({"minItems", "maxItems"})
    rule_type = "list"
    widget = "files"
    samples = Samples(valid=(["kT3x_9"],), invalid=("kT3x_9", ["../etc"], [5]))

    def parse(self, raw: Sequence[str], written: Schema) -> Json | Refusal:
        """The names of files already received that stay attached."""
        names = [
            text.strip() for text in raw[:100] if text.strip().replace("-", "").replace("_", "").isalnum()
        ]
        return [name for name in dict.fromkeys(names) if name.isascii() and len(name) <= 64] or None

    def typed(self, value: Json) -> list[str]:
        """One string for each file."""
        return [str(item) for item in value] if isinstance(value, list) else []

    def format(self, value: Json, language: str, written: Schema) -> str:
        """How many files; the view lists their names."""
        count = len(value) if isinstance(value, list) else 0
        return "" if not count else f"{count} tệp" if language != "en" else f"{count} file{'s' * (count > 1)}"

    def rule_value(self, value: Json) -> Any:
        """A list of names; rules can only count it."""
        return list(value) if isinstance(value, list) else None


class Computed(FieldType):
    """A value worked out by a rule; nobody types it."""

    id = "computed"
    base = {}
    limits = frozenset({"type", "minimum", "maximum", "maxLength", "enum"})
    widget = "computed"
    writable = False
    _by_type: ClassVar[Mapping[str, str]] = {"integer": "num", "number": "num", "boolean": "bool"}

    def schema(self, written: Schema) -> dict[str, Any]:
        """What the author wrote, texts never unbounded."""
        narrowed = super().schema(written)
        return {"maxLength": 1000, **narrowed} if narrowed.get("type") == "string" else narrowed

    def parse(self, raw: Sequence[str], written: Schema) -> Json | Refusal:
        """Whatever is posted under its name is not looked at."""
        return None

    def rule_type_of(self, written: Schema) -> str:
        """By the JSON type the author gave the result."""
        return self._by_type.get(str(written.get("type")), "str")

    def format(self, value: Json, language: str, written: Schema) -> str:
        """Like a number, a yes/no or a text, by what it is."""
        if isinstance(value, bool):
            return YesNo().format(value, language, written)
        if isinstance(value, int):
            return Integer().format(value, language, written)
        return "" if value is None else str(value)

    def rule_value(self, value: Json) -> Any:
        """Numbers exact, the rest as it is."""
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        return value if isinstance(value, str | bool) else None

    def json_value(self, value: Any, written: Schema) -> Json:
        """Whole numbers as numbers, decimals and dates as text."""
        if isinstance(value, Decimal):
            return Integer().json_value(value, written)
        return value.isoformat() if isinstance(value, date) else value


def most_rows(written: Schema) -> int:
    """How many rows a group may have, never more than the format allows at all."""
    return min(int(written.get("maxItems", Group.base["maxItems"])), MOST_ROWS)


def code_source(written: Schema) -> tuple[str, str | None]:
    """The code list a field chooses from and the field that narrows it."""
    listed = x_field(written).get("code_list", {})
    return str(listed.get("source", "")), listed.get("parent")


__all__ = [
    "MOST_ROWS",
    "PROVINCES",
    "WARDS",
    "Address",
    "Code",
    "Computed",
    "File",
    "Group",
    "code_source",
    "grouped",
]
