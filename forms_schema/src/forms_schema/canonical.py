"""One way to write a document: UTF-8, NFC, keys sorted by code point, no spaces; and the hash of that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from forms_schema.problems import Problem, Unreadable
from forms_schema.reader import MOST_DEPTH, composed, escaped
from forms_schema.refusals import refusal


def canonical(document: object) -> bytes:
    """The canonical bytes of a document of texts, whole numbers, booleans, null, lists and objects.

    Raises Unreadable for anything else (fractions, dates, other keys than texts), for two keys that
    are one in NFC, and for more than 32 levels.
    """
    plain = _plain(document, "", 0)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def content_hash(document: object) -> str:
    """The address of a document: ``sha256:`` and the hexadecimal hash of its canonical bytes."""
    return "sha256:" + hashlib.sha256(canonical(document)).hexdigest()


def _refuse(problem: Problem) -> Unreadable:
    return Unreadable([problem])


def _plain(value: object, pointer: str, depth: int) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value, pointer)
    if depth >= MOST_DEPTH:
        raise _refuse(refusal(pointer, "too_deep", limit=MOST_DEPTH, line=1, column=1))
    if isinstance(value, Mapping):
        return _members(value, pointer, depth)
    if isinstance(value, list | tuple):
        return [_plain(item, f"{pointer}/{index}", depth + 1) for index, item in enumerate(value)]
    raise _refuse(refusal(pointer, "not_json_value"))


def _text(value: str, pointer: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise _refuse(refusal(pointer, "half_character")) from None
    return composed(value)


def _members(value: Mapping[Any, object], pointer: str, depth: int) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for written, member in value.items():
        if not isinstance(written, str):
            raise _refuse(refusal(pointer, "not_json_value"))
        key = _text(written, pointer)
        at = f"{pointer}/{escaped(key)}"
        if key in members:
            raise _refuse(refusal(at, "duplicate_key"))
        members[key] = _plain(member, at, depth + 1)
    return members
