"""What is looked at before any schema: depth, size, kinds of value, characters.

Validators crash or hang on extreme nesting and size; this walk uses its own stack and stops early.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_schema.problems import Problem

MAX_DEPTH = 32
"""Levels of nesting of a document."""
MAX_NODES = 60_000
"""Values, keys included, of a document."""
MAX_STRING = 20_000
MAX_SAFE_INTEGER = 2**53 - 1
"""The largest whole number every reader of JSON keeps exactly."""

_SENTENCES = {
    "document.not_an_object": (
        "Tệp phải chứa một tài liệu thủ tục dạng đối tượng JSON. Hãy kiểm tra lại tệp.",
        "The file must hold one procedure document, a JSON object. Check the file.",
    ),
    "document.too_deep": (
        "Tài liệu lồng nhau quá 32 cấp. Hãy viết phần này đơn giản hơn.",
        "The document is nested more than 32 levels deep. Write this part more simply.",
    ),
    "document.too_large": (
        "Tài liệu có quá nhiều phần tử (trên 60.000). Hãy tách thành nhiều thủ tục.",
        "The document has too many values (more than 60,000). Split it into several procedures.",
    ),
    "document.not_json": (
        "Giá trị này không phải JSON. Hãy dùng chữ, số nguyên, đúng/sai, null, danh sách hoặc đối tượng.",
        "This value is not JSON. Use text, whole numbers, true, false, null, lists or objects.",
    ),
    "document.fraction": (
        'Số có phần lẻ phải viết trong dấu nháy, ví dụ "2.5", để không bị làm tròn. Hãy sửa số này.',
        'A number with a fraction is written in quotes, for example "2.5", so that nothing is rounded.',
    ),
    "document.number_too_large": (
        "Số này quá lớn. Hãy dùng số trong khoảng ±9.007.199.254.740.991.",
        "This number is too large. Use a number within ±9,007,199,254,740,991.",
    ),
    "document.bad_characters": (
        "Chuỗi chữ có ký tự điều khiển hoặc ký tự hỏng. Hãy xóa đi và gõ lại.",
        "The text has control characters or broken characters. Delete and type it again.",
    ),
    "document.string_too_long": (
        "Chuỗi chữ dài quá 20.000 ký tự. Hãy rút ngắn.",
        "The text is longer than 20,000 characters. Shorten it.",
    ),
}


@dataclass(frozen=True)
class _Place:
    value: Any
    path: tuple[str | int, ...]


def pointer_to(path: tuple[str | int, ...]) -> str:
    """A JSON pointer (RFC 6901), safe to print: unreadable characters are shown as ``?``."""
    parts = (str(part).encode("utf-8", "replace").decode() for part in path)
    return "".join("/" + part[:80].replace("~", "~0").replace("/", "~1") for part in parts)


def guard(document: Any) -> list[Problem]:
    """The first thing that makes the document unsafe to judge, or an empty list."""
    if not isinstance(document, Mapping):
        return [_problem("document.not_an_object", ())]
    stack, seen = [_Place(document, ())], 0
    while stack:
        place = stack.pop()
        seen += 1
        code = "document.too_large" if seen + len(stack) > MAX_NODES else _fault(place)
        if code:
            return [_problem(code, place.path)]
        stack.extend(_inside(place))
    return []


def _fault(place: _Place) -> str | None:
    value = place.value
    if len(place.path) > MAX_DEPTH:
        return "document.too_deep"
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return None if abs(value) <= MAX_SAFE_INTEGER else "document.number_too_large"
    if isinstance(value, str):
        return _string_fault(value)
    if isinstance(value, Mapping):
        return _object_fault(value)
    if isinstance(value, list):
        return "document.too_large" if len(value) > MAX_NODES else None
    return "document.fraction" if hasattr(value, "__round__") else "document.not_json"


def _object_fault(value: Mapping[Any, Any]) -> str | None:
    if len(value) > MAX_NODES:
        return "document.too_large"
    if not all(isinstance(key, str) for key in value):
        return "document.not_json"
    return next((fault for fault in map(_key_fault, value) if fault), None)


def _key_fault(key: str) -> str | None:
    fault = _string_fault(key)
    return fault or (None if unicodedata.is_normalized("NFC", key) else "document.bad_characters")


def _string_fault(value: str) -> str | None:
    if len(value) > MAX_STRING:
        return "document.string_too_long"
    bad = any((c < " " and c not in "\n\t") or "\ud800" <= c <= "\udfff" or c == "\x7f" for c in value)
    return "document.bad_characters" if bad else None


def _inside(place: _Place) -> Iterator[_Place]:
    if isinstance(place.value, Mapping):
        return (_Place(value, (*place.path, key)) for key, value in place.value.items())
    if isinstance(place.value, list):
        return (_Place(value, (*place.path, index)) for index, value in enumerate(place.value))
    return iter(())


def _problem(code: str, path: tuple[str | int, ...]) -> Problem:
    vi, en = _SENTENCES[code]
    return Problem(pointer_to(path), code, {"vi": vi, "en": en})
