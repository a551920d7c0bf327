"""The shape of a rule: one walk that turns a JSON tree into nodes or says where it is not a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forms_schema.rules.dates import civil_date
from forms_schema.rules.numbers import TooManyDigits
from forms_schema.rules.table import (
    CONTEXT,
    LEAST_PLACES,
    MODES,
    MOST_DEPTH,
    MOST_ITEMS,
    MOST_PATH,
    MOST_PLACES,
    OPERATORS,
    Operator,
    failure,
)
from forms_schema.rules.types import Tree
from forms_schema.rules.values import MOST_INTEGER, composed, decimal_of


@dataclass(frozen=True)
class Node:
    """A part of a rule: a literal ``value`` (operator None), or an operator with its arguments.

    ``names`` are the texts and numbers that must be written out: a path, a rule's name, places and mode.
    ``size`` counts the node and its arguments, without the body of a row operator (``body_size``).
    """

    pointer: str
    depth: int
    operator: Operator | None = None
    value: Any = None
    arguments: tuple[Node, ...] = ()
    names: tuple[Any, ...] = ()

    @property
    def body_size(self) -> int:
        """Nodes visited once for each row."""
        return self.arguments[1].size if len(self.arguments) > 1 else 1

    @property
    def size(self) -> int:
        """Nodes visited once."""
        counted = self.arguments[:1] if self.operator and self.operator.form == "rows" else self.arguments
        return 1 + sum(argument.size for argument in counted)

    @property
    def height(self) -> int:
        """The depth of the deepest node."""
        return max((argument.height for argument in self.arguments), default=self.depth)


def parse(tree: Tree, pointer: str = "", depth: int = 1) -> Node:
    """The nodes of ``tree``; RuleError at the first place (in reading order) that is no rule."""
    if depth > MOST_DEPTH:
        raise failure(pointer, "too_deep")
    if not isinstance(tree, dict):
        return Node(pointer, depth, value=_literal(tree, pointer))
    name, arguments = _only_member(tree, pointer)
    operator = OPERATORS.get(name)
    if operator is None:
        raise failure(pointer, "unknown_operator", op=name[:40])
    _count_arguments(operator, arguments, pointer)
    return _operation(operator, arguments, f"{pointer}/{name}", depth)


def _only_member(tree: dict[str, Any], pointer: str) -> tuple[str, list[Any]]:
    if len(tree) == 1:
        name, arguments = next(iter(tree.items()))
        if isinstance(name, str) and isinstance(arguments, list):
            return name, arguments
    raise failure(pointer, "bad_shape")


def _count_arguments(operator: Operator, arguments: Sequence[Any], pointer: str) -> None:
    if len(arguments) > MOST_ITEMS:
        raise failure(pointer, "list_too_long")
    if not operator.takes(len(arguments)):
        raise failure(pointer, "wrong_arity", op=operator.name)


def _operation(operator: Operator, arguments: list[Any], pointer: str, depth: int) -> Node:
    if operator.form == "literal":
        return Node(pointer, depth, value=_written(operator.name, arguments[0], f"{pointer}/0"))
    if operator.form == "path":
        return Node(pointer, depth, operator, names=_path(operator.name, arguments, pointer))
    nodes: list[Node] = []
    names: list[Any] = []
    for index, argument in enumerate(arguments):
        kind, at = operator.argument(index), f"{pointer}/{index}"
        if kind in ("name", "places", "mode"):
            names.append(_name(kind, argument, at))
        else:
            nodes.append(parse(argument, at, depth + 1))
    return Node(pointer, depth, operator, arguments=tuple(nodes), names=tuple(names))


def _literal(value: object, pointer: str) -> Any:
    if value is None or type(value) is bool:
        return value
    if type(value) is str:
        return composed(value)
    if type(value) is int and abs(value) <= MOST_INTEGER:
        return Decimal(value)
    raise failure(pointer, "bad_shape" if isinstance(value, list) else "bad_literal")


def _written(name: str, text: object, pointer: str) -> Any:
    if type(text) is not str:
        raise failure(pointer, "bad_literal")
    try:
        value = decimal_of(text) if name == "dec" else civil_date(text)
    except TooManyDigits:
        raise failure(pointer, "number_too_long") from None
    if value is None:
        raise failure(pointer, "bad_literal")
    return value


def _path(operator: str, names: list[Any], pointer: str) -> tuple[str, ...]:
    if len(names) > MOST_PATH:
        raise failure(pointer, "bad_shape")
    checked = tuple(_name("name", name, f"{pointer}/{index}") for index, name in enumerate(names))
    if operator == "ctx" and checked[0] not in CONTEXT:
        raise failure(f"{pointer}/0", "unknown_context", name=checked[0][:40])
    return checked


def _name(kind: str, value: object, pointer: str) -> Any:
    if kind == "name" and (type(value) is not str or not value):
        raise failure(pointer, "bad_shape")
    if kind == "places" and not (type(value) is int and LEAST_PLACES <= value <= MOST_PLACES):
        raise failure(pointer, "bad_places")
    if kind == "mode" and (type(value) is not str or value not in MODES):
        raise failure(pointer, "bad_mode")
    return value
