"""The baseline of the evaluator: a plain recursive walk over the rule's tree, as one would write it first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Tree = Any


def walk(tree: Tree, values: Mapping[str, Any], context: Mapping[str, Any], row: Any = None) -> Any:
    """The value of a rule; null where something needed is unknown."""
    if not isinstance(tree, dict):
        return Decimal(tree) if type(tree) is int else tree
    [(name, arguments)] = tree.items()
    if name in READS:
        return READS[name](arguments[0], values, context, row)
    if name in ("sum", "any", "all", "count"):
        return _over_rows(name, arguments, values, context)
    if name == "if":
        chosen = 1 if walk(arguments[0], values, context, row) is True else 2
        return walk(arguments[chosen], values, context, row)
    given = [walk(one, values, context, row) for one in arguments]
    return given if name == "list" else APPLY[name](given)


def _over_rows(
    name: str, arguments: list[Tree], values: Mapping[str, Any], context: Mapping[str, Any]
) -> Any:
    rows = walk(arguments[0], values, context) or []
    if name == "count":
        return Decimal(len(rows))
    each = [walk(arguments[1], values, context, row) for row in rows]
    if name == "sum":
        return sum(each, Decimal(0))
    return any(one is True for one in each) if name == "any" else all(one is True for one in each)


READS: dict[str, Any] = {
    "dec": lambda text, values, context, row: Decimal(text),
    "date": lambda text, values, context, row: date.fromisoformat(text),
    "var": lambda name, values, context, row: values.get(name),
    "it": lambda name, values, context, row: row.get(name),
    "ctx": lambda name, values, context, row: context[name],
}


def _known(work: Any) -> Any:
    """Null when one of both is null."""
    return lambda given: None if given[0] is None or given[1] is None else work(given[0], given[1])


APPLY: dict[str, Any] = {
    "and": lambda given: all(one is True for one in given),
    "or": lambda given: any(one is True for one in given),
    "not": lambda given: not given[0],
    "coalesce": lambda given: next((one for one in given if one is not None), None),
    "has": lambda given: given[0] not in (None, "", []),
    "eq": lambda given: given[0] == given[1],
    "ne": lambda given: given[0] != given[1],
    "in": lambda given: given[0] in given[1],
    "lt": _known(lambda left, right: left < right),
    "gt": _known(lambda left, right: left > right),
    "ge": _known(lambda left, right: left >= right),
    "add": _known(lambda left, right: left + right),
    "mul": _known(lambda left, right: left * right),
    "add_days": _known(lambda left, right: left + timedelta(days=int(right))),
}
