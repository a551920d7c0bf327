"""Choosing: yes or no, one of a list, several of a list, a code of a code list, a tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .base import FieldType, Json, Refusal, Samples, Schema, is_readable, pick, say, tidy, x_field

_NOT_OFFERED = Refusal(
    "not_a_choice",
    say(
        "“{label}” có giá trị không nằm trong danh sách. Hãy chọn lại một mục trong danh sách.",
        "“{label}” has a value that is not in the list. Choose one of the listed answers.",
    ),
)
_YES_NO = Refusal(
    "not_a_choice",
    say("Hãy chọn “Có” hoặc “Không” cho câu “{label}”.", "Choose “Yes” or “No” for “{label}”."),
)


def choice_label(value: Json, written: Schema, language: str) -> str:
    """The words beside the choice; a value no longer offered is shown as it is."""
    for choice in x_field(written).get("choices", ()):
        if choice.get("value") == value:
            return pick(choice.get("label"), language)
    return str(value)


def offered(written: Schema) -> list[str]:
    """The values a person may choose."""
    return [str(choice.get("value")) for choice in x_field(written).get("choices", ())]


class YesNo(FieldType):
    """A question answered by yes or no; not answering is neither."""

    id = "yes_no"
    base = {"type": "boolean"}
    rule_type = "bool"
    widget = "radios"
    samples = Samples(
        valid=(True, False),
        invalid=("yes", 1, None),
        accepts=(("yes", True), ("no", False)),
        refuses=("maybe", "true", "1"),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """The two values the control sends."""
        return {"yes": True, "no": False}.get(text.strip(), _YES_NO)

    def typed(self, value: Json) -> list[str]:
        """``yes`` or ``no``."""
        return ["yes" if value else "no"] if isinstance(value, bool) else []

    def format(self, value: Json, language: str, written: Schema) -> str:
        """Có / Không, Yes / No."""
        if not isinstance(value, bool):
            return ""
        return {"vi": ("Không", "Có"), "en": ("No", "Yes")}["en" if language == "en" else "vi"][value]

    def rule_value(self, value: Json) -> Any:
        """A truth value."""
        return value if isinstance(value, bool) else None


class Tick(YesNo):
    """One box to tick: a declaration or a presence. Left empty it counts as not answered."""

    id = "tick"
    base = {"type": "boolean", "enum": [True]}
    widget = "tick"
    samples = Samples(
        valid=(True,), invalid=(False, "yes", 1), accepts=(("yes", True),), refuses=("maybe", "no")
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """Ticked, or nothing."""
        return True if text.strip() == "yes" else _NOT_OFFERED

    def typed(self, value: Json) -> list[str]:
        """``yes`` when ticked."""
        return ["yes"] if value is True else []


class Choice(FieldType):
    """One of a short list written in the procedure."""

    id = "choice"
    base = {"type": "string", "maxLength": 100}
    limits = frozenset({"enum", "maxLength"})
    widget = "radios"
    samples = Samples(valid=(), invalid=(5, True))

    def schema(self, written: Schema) -> dict[str, Any]:
        """Exactly the values offered."""
        return {**self.base, "enum": offered(written) or list(written.get("enum", []))}

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """A value of the list."""
        value = tidy(text)
        return value if value in self.schema(written)["enum"] else _NOT_OFFERED

    def format(self, value: Json, language: str, written: Schema) -> str:
        """The words of the choice."""
        return "" if value is None else choice_label(value, written, language)


class Choices(FieldType):
    """Several of a short list."""

    id = "choices"
    base = {"type": "array", "maxItems": 100, "uniqueItems": True}
    limits = frozenset({"minItems", "maxItems"})
    rule_type = "list"
    widget = "checkboxes"
    samples = Samples(valid=(), invalid=("a", {"a": 1}, 5))

    def schema(self, written: Schema) -> dict[str, Any]:
        """A list of values offered, none twice."""
        item = written.get("items") if isinstance(written.get("items"), dict) else {}
        values = offered(written) or list((item or {}).get("enum", []))
        return {**super().schema(written), "items": {"type": "string", "enum": values}}

    def parse(self, raw: Sequence[str], written: Schema) -> Json | Refusal:
        """The values ticked, in the order of the list; none ticked is no answer."""
        chosen = {tidy(text) for text in raw[:200] if is_readable(text)} - {""}
        values = self.schema(written)["items"]["enum"]
        if chosen - set(values):
            return _NOT_OFFERED
        return [value for value in values if value in chosen] or None

    def typed(self, value: Json) -> list[str]:
        """One string for each box ticked."""
        return [str(item) for item in value] if isinstance(value, list) else []

    def format(self, value: Json, language: str, written: Schema) -> str:
        """The words of the choices, separated by semicolons."""
        return "; ".join(choice_label(item, written, language) for item in self.typed(value))

    def rule_value(self, value: Json) -> Any:
        """A list of texts."""
        return list(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else None


class Code(FieldType):
    """A code of a code list kept outside the procedure (administrative units, occupations, …)."""

    id = "code"
    base = {"type": "string", "maxLength": 40, "pattern": r"^[A-Za-z0-9._\-]{1,40}$"}
    limits = frozenset({"maxLength"})
    widget = "select"
    samples = Samples(
        valid=("10", "VN-01"),
        invalid=(10, "a b", "", "../x"),
        accepts=((" 10 ", "10"),),
        refuses=("a b", "<x>"),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """A code in its own alphabet; whether the list holds it is asked where the list is known."""
        code = tidy(text)
        plain = code.replace(".", "").replace("-", "").replace("_", "")
        good = len(code) <= 40 and plain.isascii() and plain.isalnum()
        return code if good else _NOT_OFFERED

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """The alphabet of codes."""
        return None if isinstance(value, str) and self.read(value, written) == value else _NOT_OFFERED


NOT_OFFERED = _NOT_OFFERED
