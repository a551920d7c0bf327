"""The strict reader: JSON that can be read in one way only, small and shallow enough for everything after it.

Depth is measured before the text is parsed, so that no nesting can exhaust a parser. Numbers are whole and at
most 20 digits long; decimals travel as text. Every text and key is NFC.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from forms_schema.problems import Problem, Unreadable
from forms_schema.refusals import refusal

MOST_BYTES = 2_000_000
MOST_DEPTH = 32
MOST_DIGITS = 20
MOST_KEY = 200
MOST_PROBLEMS = 20
_MOST_MARKS = 30

_STRUCTURE = re.compile(r'"(?:[^"\\]+|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_FORBIDDEN_KEYS = frozenset({"__proto__", "constructor", "prototype"})
# Line feed and tab are the only control characters of a text; the rest hides or reorders what is seen.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Members(list[tuple[str, Any]]):
    """The members of one object as written, duplicates included."""


class _Token(str):
    """A number that is not acceptable, as written; ``code`` says why."""

    code = ""


class _Fraction(_Token):
    code = "not_whole"


class _NotANumber(_Token):
    code = "not_a_number"


class _LongNumber(_Token):
    code = "number_too_long"


def read_json(raw: bytes | str, *, max_bytes: int = MOST_BYTES) -> Any:
    """The document in ``raw``; raises Unreadable with every refusal found (at most 20).

    ``raw`` is UTF-8 without a byte order mark, at most ``max_bytes`` long.
    """
    text = _decoded(raw, max_bytes)
    _measure_depth(text)
    written = _parsed(text)
    problems: list[Problem] = []
    document = _accepted(written, "", problems)
    if problems:
        raise Unreadable(problems)
    return document


def _decoded(raw: bytes | str, max_bytes: int) -> str:
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise Unreadable([refusal("", "too_large", size=size, limit=max_bytes)])
    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError as error:
        raise Unreadable([refusal("", "not_utf8", byte=error.start)]) from None
    if text.startswith("\ufeff"):
        raise Unreadable([refusal("", "byte_order_mark")])
    return text


def _measure_depth(text: str) -> None:
    depth = 0
    for token in _STRUCTURE.finditer(text):
        first = token.group()[0]
        if first == '"':
            continue
        depth += 1 if first in "[{" else -1
        if depth > MOST_DEPTH:
            raise Unreadable([refusal("", "too_deep", **_place(text, token.start()), limit=MOST_DEPTH)])


def _place(text: str, position: int) -> dict[str, int]:
    line = text.count("\n", 0, position) + 1
    return {"line": line, "column": position - text.rfind("\n", 0, position)}


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_Members,
            parse_int=_whole_number,
            parse_float=_Fraction,
            parse_constant=_NotANumber,
        )
    except json.JSONDecodeError as error:
        raise Unreadable([refusal("", "not_json", **_place(text, error.pos))]) from None


def _whole_number(written: str) -> int | _LongNumber:
    return int(written) if len(written.lstrip("-")) <= MOST_DIGITS else _LongNumber(written)


def _accepted(value: Any, pointer: str, problems: list[Problem]) -> Any:
    """``value`` in NFC with plain dictionaries; what is refused is added to ``problems``."""
    if len(problems) >= MOST_PROBLEMS:
        return None
    if isinstance(value, _Members):
        return _object(value, pointer, problems)
    if isinstance(value, list):
        return [_accepted(item, f"{pointer}/{index}", problems) for index, item in enumerate(value)]
    if isinstance(value, _Token):
        problems.append(refusal(pointer, value.code))
        return None
    if isinstance(value, str):
        problems += faults_of_text(value, pointer)
        return composed(value)
    return value


def _object(members: _Members, pointer: str, problems: list[Problem]) -> dict[str, Any]:
    accepted: dict[str, Any] = {}
    for written, value in members:
        key = composed(written)
        at = f"{pointer}/{escaped(key)}"
        faults = [*faults_of_key(key, written, pointer, at)]
        if key in accepted:
            faults.append(refusal(at, "duplicate_key"))
        problems += faults
        accepted[key] = _accepted(value, at, problems)
        if len(problems) >= MOST_PROBLEMS:
            break
    return accepted


def composed(text: str) -> str:
    """The text in NFC; a text with too many marks on one letter (refused elsewhere) is left as it is."""
    if text.isascii() or _overloaded(text):
        return text
    return unicodedata.normalize("NFC", text)


def escaped(key: str) -> str:
    """The key as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def faults_of_key(key: str, written: str, parent: str, pointer: str) -> Iterator[Problem]:
    """Why an object may not have this key; long and broken keys are named by their parent."""
    if len(written) > MOST_KEY:
        yield refusal(parent, "key_too_long", limit=MOST_KEY)
    elif key in _FORBIDDEN_KEYS:
        yield refusal(pointer, "forbidden_key", key=key)
    elif "\n" in key or "\t" in key:
        yield refusal(parent, "hidden_character", character="U+000A" if "\n" in key else "U+0009")
    else:
        yield from faults_of_text(written, parent)


def faults_of_text(text: str, pointer: str) -> Iterable[Problem]:
    """Why a text is refused: half characters, hidden characters, piles of marks."""
    if text.isascii() and text.isprintable():
        return
    if _SURROGATE.search(text):
        yield refusal(pointer, "half_character")
    elif hidden := _HIDDEN.search(text):
        yield refusal(pointer, "hidden_character", character=f"U+{ord(hidden.group()):04X}")
    elif _overloaded(text):
        yield refusal(pointer, "too_many_marks", limit=_MOST_MARKS)


def _overloaded(text: str) -> bool:
    """Whether one letter carries more marks than any script needs; sorting long runs takes quadratic time."""
    if len(text) <= _MOST_MARKS or text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            return True
    return False
