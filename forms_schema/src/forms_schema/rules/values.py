"""Values of rules: None, bool, Decimal, str (NFC), date, list, dict; and how answers become values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from forms_schema.rules.dates import civil_date
from forms_schema.rules.numbers import TooManyDigits, bounded
from forms_schema.rules.table import MOST_ITEMS
from forms_schema.rules.types import RuleType, as_type

Value = Any
"""One of None, bool, Decimal, str, date, list, dict."""

MOST_INTEGER = 2**53 - 1
"""The largest whole number a JSON reader in a browser keeps exact; larger ones are written as text."""

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_EMPTY: tuple[object, ...] = ("", [])
_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "bool",
    Decimal: "num",
    str: "str",
    date: "date",
    list: "list",
    dict: "object",
}


class NotAValue(ValueError):
    """Something that is not a rule value; ``code`` says which bound or type it breaks."""

    def __init__(self, code: str, wanted: str = "", got: str = "") -> None:
        self.code = code
        self.wanted = wanted
        self.got = got
        super().__init__(code)


def kind_of(value: object) -> str:
    """The name of the value's type, or the Python type's name for what is not a rule value."""
    return _KINDS.get(type(value), type(value).__name__)


def composed(text: str) -> str:
    """The text in NFC, the only form rules compare and count."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def decimal_of(text: str) -> Decimal | None:
    """The number written ``-12.50``; None when it is not written so. Raises TooManyDigits."""
    return bounded(Decimal(text)) if _DECIMAL.match(text) else None


def read(value: object) -> Value:
    """A value from outside as rules see it: empty text and lists are null, text is NFC, integers are numbers.

    Raises NotAValue for floats, instants, and whatever else is no rule value.
    """
    kind = type(value)
    if value is None or kind is bool or kind is date:
        return value
    if kind is str:
        return composed(value) if value else None  # type: ignore[arg-type]
    if kind is Decimal or kind is int:
        return _number(Decimal(value))  # type: ignore[arg-type]
    if kind is list or kind is tuple:
        return _items(value)  # type: ignore[arg-type]
    if isinstance(value, Mapping):
        return value
    raise NotAValue("type_clash", "a value", kind_of(value))


def _number(value: Decimal) -> Decimal:
    try:
        return bounded(value)
    except TooManyDigits:
        raise NotAValue("number_too_long") from None


def _items(values: list[object] | tuple[object, ...]) -> Value:
    if not values:
        return None
    if len(values) > MOST_ITEMS:
        raise NotAValue("list_too_long")
    return [item if type(item) is dict else read(item) for item in values]


def filled(value: Value) -> bool:
    """Whether a person would call it filled in; an object is when one of its members is."""
    if isinstance(value, Mapping):
        return any(member is not None and member not in _EMPTY for member in value.values())
    return value is not None and value not in _EMPTY


def typed(raw: object, kind: RuleType | str) -> Value:
    """An answer in JSON form as a value of ``kind``: decimals and dates come as text, money as an integer.

    Raises NotAValue when the answer does not have that form.
    """
    wanted = as_type(kind)
    if raw is None or raw in _EMPTY:
        return None
    if wanted.name in ("list", "object"):
        return _typed_container(raw, wanted)
    value = _typed_scalar(raw, wanted.name)
    if value is None:
        raise NotAValue("type_clash", wanted.name, kind_of(raw))
    return value


def _typed_scalar(raw: object, wanted: str) -> Value:
    if wanted == "num" and type(raw) is int:
        if abs(raw) > MOST_INTEGER:
            raise NotAValue("number_too_long")
        return Decimal(raw)
    if wanted == "bool":
        return raw if type(raw) is bool else None
    if type(raw) is not str:
        return None
    if wanted == "num":
        try:
            return decimal_of(raw)
        except TooManyDigits:
            raise NotAValue("number_too_long") from None
    if wanted == "date":
        return civil_date(raw)
    return composed(raw) if wanted == "str" else None


def _typed_container(raw: object, wanted: RuleType) -> Value:
    if wanted.name == "list" and isinstance(raw, list):
        if len(raw) > MOST_ITEMS:
            raise NotAValue("list_too_long")
        return [typed(item, wanted.items) for item in raw] if wanted.items else []
    if wanted.name == "object" and isinstance(raw, Mapping):
        return {name: typed(raw.get(name), kind) for name, kind in (wanted.members or {}).items()}
    raise NotAValue("type_clash", wanted.name, kind_of(raw))
