"""The rule language as ``rules/definition.md`` states it, written once more: a plain recursive walk, nothing clever.

It is the readable meaning of the language and the oracle of the compiled evaluator. It imports nothing of the
package; what a rule and a value are is read by `reference_reading`.
"""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Any

from reference_reading import (
    LIMITS,
    OPERATORS,
    WIDE,
    Node,
    Refused,
    empty,
    equal,
    fitting,
    follow,
    ordered,
    read,
    seen,
    wanted,
)

MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}
ODD = Context(prec=250, rounding=ROUND_05UP, traps=[])
NO_ROW = object()


@dataclass(frozen=True)
class World:
    """What a rule may see."""

    values: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    row: Any = None
    functions: Mapping[str, Any] = field(default_factory=dict)


# Plain operators: their arguments are there and of the right kind


def whole_days(amount: Decimal) -> int | None:
    """A whole number of days or months that could lead to a date at all."""
    return int(amount) if amount.copy_abs() <= 4_000_000 and amount == int(amount) else None


def later_by_days(start: date, amount: Decimal) -> date | None:
    days = whole_days(amount)
    if days is None or not 1 <= start.toordinal() + days <= date.max.toordinal():
        return None
    return date.fromordinal(start.toordinal() + days)


def later_by_months(start: date, amount: Decimal) -> date | None:
    months = whole_days(amount)
    if months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def completed_years(born: date, day: date) -> Decimal:
    before = (day.month, day.day) < (born.month, born.day)
    return Decimal(day.year - born.year - before)


def rounded(number: Decimal, places: int, mode: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=MODES[mode], context=WIDE)


def divided(number: Decimal, divisor: Decimal, places: int, mode: str) -> Decimal | None:
    return rounded(ODD.divide(number, divisor), places, mode) if divisor else None


def small(text: str) -> str:
    letters = {chr(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0xD7), *range(0xD8, 0xDF))}
    letters |= set("ĂĐĨŨƠƯ") | {chr(code) for code in range(0x1EA0, 0x1EFA, 2)}
    return "".join(each.lower() if each in letters else each for each in text)


PLAIN: dict[str, Callable[..., Any]] = {
    "not": lambda value: not value,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "sub": WIDE.subtract,
    "div": divided,
    "round": rounded,
    "min_of": lambda *values: min(values),
    "max_of": lambda *values: max(values),
    "add_days": later_by_days,
    "add_months": later_by_months,
    "days_between": lambda first, last: Decimal((last - first).days),
    "years_between": completed_years,
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "starts_with": lambda text, start: text.startswith(start),
    "length": lambda text: Decimal(len(text)),
    "lower": small,
}
STEPWISE = {"add": WIDE.add, "mul": WIDE.multiply}


class Walk:
    """One evaluation: what it sees, what it may still spend, the named rules it knows already."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.left = LIMITS["visits"]
        self.known: dict[str, Any] = {}
        self.above = 0

    def spend(self, visits: int, at: str) -> None:
        self.left -= visits
        if self.left < 0:
            raise Refused("too_long", at)

    def value(self, node: Node, row: Any) -> Any:
        """The value of a node inside a row."""
        if not node.op:
            return node.value
        form = OPERATORS[node.op]["form"]
        if form in ("plain", "list", "call"):
            values = [self.value(argument, row) for argument in node.args]
            return self.plain(node, values) if form == "plain" else getattr(self, f"op_{form}")(node, values)
        if form == "rows":
            return self.over_rows(node, row)
        return getattr(self, f"op_{node.op}")(node, row)

    def plain(self, node: Node, values: list[Any]) -> Any:
        kinds = OPERATORS[node.op]["arguments"]
        if kinds[0] == "ordered":
            ordered(values, [f"{node.at}/{index}" for index in range(len(values))])
        else:
            for index, value in enumerate(values):
                wanted(value, kinds[min(index, len(kinds) - 1)], f"{node.at}/{index}")
        if any(value is None for value in values):
            return None
        return self.joined(node, values) if node.op == "concat" else self.computed(node, values)

    def computed(self, node: Node, values: list[Any]) -> Any:
        if node.op not in STEPWISE:
            found = PLAIN[node.op](*values, *node.names)
            return fitting(found, node.at) if type(found) is Decimal else found
        total = values[0]
        for value in values[1:]:
            total = fitting(STEPWISE[node.op](total, value), node.at)
        return total

    def joined(self, node: Node, texts: list[str]) -> str:
        text = unicodedata.normalize("NFC", "".join(texts))
        if len(text) > LIMITS["text"]:
            raise Refused("text_too_long", node.at)
        return text

    def over_rows(self, node: Node, row: Any) -> Any:
        rows = wanted(self.value(node.args[0], row), "list", f"{node.at}/0") or []
        body = node.args[1] if len(node.args) > 1 else None
        self.spend(len(rows) * (body.size if body else 1), node.at)
        kind = OPERATORS[node.op]["arguments"][1]
        found: list[Any] = []
        met = None
        for each in rows:
            value, at = self.value(body, each) if body else True, f"{node.at}/1"
            if kind == "ordered":
                ordered([met, value], [at, at])
            else:
                wanted(value, kind, at)
            met = value if met is None else met
            found.append(value)
        return self.combined(node, found)

    def combined(self, node: Node, found: list[Any]) -> Any:
        if node.op == "count":
            return Decimal(found.count(True))
        if node.op in ("any", "all"):
            decisive = node.op == "any"
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        if any(value is None for value in found):
            return None
        if node.op == "sum":
            total = Decimal(0)
            for value in found:
                total = fitting(WIDE.add(total, value), node.at)
            return total
        return (min if node.op == "min" else max)(found) if found else None

    def op_list(self, node: Node, values: list[Any]) -> list[Any]:
        for index, value in enumerate(values):
            if isinstance(value, (list, Mapping)):
                raise Refused("type_clash", f"{node.at}/{index}")
        return values

    def op_call(self, node: Node, values: list[Any]) -> Any:
        function = self.world.functions.get(node.names[0])
        if function is None:
            raise Refused("unknown_function", node.at)
        for index, (value, kind) in enumerate(zip(values, function.arguments, strict=True)):
            wanted(value, kind.name, f"{node.at}/{index + 1}")
        if None in values and not function.sees_null:
            return None
        return wanted(seen(function.call(*values), node.at), function.result.name, node.at)

    def op_var(self, node: Node, row: Any) -> Any:
        return follow(self.world.values, node.names, node.at)

    def op_ctx(self, node: Node, row: Any) -> Any:
        return seen(self.world.context.get(node.names[0]), node.at)

    def op_it(self, node: Node, row: Any) -> Any:
        if row is NO_ROW:
            raise Refused("no_row", node.at)
        return follow(row, node.names, node.at)

    def op_rule(self, node: Node, row: Any) -> Any:
        name = node.names[0]
        if name not in self.known:
            self.known[name] = self.named(node, name)
        if self.known[name] is NO_ROW:
            raise Refused("rule_cycle", node.at)
        return self.known[name]

    def named(self, node: Node, name: str) -> Any:
        if name not in self.world.rules:
            raise Refused("unknown_rule", node.at)
        rule = self.world.rules[name]
        rule = rule if isinstance(rule, Node) else read(rule)
        if self.above + node.depth + rule.height > LIMITS["depth"]:
            raise Refused("too_deep", node.at)
        self.spend(rule.size, node.at)
        self.known[name] = NO_ROW
        self.above += node.depth
        value = self.value(rule, NO_ROW)
        self.above -= node.depth
        return value

    def op_and(self, node: Node, row: Any) -> bool | None:
        return self.settled(node, row, decisive=False)

    def op_or(self, node: Node, row: Any) -> bool | None:
        return self.settled(node, row, decisive=True)

    def settled(self, node: Node, row: Any, decisive: bool) -> bool | None:
        result: bool | None = not decisive
        for index, argument in enumerate(node.args):
            value = wanted(self.value(argument, row), "bool", f"{node.at}/{index}")
            if value is decisive:
                return decisive
            result = None if value is None else result
        return result

    def op_if(self, node: Node, row: Any) -> Any:
        question, yes, no = node.args
        return self.value(yes if wanted(self.value(question, row), "bool", f"{node.at}/0") else no, row)

    def op_coalesce(self, node: Node, row: Any) -> Any:
        return next((v for v in (self.value(each, row) for each in node.args) if v is not None), None)

    def op_has(self, node: Node, row: Any) -> bool:
        return not empty(self.value(node.args[0], row))

    def op_empty(self, node: Node, row: Any) -> bool:
        return empty(self.value(node.args[0], row))

    def op_eq(self, node: Node, row: Any) -> bool:
        return equal(self.value(node.args[0], row), self.value(node.args[1], row), node.at)

    def op_ne(self, node: Node, row: Any) -> bool:
        return not self.op_eq(node, row)

    def op_in(self, node: Node, row: Any) -> bool:
        value, items = (self.value(each, row) for each in node.args)
        if isinstance(value, (list, Mapping)):
            raise Refused("type_clash", f"{node.at}/0")
        wanted(items, "list", f"{node.at}/1")
        return any(equal(value, item, node.at) for item in items or ())


def value_of(rule: Any, world: World) -> Any:
    """The value of a rule (a tree, or one that has been read); raises Refused."""
    node = rule if isinstance(rule, Node) else read(rule)
    walk = Walk(world)
    walk.spend(node.size, "")
    return walk.value(node, NO_ROW if world.row is None else world.row)
