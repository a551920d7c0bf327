"""What can be told of the types in a rule before it is evaluated, and what is left to look at then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forms_schema.problems import RuleError
from forms_schema.rules import steps
from forms_schema.rules.shape import Node
from forms_schema.rules.values import kind_of

CLASS_NAMES = {"bool": "bool", "num": "Decimal", "str": "str", "date": "date"}
"""The types whose class is looked at in the text, by its name there."""


@dataclass(frozen=True)
class Spot:
    """Where the text keeps a value: its name, its type when certain (null is always possible), or a constant."""

    name: str
    kind: str = ""
    there: bool = False
    """Certainly not null."""


def name_of(node: Node) -> str:
    """The operator's name; empty for a literal."""
    return node.operator.name if node.operator else ""


def places(given: Sequence[Spot]) -> str:
    """``{0}, {1}``: the values handed on as they come."""
    return ", ".join(f"{{{index}}}" for index in range(len(given)))


def result_of(node: Node) -> str:
    """The type the operator always gives."""
    return node.operator.result if node.operator and node.operator.result in CLASS_NAMES else ""


def probable_of(arguments: Sequence[Node]) -> str:
    """The type the arguments of one type probably have, told by a literal or an operator among them."""
    known = (result_of(node) if node.operator else kind_of(node.value) for node in arguments)
    return next((kind for kind in known if kind in CLASS_NAMES), "")


def guard_of(given: Sequence[Spot], kinds: Sequence[str]) -> str | None:
    """What must be true for the usual case: empty when it always is, None when it never is."""
    tests = []
    for one, kind in zip(given, kinds, strict=True):
        if kind not in CLASS_NAMES or (one.kind and one.kind != kind) or one.name == "None":
            return None
        if one.kind != kind:
            tests.append(f"type({one.name}) is {CLASS_NAMES[kind]}")
        elif not one.there:
            tests.append(f"{one.name} is not None")
    return " and ".join(tests)


def constants_of(node: Node) -> list[Any]:
    """The values of a written list; none when something in it is computed."""
    if name_of(node) != "list" or any(each.operator for each in node.arguments):
        return []
    return [each.value for each in node.arguments]


def folded(node: Node) -> Any:
    """The value of an operator over literals; None when there is none, or an error to be met when asked."""
    if any(argument.operator for argument in node.arguments):
        return None
    try:
        return steps.computing(node)(*(argument.value for argument in node.arguments))
    except RuleError:
        return None
