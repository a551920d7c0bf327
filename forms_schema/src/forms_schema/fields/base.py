"""What a field type is: one object that knows its schema, its words, its samples, and how people type it.

A type never raises on what a person typed. It answers with a value, with ``None`` for "nothing given",
or with a `Refusal` that says what to do next.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

Json = Any
Schema = Mapping[str, Any]

_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
_LONGEST_TYPED = 20_000


@dataclass(frozen=True)
class Refusal:
    """Why a value cannot be taken: a stable code and a sentence with ``{label}`` in vi and en."""

    code: str
    message: Mapping[str, str]
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Samples:
    """Values the type keeps and refuses to keep, and texts it reads (with what they mean) and sends back."""

    valid: tuple[Json, ...] = ()
    invalid: tuple[Json, ...] = ()
    accepts: tuple[tuple[str, Json], ...] = ()
    refuses: tuple[str, ...] = ()


def say(vi: str, en: str) -> dict[str, str]:
    """A sentence in both languages."""
    return {"vi": vi, "en": en}


UNREADABLE = Refusal(
    "unreadable_text",
    say(
        "“{label}” có ký tự không đọc được. Hãy xóa ô này và gõ lại.",
        "“{label}” contains characters that cannot be read. Clear the box and type it again.",
    ),
)
TOO_LONG = Refusal(
    "too_long",
    say(
        "“{label}” quá dài. Hãy rút ngắn còn nhiều nhất {maximum} ký tự.",
        "“{label}” is too long. Shorten it to at most {maximum} characters.",
    ),
    {"maximum": _LONGEST_TYPED},
)


def is_readable(text: str) -> bool:
    """False for control characters (other than tab and line ends) and halves of surrogate pairs."""
    return not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\r\n" for c in text)


def tidy(text: str) -> str:
    """One line, NFC, no invisible characters, single spaces: the way a name or a code is compared."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def tidy_lines(text: str) -> str:
    """Several lines, NFC, line ends as ``\\n``, no spaces at the ends of lines."""
    plain = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def compact(text: str, marks: str) -> str:
    """Compatibility digits made plain (full width → ASCII), with spaces and the given marks removed."""
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return "".join(c for c in plain if not c.isspace() and c not in marks)


def pick(texts: Json, language: str) -> str:
    """The text in the language, else in Vietnamese; an absent text is empty."""
    if not isinstance(texts, Mapping):
        return ""
    return str(texts.get(language) or texts.get("vi") or "")


def x_field(schema: Schema) -> Mapping[str, Any]:
    """The ``x-field`` part of a property's schema."""
    found = schema.get("x-field")
    return found if isinstance(found, Mapping) else {}


class FieldType:
    """A kind of answer. Subclasses state the class attributes and override what differs."""

    id: ClassVar[str]
    base: ClassVar[Schema] = {"type": "string", "maxLength": 200}
    limits: ClassVar[frozenset[str]] = frozenset()
    rule_type: ClassVar[str] = "str"
    widget: ClassVar[str] = "text"
    input_mode: ClassVar[str] = ""
    autocomplete: ClassVar[str] = ""
    parts: ClassVar[tuple[str, ...]] = ()
    """Members of an answer that is an object."""
    boxes: ClassVar[tuple[str, ...]] = ()
    """Names of the boxes in which one answer may be typed: ``birth.day``, ``birth.month``, ``birth.year``."""
    writable: ClassVar[bool] = True
    samples: ClassVar[Samples] = Samples()

    def schema(self, written: Schema) -> dict[str, Any]:
        """The JSON Schema an answer is judged by: the type's own, narrowed by the author's limits."""
        narrowed = {k: v for k, v in written.items() if k in self.limits}
        return {**self.base, **narrowed}

    def rule_type_of(self, written: Schema) -> str:
        """The type a rule sees; the same for every field of most types."""
        return self.rule_type

    def parse(self, raw: Sequence[str], written: Schema) -> Json | Refusal:
        """What a person typed or chose → the value kept in the answers, ``None`` when nothing was given."""
        text = raw[-1] if raw else ""
        if not text.strip():
            return None
        if len(text) > _LONGEST_TYPED:
            return TOO_LONG
        if not is_readable(text):
            return UNREADABLE
        return self.read(text, written)

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """One non-empty readable text → value or refusal."""
        return tidy(text) or None

    def parse_parts(self, parts: Mapping[str, Sequence[str]], written: Schema) -> Json | Refusal:
        """What was typed into several boxes of one field; types without boxes never get here."""
        return self.parse([" ".join(part[-1] for part in parts.values() if part)], written)

    def units(self, written: Schema) -> tuple[str, ...]:
        """The units people may write after the number, as they stand in a text made compact; longest first."""
        return ()

    def typed(self, value: Json) -> list[str]:
        """The strings a form control holds for the value; `parse` of them gives the value back."""
        return [] if value is None else [str(value)]

    def format(self, value: Json, language: str, written: Schema) -> str:
        """The value as people read it on paper and on the check-your-answers page."""
        return "" if value is None else str(value)

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """What JSON Schema cannot say about a value of the right shape (check digits, real dates)."""
        return None

    def rule_value(self, value: Json) -> Any:
        """The value as rules read it; anything of the wrong shape reads as null."""
        return value if isinstance(value, str) and value else None

    def json_value(self, value: Any, written: Schema) -> Json:
        """A computed rule value as it is kept in the submission."""
        return value
