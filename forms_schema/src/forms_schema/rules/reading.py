"""Closures of the operators that read: fields, the row, dossier facts, named rules, plugin functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from forms_schema.rules.scope import NO_ROW, Run
from forms_schema.rules.shape import Node
from forms_schema.rules.steps import clash
from forms_schema.rules.table import MOST_DEPTH, failure
from forms_schema.rules.types import RuleFunction, Tree
from forms_schema.rules.values import NotAValue, read

if TYPE_CHECKING:
    from forms_schema.rules.compiler import Rule

Step = Callable[[Run], Any]
_UNDER_WAY = object()


def step(node: Node, arguments: Sequence[Step]) -> Step:
    """The closure of ``var``, ``it``, ``ctx`` or ``call``."""
    assert node.operator is not None
    if node.operator.name == "call":
        return _call(node, arguments)
    return {"var": _var, "it": _it, "ctx": _ctx}[node.operator.name](node)


def read_at(pointer: str, value: object) -> Any:
    """A value from outside as rules see it; what is no rule value is named at ``pointer``."""
    try:
        return read(value)
    except NotAValue as error:
        params = {"wanted": error.wanted, "got": error.got} if error.wanted else {}
        raise failure(pointer, error.code, **params) from None


def _var(node: Node) -> Step:
    name, pointer = node.names[0], node.pointer
    if len(node.names) == 1:
        return lambda run: read_at(pointer, run.values.get(name))
    return lambda run: _follow(pointer, run.values, node.names)


def _ctx(node: Node) -> Step:
    return lambda run: read_at(node.pointer, run.context.get(node.names[0]))


def _it(node: Node) -> Step:
    def compute(run: Run) -> Any:
        if run.row is NO_ROW:
            raise failure(node.pointer, "no_row")
        return _follow(node.pointer, run.row, node.names)

    return compute


def _follow(pointer: str, start: object, names: Sequence[str]) -> Any:
    value: Any = start
    for name in names:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise clash(pointer, "object", value)
        value = read_at(pointer, value.get(name))
    return value if names else read_at(pointer, value)


def named_rule(node: Node, compile_tree: Callable[[Tree], Rule]) -> Step:
    """The closure of ``rule``: computed once in an evaluation, never inside a row."""
    name = node.names[0]

    def compute(run: Run) -> Any:
        value = run.memo.get(name, run)
        if value is _UNDER_WAY:
            raise failure(node.pointer, "rule_cycle", path=name)
        return _first_time(run, node, compile_tree) if value is run else value

    return compute


def _first_time(run: Run, node: Node, compile_tree: Callable[[Tree], Rule]) -> Any:
    name = node.names[0]
    if name not in run.rules:
        raise failure(node.pointer, "unknown_rule", name=name)
    found = run.rules[name]
    rule: Rule = found if hasattr(found, "step") else compile_tree(found)
    if run.base + node.depth + rule.height > MOST_DEPTH:
        raise failure(node.pointer, "too_deep")
    run.spend(rule.size, node.pointer)
    run.memo[name] = _UNDER_WAY
    outside, run.row, run.base = (run.row, run.base), NO_ROW, run.base + node.depth
    value = run.memo[name] = rule.step(run)
    run.row, run.base = outside
    return value


def _call(node: Node, arguments: Sequence[Step]) -> Step:
    name = node.names[0]

    def compute(run: Run) -> Any:
        values = [argument(run) for argument in arguments]
        function = run.functions.get(name)
        if function is None:
            raise failure(node.pointer, "unknown_function", name=name)
        _match(node, function, values)
        if None in values and not function.sees_null:
            return None
        return _answer(node, function, values)

    return compute


def _match(node: Node, function: RuleFunction, values: Sequence[Any]) -> None:
    if len(values) != len(function.arguments):
        raise failure(node.pointer, "wrong_arity", op=function.name)
    for index, (value, kind) in enumerate(zip(values, function.arguments, strict=True)):
        if not kind.admits(value):
            raise clash(f"{node.pointer}/{index + 1}", kind.name, value)


def _answer(node: Node, function: RuleFunction, values: Sequence[Any]) -> Any:
    try:
        answer = function.call(*values)
    except Exception as error:
        raise failure(node.pointer, "function_failed", name=function.name) from error
    value = read_at(node.pointer, answer)
    if not function.result.admits(value):
        raise clash(node.pointer, function.result.name, value)
    return value
