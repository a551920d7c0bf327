"""Which small changes a document is tried with: numbers by one, units, dates, conditions turned round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from forms_schema.registry import DEFAULT_REGISTRY, Registry
from forms_schema.rule_places import BOOL, rule_places

Path = tuple[str | int, ...]
REMOVED: Final = object()
"""In place of a new value: the key or element is taken out."""

_NUMBERS: Final = frozenset(
    {
        "fixed",
        "each",
        "cap",
        "floor",
        "amount",
        "add",
        "percent",
        "max",
        "originals",
        "copies",
        "max_mb",
        "max_files",
    }
    | {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}
)
_OPPOSITES: Final = {
    "eq": "ne",
    "ne": "eq",
    "lt": "le",
    "le": "lt",
    "gt": "ge",
    "ge": "gt",
    "and": "or",
    "or": "and",
    "any": "all",
    "all": "any",
    "add": "sub",
    "min": "max",
    "max": "min",
    "min_of": "max_of",
    "max_of": "min_of",
}
_EFFECTS: Final = {
    "none": "counts_next_working_day",
    "result_next_working_day": "none",
    "counts_next_working_day": "none",
}
_WHERE: Final = ("form", "components", "fees", "deadlines", "steps")
_DIMENSIONS: Final = ("case", "channel", "place", "applicant")


@dataclass(frozen=True)
class Mutant:
    """One change at one path."""

    path: Path
    before: Any
    after: Any


def mutants(document: Mapping[str, Any], registry: Registry = DEFAULT_REGISTRY) -> Iterator[Mutant]:
    """Every change the scenarios of the document must notice, in the order of the document."""
    for part in _WHERE:
        yield from _walk(document[part], (part,))
    for place in rule_places(document, registry):
        if _says_nothing(document, place.path):
            continue
        if place.expects == BOOL and not _compares(place.tree):
            yield Mutant(place.path, place.tree, _turned_round(place.tree))
        yield from _inside(place.tree, place.path)


def _walk(value: Any, path: Path) -> Iterator[Mutant]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index))
    if not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        if key == "applies":
            yield from _selector(inner, (*path, key))
        elif key == "pauses":
            yield from (Mutant((*path, key, index), pause, REMOVED) for index, pause in enumerate(inner))
            yield from _walk(inner, (*path, key))
        elif key not in _NOT_WALKED:
            yield from _leaf(key, inner, value, (*path, key))
            yield from _walk(inner, (*path, key))


_NOT_WALKED: Final = frozenset(
    {"when", "show", "required", "computed", "quantity", "formula", "by", "choices", "max_age", "next"}
)


def _leaf(key: str, value: Any, parent: Mapping[str, Any], path: Path) -> Iterator[Mutant]:
    if key in _NUMBERS or (key == "from" and isinstance(value, int)):
        yield from _by_one(value, path)
    elif key == "unit" and isinstance(value, str) and _measures(parent):
        yield Mutant(path, value, "calendar_day" if value != "calendar_day" else "working_day")
    elif key in ("from", "to") and isinstance(value, str):
        yield from (Mutant(path, value, _shifted(value, days)) for days in (1, -1))
    elif key == "time":
        yield from (Mutant(path, value, _minute(value, minutes)) for minutes in (1, -1))
    elif key == "effect" and value in _EFFECTS:
        yield Mutant(path, value, _EFFECTS[value])
    elif key == "effect":
        yield Mutant(path, value, "restart" if value == "pause" else "pause")


def _measures(parent: Mapping[str, Any]) -> bool:
    """Whether the unit stands beside an amount other than 0, of which all units are alike."""
    return Decimal(str(parent.get("amount", parent.get("add", 0)))) != 0


def _by_one(value: Any, path: Path) -> Iterator[Mutant]:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return
    for step in (1, -1):
        number = Decimal(str(value)) + step
        if number >= 0 and (path[-1] != "percent" or number <= 100):
            yield Mutant(path, value, str(number) if isinstance(value, str) else int(number))


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _minute(text: str, minutes: int) -> str:
    hours, minute = divmod(int(text[:2]) * 60 + int(text[3:]) + minutes, 60)
    return f"{hours % 24:02d}:{minute:02d}"


def _selector(selector: Mapping[str, Any], path: Path) -> Iterator[Mutant]:
    for name in _DIMENSIONS:
        values = selector.get(name, [])
        if values:
            yield Mutant((*path, name), values, REMOVED)
        if len(values) > 1:
            yield from (Mutant((*path, name), values, [v for v in values if v != each]) for each in values)
    for bound in ("from", "to"):
        if bound in selector:
            yield from (
                Mutant((*path, bound), selector[bound], _shifted(selector[bound], n)) for n in (1, -1)
            )


def _turned_round(tree: Any) -> Any:
    """The opposite condition; what was null, and so false, becomes true."""
    return (not tree) if isinstance(tree, bool) else {"if": [tree, False, True]}


def _says_nothing(document: Mapping[str, Any], path: Path) -> bool:
    """A note in the list of papers can never be required, whatever it says."""
    return (
        path[0] == "components"
        and path[-1] == "required"
        and document["components"][path[1]]["kind"] == "note"
    )


def _compares(tree: Any) -> bool:
    """Whether turning the comparison round inside already turns the whole condition round."""
    return isinstance(tree, Mapping) and bool({"eq", "ne"} & set(tree))


def _inside(tree: Any, path: Path) -> Iterator[Mutant]:
    if isinstance(tree, int) and not isinstance(tree, bool):
        yield from (Mutant(path, tree, tree + step) for step in (1, -1))
    if not isinstance(tree, Mapping):
        return
    operator, arguments = next(iter(tree.items()))
    if operator in ("var", "it", "ctx", "rule"):
        return
    if operator == "list":
        yield from _shorter(tree, path)
    elif operator == "dec":
        yield from _literal(tree, [str(Decimal(arguments[0]) + step) for step in (1, -1)], "dec", path)
    elif operator == "date":
        yield from _literal(tree, [_shifted(arguments[0], days) for days in (1, -1)], "date", path)
    else:
        if operator in _OPPOSITES and len(arguments) > 1:
            yield Mutant(path, tree, {_OPPOSITES[operator]: arguments})
        for index, argument in enumerate(arguments):
            yield from _inside(argument, (*path, operator, index))


def _shorter(tree: Mapping[str, Any], path: Path) -> Iterator[Mutant]:
    values = tree["list"]
    if len(values) > 1:
        yield from (Mutant(path, tree, {"list": [v for v in values if v != each]}) for each in values)


def _literal(tree: Any, values: list[str], operator: str, path: Path) -> Iterator[Mutant]:
    return (Mutant(path, tree, {operator: [value]}) for value in values)
