"""The operators over the rows of a repeating group; no rows is not the same as an unknown row.

The generated code computes the rule of each row and looks at its type before it goes on to the next row,
so that a clash is met in the order of the rows; what is here comes before the first and after the last row.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from forms_schema.rules import numbers
from forms_schema.rules.scope import Run
from forms_schema.rules.shape import Node
from forms_schema.rules.steps import clash, computed, condition, ordered_class

Combine = Callable[[list[Any]], Any]


def rows_of(run: Run, pointer: str, found: Any, size: int) -> list[Any]:
    """The rows to go through, paid for with ``size`` visits each; a null list has none."""
    if found is None:
        return []
    if not isinstance(found, list):
        raise clash(f"{pointer}/0", "list", found)
    run.spend(len(found) * size, pointer)
    return found


def look(kind: str, pointer: str, value: Any, alike: type | None) -> type | None:
    """Look at the value of one row; the class that ordered values have from here on."""
    if kind == "bool":
        condition(pointer, value)
    elif value is not None and kind == "ordered":
        return ordered_class(pointer, value, alike)
    elif value is not None and type(value) is not Decimal:
        raise clash(pointer, kind, value)
    return alike


def combining(node: Node) -> Combine:
    """What makes the operator's value of the values of all rows."""
    assert node.operator is not None
    return _COMBINE[node.operator.name](node.pointer)


def _count(_: str) -> Combine:
    return lambda values: Decimal(values.count(True))


def _settled_by(decisive: bool) -> Callable[[str], Combine]:
    """Every row has been looked at, so that a clash in a later row is not hidden by an earlier answer."""

    def combine(values: list[Any]) -> bool | None:
        if decisive in values:
            return decisive
        return None if None in values else not decisive

    return lambda pointer: combine


def _sum(pointer: str) -> Combine:
    def combine(values: list[Any]) -> Decimal | None:
        if None in values:
            return None
        total: Decimal = computed(pointer, numbers.add, [numbers.ZERO, *values])
        return total

    return combine


def _extreme(choose: Callable[..., Any]) -> Callable[[str], Combine]:
    def combine(values: list[Any]) -> Any:
        return choose(values) if values and None not in values else None

    return lambda pointer: combine


_COMBINE: dict[str, Callable[[str], Combine]] = {
    "sum": _sum,
    "count": _count,
    "any": _settled_by(True),
    "all": _settled_by(False),
    "min": _extreme(min),
    "max": _extreme(max),
}
