"""The operators that read: fields, the row, dossier facts, named rules, plugin functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from forms_schema.rules.scope import NO_ROW, Run, Scope
from forms_schema.rules.shape import Node
from forms_schema.rules.steps import clash
from forms_schema.rules.table import MOST_DEPTH, failure
from forms_schema.rules.types import RuleFunction, Tree
from forms_schema.rules.values import NotAValue, read

if TYPE_CHECKING:
    from forms_schema.rules.compiler import Rule

_UNDER_WAY = object()


def read_at(pointer: str, value: object) -> Any:
    """A value from outside as rules see it; what is no rule value is named at ``pointer``."""
    try:
        return read(value)
    except NotAValue as error:
        params = {"wanted": error.wanted, "got": error.got} if error.wanted else {}
        raise failure(pointer, error.code, **params) from None


def follow(pointer: str, start: object, names: Sequence[str]) -> Any:
    """The member of a member of ``start``; what is missing has no members."""
    value: Any = start
    for name in names:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise clash(pointer, "object", value)
        value = read_at(pointer, value.get(name))
    return value if names else read_at(pointer, value)


def in_row(pointer: str, row: object, names: Sequence[str]) -> Any:
    """A member of the row a rule is in; an error outside of rows."""
    if row is NO_ROW:
        raise failure(pointer, "no_row")
    return follow(pointer, row, names)


def naming(node: Node, compile_tree: Callable[[Tree], Rule]) -> Callable[[Scope, Run], Any]:
    """Computes the rule that ``node`` names: once in an evaluation, never inside a row."""
    name = node.names[0]

    def named(scope: Scope, run: Run) -> Any:
        value = run.memo.get(name, run)
        if value is _UNDER_WAY:
            raise failure(node.pointer, "rule_cycle", path=name)
        return _first_time(node, scope, run, compile_tree) if value is run else value

    return named


def _first_time(node: Node, scope: Scope, run: Run, compile_tree: Callable[[Tree], Rule]) -> Any:
    name = node.names[0]
    if name not in scope.rules:
        raise failure(node.pointer, "unknown_rule", name=name)
    found = scope.rules[name]
    rule: Rule = found if hasattr(found, "program") else compile_tree(found)
    if run.base + node.depth + rule.height > MOST_DEPTH:
        raise failure(node.pointer, "too_deep")
    run.spend(rule.size, node.pointer)
    run.memo[name] = _UNDER_WAY
    run.base += node.depth
    value = run.memo[name] = rule.program.step(scope, NO_ROW, run)
    run.base -= node.depth
    return value


def calling(node: Node) -> Callable[..., Any]:
    """Calls the plugin's function that ``node`` names with the values of its arguments."""
    name = node.names[0]

    def call(scope: Scope, *values: Any) -> Any:
        function = scope.functions.get(name)
        if function is None:
            raise failure(node.pointer, "unknown_function", name=name)
        _match(node, function, values)
        if None in values and not function.sees_null:
            return None
        return _answer(node, function, values)

    return call


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
