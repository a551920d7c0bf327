"""Closures of the operators that take values: plain, seeing (null is a value to them), lazy, the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from forms_schema.problems import RuleError
from forms_schema.rules.numbers import TooManyDigits
from forms_schema.rules.operations import PLAIN, TextTooLong
from forms_schema.rules.scope import Run
from forms_schema.rules.shape import Node
from forms_schema.rules.table import failure
from forms_schema.rules.values import filled, kind_of

Step = Callable[[Run], Any]

CLASSES: dict[str, type] = {"bool": bool, "num": Decimal, "str": str, "date": date}
ORDERED = (Decimal, date)


def step(node: Node, arguments: Sequence[Step]) -> Step:
    """The closure of ``node`` over the closures of its arguments."""
    assert node.operator is not None
    if node.operator.form == "plain":
        return _plain(node, arguments)
    return _SPECIAL[node.operator.name](node, arguments)


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


def _plain(node: Node, arguments: Sequence[Step]) -> Step:
    assert node.operator is not None
    function = _with_written(PLAIN[node.operator.name], node.names)
    kinds = [node.operator.argument(index) for index in range(len(arguments))]
    check = _alike if kinds[0] == "ordered" else _of_kinds
    if len(arguments) == 2:
        return _binary(node, function, arguments, kinds, check)

    def compute(run: Run) -> Any:
        values = [argument(run) for argument in arguments]
        return computed(node.pointer, function, values) if check(node, kinds, values) else None

    return compute


def _with_written(function: Callable[..., Any], written: tuple[Any, ...]) -> Callable[..., Any]:
    return (lambda *values: function(*values, *written)) if written else function


def _binary(
    node: Node,
    function: Callable[..., Any],
    arguments: Sequence[Step],
    kinds: Sequence[str],
    check: Callable[[Node, Sequence[str], Sequence[Any]], bool],
) -> Step:
    """Two arguments of the right class go straight to the function; everything else is looked at slowly."""
    left, right = arguments
    first, second = (CLASSES.get(kind, Decimal) for kind in kinds)

    def compute(run: Run) -> Any:
        one, two = left(run), right(run)
        if (type(one) is not first or type(two) is not second) and not check(node, kinds, (one, two)):
            return None
        try:
            return function(one, two)
        except (TooManyDigits, TextTooLong):
            return computed(node.pointer, function, (one, two))

    return compute


def _of_kinds(node: Node, kinds: Sequence[str], values: Sequence[Any]) -> bool:
    """Whether all values are there; a value of another type is a clash even beside a null."""
    for index, (kind, value) in enumerate(zip(kinds, values, strict=True)):
        if value is not None and type(value) is not CLASSES[kind]:
            raise clash(f"{node.pointer}/{index}", kind, value)
    return None not in values


def _alike(node: Node, kinds: Sequence[str], values: Sequence[Any]) -> bool:
    """Whether all values are there; they must be numbers only or dates only."""
    alike: type | None = None
    for index, value in enumerate(values):
        if value is not None:
            alike = ordered_class(f"{node.pointer}/{index}", value, alike)
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


def _equal(node: Node, arguments: Sequence[Step]) -> Step:
    left, right = arguments
    return lambda run: same(node.pointer, left(run), right(run))


def _unequal(node: Node, arguments: Sequence[Step]) -> Step:
    left, right = arguments
    return lambda run: not same(node.pointer, left(run), right(run))


def _has(node: Node, arguments: Sequence[Step]) -> Step:
    (argument,) = arguments
    return lambda run: filled(argument(run))


def _empty(node: Node, arguments: Sequence[Step]) -> Step:
    (argument,) = arguments
    return lambda run: not filled(argument(run))


def _in(node: Node, arguments: Sequence[Step]) -> Step:
    wanted, among = arguments

    def compute(run: Run) -> bool:
        value, items = wanted(run), among(run)
        if isinstance(value, (list, Mapping)):
            raise clash(f"{node.pointer}/0", "scalar", value)
        if items is not None and not isinstance(items, list):
            raise clash(f"{node.pointer}/1", "list", items)
        return any(same(node.pointer, value, item) for item in items or ())

    return compute


def _list(node: Node, arguments: Sequence[Step]) -> Step:
    def compute(run: Run) -> list[Any]:
        values = [argument(run) for argument in arguments]
        for index, value in enumerate(values):
            if isinstance(value, (list, Mapping)):
                raise clash(f"{node.pointer}/{index}", "scalar", value)
        return values

    return compute


def condition(pointer: str, value: object) -> bool | None:
    """A truth value; anything else is a clash, there is no truthiness."""
    if value is None or isinstance(value, bool):
        return value
    raise clash(pointer, "bool", value)


def _settled_by(decisive: bool) -> Callable[[Node, Sequence[Step]], Step]:
    """``and`` is settled by the first false, ``or`` by the first true; a null is remembered."""

    undecided = not decisive

    def build(node: Node, arguments: Sequence[Step]) -> Step:
        def compute(run: Run) -> bool | None:
            result: bool | None = not decisive
            for index, argument in enumerate(arguments):
                value = argument(run)
                if value is decisive:
                    return not undecided
                if value is not undecided:
                    result = condition(f"{node.pointer}/{index}", value)
            return result

        return compute

    return build


def _if(node: Node, arguments: Sequence[Step]) -> Step:
    question, yes, no = arguments
    return lambda run: yes(run) if condition(f"{node.pointer}/0", question(run)) else no(run)


def _coalesce(node: Node, arguments: Sequence[Step]) -> Step:
    def compute(run: Run) -> Any:
        for argument in arguments:
            value = argument(run)
            if value is not None:
                return value
        return None

    return compute


_SPECIAL: dict[str, Callable[[Node, Sequence[Step]], Step]] = {
    "eq": _equal,
    "ne": _unequal,
    "has": _has,
    "empty": _empty,
    "in": _in,
    "list": _list,
    "and": _settled_by(False),
    "or": _settled_by(True),
    "if": _if,
    "coalesce": _coalesce,
}
