"""Closures of the operators over the rows of a repeating group; no rows is not the same as an unknown row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from forms_schema.rules import numbers
from forms_schema.rules.scope import Run
from forms_schema.rules.shape import Node
from forms_schema.rules.steps import clash, computed, condition, ordered_class

Step = Callable[[Run], Any]


def step(node: Node, rows: Step, body: Step | None) -> Step:
    """The closure of ``sum``, ``count``, ``any``, ``all``, ``min`` or ``max``."""
    assert node.operator is not None
    combine = _COMBINE[node.operator.name]
    size = node.body_size

    def compute(run: Run) -> Any:
        found = rows(run)
        if found is None:
            found = []
        elif not isinstance(found, list):
            raise clash(f"{node.pointer}/0", "list", found)
        run.spend(len(found) * size, node.pointer)
        return combine(node, _values(run, found, body))

    return compute


def _values(run: Run, rows: list[Any], body: Step | None) -> Iterator[Any]:
    """The body's value for each row; a row operator inside the body has rows of its own."""
    outside = run.row
    for row in rows:
        run.row = row
        yield body(run) if body else True
    run.row = outside


def _count(node: Node, values: Iterable[Any]) -> Decimal:
    return Decimal(sum(1 for value in values if condition(f"{node.pointer}/1", value)))


def _settled_by(decisive: bool) -> Callable[[Node, Iterable[Any]], bool | None]:
    """Every row is looked at, so that a clash in a later row is not hidden by an earlier answer."""

    def combine(node: Node, values: Iterable[Any]) -> bool | None:
        met = {condition(f"{node.pointer}/1", value) for value in values}
        if decisive in met:
            return decisive
        return None if None in met else not decisive

    return combine


def _sum(node: Node, values: Iterable[Any]) -> Decimal | None:
    terms = []
    for value in values:
        if value is not None and type(value) is not Decimal:
            raise clash(f"{node.pointer}/1", "num", value)
        terms.append(value)
    if None in terms:
        return None
    total: Decimal = computed(node.pointer, numbers.add, [numbers.ZERO, *terms])
    return total


def _extreme(choose: Callable[..., Any]) -> Callable[[Node, Iterable[Any]], Any]:
    def combine(node: Node, values: Iterable[Any]) -> Any:
        alike: type | None = None
        met = []
        for value in values:
            if value is not None:
                alike = ordered_class(f"{node.pointer}/1", value, alike)
            met.append(value)
        return choose(met) if met and None not in met else None

    return combine


_COMBINE: dict[str, Callable[[Node, Iterable[Any]], Any]] = {
    "sum": _sum,
    "count": _count,
    "any": _settled_by(True),
    "all": _settled_by(False),
    "min": _extreme(min),
    "max": _extreme(max),
}
