"""What operators do with values that are there: every type looked at, every bound kept, every error placed.

The generated code of a rule does the plain cases itself and comes here for all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from forms_schema.problems import RuleError
from forms_schema.rules.numbers import TooManyDigits
from forms_schema.rules.operations import PLAIN, TextTooLong
from forms_schema.rules.shape import Node
from forms_schema.rules.table import failure
from forms_schema.rules.values import filled, kind_of

Values = Callable[..., Any]
"""Computes an operator from the values of its arguments."""

CLASSES: dict[str, type] = {"bool": bool, "num": Decimal, "str": str, "date": date}
ORDERED = (Decimal, date)


def computing(node: Node) -> Values:
    """The function of the values of ``node``'s arguments; it raises RuleError on a clash or a bound."""
    assert node.operator is not None
    if node.operator.form == "plain":
        return _plain(node)
    return _SEEING[node.operator.name](node)


def clash(pointer: str, wanted: str, value: object) -> RuleError:
    """The error of a value that has not the wanted type."""
    return failure(pointer, "type_clash", wanted=wanted, got=kind_of(value))


def computed(pointer: str, function: Callable[..., Any], values: Sequence[Any]) -> Any:
    """``function`` of ``values`` with its bounds named at ``pointer``."""
    try:
        return function(*values)
    except TooManyDigits:
        raise failure(pointer, "number_too_long") from None
    except TextTooLong:
        raise failure(pointer, "text_too_long") from None


def _plain(node: Node) -> Values:
    assert node.operator is not None
    function, pointer = PLAIN[node.operator.name], node.pointer
    kinds = [node.operator.argument(index) for index in range(len(node.arguments))]
    check = _alike if kinds[0] == "ordered" else _of_kinds

    def compute(*values: Any) -> Any:
        there = check(pointer, kinds, values)
        return computed(pointer, function, (*values, *node.names)) if there else None

    return compute


def _of_kinds(pointer: str, kinds: Sequence[str], values: Sequence[Any]) -> bool:
    """Whether all values are there; a value of another type is a clash even beside a null."""
    for index, (kind, value) in enumerate(zip(kinds, values, strict=True)):
        if value is not None and type(value) is not CLASSES[kind]:
            raise clash(f"{pointer}/{index}", kind, value)
    return None not in values


def _alike(pointer: str, _: Sequence[str], values: Sequence[Any]) -> bool:
    """Whether all values are there; they must be numbers only or dates only."""
    alike: type | None = None
    for index, value in enumerate(values):
        if value is not None:
            alike = ordered_class(f"{pointer}/{index}", value, alike)
    return not any(value is None for value in values)


def ordered_class(pointer: str, value: object, alike: type | None) -> type:
    """The class of an ordered value, which must be the class met before."""
    if type(value) not in ORDERED or (alike is not None and type(value) is not alike):
        raise clash(pointer, "ordered", value)
    return type(value)


def same(pointer: str, left: Any, right: Any) -> bool:
    """Equality of two values of one type; null equals only null."""
    if left is None or right is None:
        return left is right
    if type(left) is not type(right) or isinstance(left, Mapping):
        raise clash(pointer, "comparable", right)
    if isinstance(left, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(same(pointer, one, two) for one, two in pairs)
    return bool(left == right)


def _equal(node: Node) -> Values:
    pointer = node.pointer
    return lambda left, right: same(pointer, left, right)


def _unequal(node: Node) -> Values:
    pointer = node.pointer
    return lambda left, right: not same(pointer, left, right)


def _in(node: Node) -> Values:
    pointer = node.pointer

    def compute(value: Any, items: Any) -> bool:
        if isinstance(value, (list, Mapping)):
            raise clash(f"{pointer}/0", "scalar", value)
        if items is not None and not isinstance(items, list):
            raise clash(f"{pointer}/1", "list", items)
        return any(same(pointer, value, item) for item in items or ())

    return compute


def _list(node: Node) -> Values:
    def compute(*values: Any) -> list[Any]:
        for index, value in enumerate(values):
            if isinstance(value, (list, Mapping)):
                raise clash(f"{node.pointer}/{index}", "scalar", value)
        return list(values)

    return compute


def condition(pointer: str, value: object) -> bool | None:
    """A truth value; anything else is a clash, there is no truthiness."""
    if value is None or isinstance(value, bool):
        return value
    raise clash(pointer, "bool", value)


_SEEING: dict[str, Callable[[Node], Values]] = {
    "eq": _equal,
    "ne": _unequal,
    "has": lambda node: filled,
    "empty": lambda node: lambda value: not filled(value),
    "in": _in,
    "list": _list,
}
