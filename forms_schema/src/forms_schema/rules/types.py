"""Types of rule values and what a rule may read: the environment the checker works in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

TypeName = Literal["null", "bool", "num", "str", "date", "list", "object"]
Tree = Any
"""A rule as it stands in a document: a literal, or ``{"operator": [arguments]}``."""


@dataclass(frozen=True)
class RuleType:
    """The type of a value; ``items`` of a list and ``members`` of an object where they are known.

    ``choices`` closes a text to the values of a choice field, so that a comparison with any other is refused.
    A list with ``items`` None holds nothing known, such as the empty list.
    """

    name: TypeName
    items: RuleType | None = None
    members: Mapping[str, RuleType] | None = field(default=None, hash=False)
    choices: frozenset[str] | None = None

    def admits(self, value: object) -> bool:
        """Whether a rule value may stand where this type is wanted; null always may."""
        if value is None:
            return True
        if self.name == "object":
            return isinstance(value, Mapping)
        return type(value) is _CLASSES[self.name]

    def as_json(self) -> Any:
        """The type as the browser's ``typed`` takes it: "num", {"list": "str"}, {"object": {"n": "num"}}."""
        if self.name == "list":
            return {"list": self.items.as_json() if self.items else "null"}
        if self.name == "object":
            return {"object": {name: kind.as_json() for name, kind in (self.members or {}).items()}}
        return self.name

    def __str__(self) -> str:
        return f"list of {self.items}" if self.items else self.name


NULL = RuleType("null")
BOOL = RuleType("bool")
NUM = RuleType("num")
STR = RuleType("str")
DATE = RuleType("date")
LIST = RuleType("list")
OBJECT = RuleType("object")
SCALARS = frozenset({"null", "bool", "num", "str", "date"})

_CLASSES: dict[str, type] = {
    "null": type(None),
    "bool": bool,
    "num": Decimal,
    "str": str,
    "date": date,
    "list": list,
}
_BY_NAME: dict[str, RuleType] = {kind.name: kind for kind in (NULL, BOOL, NUM, STR, DATE, LIST, OBJECT)}


def list_of(items: RuleType | str) -> RuleType:
    """A list whose elements have one type; a repeating group is ``list_of(object_of(...))``."""
    return RuleType("list", items=as_type(items))


def object_of(members: Mapping[str, RuleType | str]) -> RuleType:
    """An object with these members, such as an address or a row of a group."""
    return RuleType("object", members={name: as_type(kind) for name, kind in members.items()})


def choice_of(values: frozenset[str] | set[str] | list[str]) -> RuleType:
    """A text that can only be one of ``values``; any text when there are none."""
    return RuleType("str", choices=frozenset(values) or None)


def joined(left: RuleType, right: RuleType) -> RuleType | None:
    """The type of a value that is of either type; None when the two do not go together.

    Nothing known joins with anything; records keep the members they have in common.
    """
    if left == right or right.name == "null":
        return left
    if left.name == "null":
        return right
    if left.name != right.name:
        return None
    if left.name == "list":
        items = joined(left.items or NULL, right.items or NULL)
        return RuleType("list", items=items) if items else None
    if left.members is not None and right.members is not None:
        return _common_members(left.members, right.members)
    return RuleType(left.name)


def _common_members(left: Mapping[str, RuleType], right: Mapping[str, RuleType]) -> RuleType | None:
    members = {name: joined(kind, right[name]) for name, kind in left.items() if name in right}
    return RuleType("object", members={name: kind for name, kind in members.items() if kind})


def as_type(kind: RuleType | str) -> RuleType:
    """The type itself, or the simple type of that name ("num")."""
    return kind if isinstance(kind, RuleType) else _BY_NAME[kind]


def type_of_json(written: Any) -> RuleType:
    """The type written by ``as_json``."""
    if isinstance(written, str):
        return _BY_NAME[written]
    if "list" in written:
        return list_of(type_of_json(written["list"]))
    return object_of({name: type_of_json(kind) for name, kind in written["object"].items()})


@dataclass(frozen=True)
class RuleFunction:
    """A pure typed function of a plugin; it runs on the server only.

    ``call`` gets values of ``arguments`` in order and returns a value of ``result`` or None. A null
    argument gives null without a call unless ``sees_null``.
    """

    name: str
    arguments: tuple[RuleType, ...]
    result: RuleType
    call: Callable[..., Any]
    sees_null: bool = False
    label: Mapping[str, str] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Types:
    """What a rule may read: fields of the form, named rules, dossier facts, functions, the row it is in."""

    fields: Mapping[str, RuleType | str] = field(default_factory=dict)
    rules: Mapping[str, Tree] = field(default_factory=dict)
    functions: Mapping[str, RuleFunction] = field(default_factory=dict)
    context: Mapping[str, RuleType | str] = field(default_factory=dict)
    row: RuleType | None = None

    def inside(self, row: RuleType | None) -> Types:
        """The same environment inside one row (of type ``row``) of a group."""
        return replace(self, row=row)


def as_types(types: Types | Mapping[str, RuleType | str]) -> Types:
    """The environment itself, or one that knows only these fields."""
    return types if isinstance(types, Types) else Types(fields=types)
