"""Judging answers by JSON Schema: one interface, a fast back end and a reference back end.

``jsonschema-rs`` does the work (offline, linear-time regular expressions, values masked in its messages);
``jsonschema`` is the reference it is compared with. Neither ever fetches a reference.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import jsonschema
import jsonschema_rs
import referencing
import referencing.exceptions
from jsonschema.validators import extend

from forms_schema.problems import FormsSchemaError, Problem

Json = Any
DEEPEST = 32
_TOO_LONG = 10**20
_TEXT = frozenset({str})
_KEYWORDS = {"falseSchema": "false"}


class UnusableSchema(FormsSchemaError):
    """The schema itself cannot be used (a pattern that is none, a reference, a wrong keyword)."""


@dataclass(frozen=True)
class Finding:
    """One broken keyword at one place; ``params`` holds the keyword's own value, never the answer."""

    pointer: str
    keyword: str
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)


class Validator(Protocol):
    """Judges one value by one schema, as often as asked."""

    def findings(self, value: Json) -> list[Finding]:
        """Every broken keyword, ordered by pointer; empty when the value fits."""
        ...

    def fits(self, value: Json) -> bool:
        """Whether nothing is broken."""
        ...


def validator(schema: Mapping[str, Any], backend: Literal["fast", "reference"] = "fast") -> Validator:
    """A validator of the schema; raises `UnusableSchema` when there cannot be one."""
    return FastValidator(schema) if backend == "fast" else ReferenceValidator(schema)


class FastValidator:
    """``jsonschema-rs``."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        try:
            self._judge = jsonschema_rs.Draft202012Validator(
                dict(schema), offline=True, mask="…", pattern_options=jsonschema_rs.RegexOptions()
            )
        except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
            raise _unusable() from error

    def findings(self, value: Json) -> list[Finding]:
        """See `Validator.findings`."""
        if reason := unjudgeable(value):
            return [reason]
        found = [self._finding(error) for error in self._judge.iter_errors(value)]
        return sorted(found, key=lambda finding: (finding.pointer, finding.keyword))

    def fits(self, value: Json) -> bool:
        """See `Validator.fits`."""
        return unjudgeable(value) is None and bool(self._judge.is_valid(value))

    def _finding(self, error: Any) -> Finding:
        keyword = error.kind.name
        limit = {"limit": self._limit(error)}
        return Finding(pointer_of(error.instance_path), _KEYWORDS.get(keyword, keyword), limit)

    def _limit(self, error: Any) -> Json:
        here: Any = self._schema
        for step in error.schema_path:
            here = here[step]
        return here


class ReferenceValidator:
    """``jsonschema`` with its traps closed: no retrieval, patterns that mean the same as in the browser."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        kind = extend(jsonschema.Draft202012Validator, {"pattern": _pattern})
        try:
            kind.check_schema(schema)
        except (jsonschema.SchemaError, re.error) as error:
            raise _unusable() from error
        self._judge = kind(schema, registry=referencing.Registry())

    def findings(self, value: Json) -> list[Finding]:
        """See `Validator.findings`."""
        if reason := unjudgeable(value):
            return [reason]
        try:
            found = [_reference_finding(error) for error in self._judge.iter_errors(value)]
        except referencing.exceptions.Unresolvable as error:
            raise _unusable() from error
        return sorted(found, key=lambda finding: (finding.pointer, finding.keyword))

    def fits(self, value: Json) -> bool:
        """See `Validator.fits`."""
        return not self.findings(value)


def unjudgeable(value: Json) -> Finding | None:
    """What no validator may be given: nesting beyond 32, broken Unicode, things that are not JSON."""
    return None if _is_surely_plain(value) else _first_fault(value)


def _is_surely_plain(value: Json) -> bool:
    """A first look without pointers, for the many values that are well; false means "look closely"."""
    texts: list[str] = []
    return _gathered([value], 0, texts) and _is_unbroken("".join(texts))


def _gathered(items: Iterable[Json], depth: int, texts: list[str]) -> bool:
    """Whether all is plain but the texts, which are gathered with the keys: they are looked at all at once."""
    if depth > DEEPEST:
        return False
    for item in items:
        kind = type(item)
        if kind is str:
            texts.append(item)
        elif kind is int and abs(item) < _TOO_LONG:
            continue
        elif kind is dict:
            texts.extend(item)
            if not (_TEXT.issuperset(map(type, item)) and _gathered(item.values(), depth + 1, texts)):
                return False
        elif kind is list:
            if not _gathered(item, depth + 1, texts):
                return False
        elif item is not None and kind is not bool:
            return False
    return True


def _first_fault(value: Json) -> Finding | None:
    """The place of what may not be judged; every value is looked at."""
    waiting: list[tuple[Json, int, str]] = [(value, 0, "")]
    while waiting:
        here, depth, pointer = waiting.pop()
        if depth > DEEPEST:
            return Finding(pointer, "tooDeep")
        if isinstance(here, Mapping):
            if not all(type(key) is str and _is_unbroken(key) for key in here):
                return Finding(pointer, "unreadable")
            waiting.extend((inner, depth + 1, f"{pointer}/{_escaped(key)}") for key, inner in here.items())
        elif isinstance(here, list):
            waiting.extend((inner, depth + 1, f"{pointer}/{index}") for index, inner in enumerate(here))
        elif not _is_plain(here):
            return Finding(pointer, "unreadable")
    return None


def pointer_of(path: Any) -> str:
    """A JSON pointer of the steps."""
    return "".join(f"/{_escaped(str(step))}" for step in path)


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _is_plain(value: Json) -> bool:
    if isinstance(value, str):
        return _is_unbroken(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) < _TOO_LONG
    return value is None


def _is_unbroken(text: str) -> bool:
    """Whether the text can be written in UTF-8, which halves of characters cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unusable() -> UnusableSchema:
    message = {
        "vi": "Ràng buộc của trường không dùng được. Hãy kiểm tra mẫu ký tự và các giới hạn của trường.",
        "en": "The limits of the field cannot be used. Check the pattern and the limits of the field.",
    }
    return UnusableSchema([Problem("", "unusable_schema", message)])


def _reference_finding(error: Any) -> Finding:
    return Finding(pointer_of(error.absolute_path), str(error.validator), {"limit": error.validator_value})


def _pattern(_: Any, pattern: str, instance: Json, __: Any) -> Iterator[jsonschema.ValidationError]:
    if isinstance(instance, str) and not re.search(_python_pattern(pattern), instance):
        yield jsonschema.ValidationError("pattern")


def _python_pattern(pattern: str) -> str:
    """ECMA ``$`` is the very end of the text; Python's also stands before a last line break."""
    return re.sub(r"(\\.)|(\[(?:\\.|[^\]\\])*\])|\$", lambda m: m[0] if m[1] or m[2] else r"\Z", pattern)
