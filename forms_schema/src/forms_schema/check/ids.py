"""Ids that are given twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry

_LISTS = (
    "cases",
    "legal_bases",
    "checks",
    "components",
    "fees",
    "deadlines",
    "steps",
    "results",
    "scenarios",
)
_INNER = (("fees", "exemptions"), ("fees", "reductions"), ("deadlines", "legs"), ("deadlines", "modifiers"))


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Every second use of an id (or of a result's code, or of an event of notices) in the same list."""
    return [problem for path, parts, key in _lists(document) for problem in _twice(path, parts, key)]


def _lists(document: Mapping[str, Any]) -> Iterator[tuple[Path, Sequence[Mapping[str, Any]], str]]:
    for name in _LISTS:
        yield (name,), document.get(name, []), "id"
    yield ("results",), document["results"], "code"
    yield ("notices",), document["notices"], "event"
    yield ("plugins",), document.get("plugins", []), "name"
    yield ("form", "pages"), document["form"]["pages"], "id"
    for outer, inner in _INNER:
        for index, part in enumerate(document[outer]):
            yield (outer, index, inner), part.get(inner, []), "id"
    for index, rule in enumerate(document["deadlines"]):
        yield ("deadlines", index, "committed"), rule.get("committed", []), "id"
    for index, page in enumerate(document["form"]["pages"]):
        yield ("form", "pages", index, "items"), page["items"], "id"


def _twice(path: Path, parts: Sequence[Mapping[str, Any]], key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, part in enumerate(parts):
        value = part.get(key)
        if value in seen:
            yield finding(
                (*path, index, key),
                "id.repeated",
                f"“{value}” đã được dùng trong danh sách này. Hãy đặt mã khác.",
                f"“{value}” is already used in this list. Give it another one.",
                value=value,
            )
        elif value is not None:
            seen.add(value)
