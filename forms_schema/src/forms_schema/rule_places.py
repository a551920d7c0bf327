"""Where rules stand in a document, what type each must give, and what each may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_schema.fields import FieldType, field_type
from forms_schema.registry import DEFAULT_REGISTRY, Registry
from forms_schema.rules import RuleType, Types, choice_of, list_of, object_of

Path = tuple[str | int, ...]
BOOL, NUM = "bool", "num"


@dataclass(frozen=True)
class RulePlace:
    """One rule: where it stands, the type it must give (None: any), the group whose rows it sees."""

    path: Path
    tree: Any
    expects: str | None
    group: str | None = None


def rule_places(document: Mapping[str, Any], registry: Registry = DEFAULT_REGISTRY) -> list[RulePlace]:
    """Every rule of a document whose structure has been checked."""
    return [
        *(RulePlace(("rules", name), tree, None) for name, tree in document.get("rules", {}).items()),
        *_of_fields(document["form"]["data"]["properties"], ("form", "data", "properties"), registry),
        *_named(document["form"]["pages"], ("form", "pages"), {"show": BOOL}),
        *_named(document.get("checks", []), ("checks",), {"fails_when": BOOL}),
        *_named(document["components"], ("components",), {"when": BOOL, "required": BOOL}),
        *(place for index, fee in enumerate(document["fees"]) for place in _of_fee(fee, ("fees", index))),
        *_inner(document["deadlines"], ("deadlines",), "modifiers", {"when": BOOL}),
        *_inner(document["steps"], ("steps",), "next", {"when": BOOL}),
    ]


def _named(parts: list[Any], path: Path, keys: Mapping[str, str]) -> Iterator[RulePlace]:
    for index, part in enumerate(parts):
        for key, expects in keys.items():
            if key in part:
                yield RulePlace((*path, index, key), part[key], expects)


def _inner(parts: list[Any], path: Path, name: str, keys: Mapping[str, str]) -> Iterator[RulePlace]:
    for index, part in enumerate(parts):
        yield from _named(part.get(name, []), (*path, index, name), keys)


def _of_fee(fee: Mapping[str, Any], path: Path) -> Iterator[RulePlace]:
    for key, expects in (("when", BOOL), ("quantity", NUM)):
        if key in fee:
            yield RulePlace((*path, key), fee[key], expects)
    amount = fee["amount"]
    if "formula" in amount:
        yield RulePlace((*path, "amount", "formula"), amount["formula"], NUM)
    if "tiers" in amount:
        yield RulePlace((*path, "amount", "tiers", "by"), amount["tiers"]["by"], NUM)
    yield from _named(fee.get("exemptions", []), (*path, "exemptions"), {"when": BOOL})
    yield from _named(fee.get("reductions", []), (*path, "reductions"), {"when": BOOL})


def _of_fields(
    fields: Mapping[str, Any], path: Path, registry: Registry, group: str | None = None
) -> Iterator[RulePlace]:
    for name, schema in fields.items():
        asked, place = schema["x-field"], (*path, name, "x-field")
        for key in ("show", "required"):
            if key in asked:
                yield RulePlace((*place, key), asked[key], BOOL, group)
        if "computed" in asked:
            yield RulePlace((*place, "computed"), asked["computed"], computed_type(schema, registry), group)
        if asked["type"] == "group":
            inner = (*path, name, "items", "properties")
            yield from _of_fields(schema["items"]["properties"], inner, registry, name)


def computed_type(schema: Mapping[str, Any], registry: Registry) -> str | None:
    """The rule type a computed field must give; None when its field type is not known."""
    kind = kind_of(schema, registry)
    return kind.rule_type_of(schema) if kind else None


def kind_of(schema: Mapping[str, Any], registry: Registry) -> FieldType | None:
    """The field type of a question, None when nobody provides it."""
    try:
        return field_type(schema["x-field"]["type"], registry.field_types)
    except KeyError:
        return None


def types_of(
    document: Mapping[str, Any], registry: Registry = DEFAULT_REGISTRY, group: str | None = None
) -> Types:
    """What rules of the document may read; inside ``group`` also the members of its row."""
    fields = {name: type_of(s, registry) for name, s in document["form"]["data"]["properties"].items()}
    known = {name: kind for name, kind in fields.items() if kind is not None}
    types = Types(fields=known, rules=document.get("rules", {}), functions=registry.functions)
    row = fields.get(group) if group else None
    return types.inside(row.items) if isinstance(row, RuleType) else types


def type_of(schema: Mapping[str, Any], registry: Registry) -> RuleType | str | None:
    """The type of a question's answer as rules read it."""
    kind = kind_of(schema, registry)
    asked = schema["x-field"]
    if kind is None:
        return None
    if asked["type"] == "group":
        members = {name: type_of(part, registry) for name, part in schema["items"]["properties"].items()}
        return list_of(object_of({name: member for name, member in members.items() if member is not None}))
    values = {choice["value"] for choice in asked.get("choices", ())}
    if asked["type"] == "choice" and values:
        return choice_of(values)
    if asked["type"] == "choices":
        return list_of(choice_of(values))
    if kind.parts:
        return object_of(dict.fromkeys(kind.parts, "str"))
    return kind.rule_type_of(schema)
