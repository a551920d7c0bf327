"""Rules compiled to closures: the shape is judged once, an evaluation only computes.

Visits are counted ahead: a rule costs its number of nodes when it starts, a row operator adds
rows x nodes of its body. So the budget is exact, equal in both twins, and costs nothing per node.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms_schema.rules import reading, rowwise, steps
from forms_schema.rules.graph import reads
from forms_schema.rules.scope import Run, Scope
from forms_schema.rules.shape import Node, parse
from forms_schema.rules.types import Tree

Step = Callable[[Run], Any]


@dataclass(frozen=True, eq=False)
class Rule:
    """A compiled rule; keep it and evaluate it many times."""

    tree: Tree
    step: Step
    size: int
    height: int
    reads: frozenset[str]

    def evaluate(self, scope: Scope) -> Any:
        """The rule's value in ``scope``; RuleError on a clash or a bound."""
        run = Run(scope)
        run.spend(self.size, "")
        return self.step(run)

    def holds(self, scope: Scope) -> bool:
        """The rule as a condition: null counts as false."""
        return self.evaluate(scope) is True


def compile_tree(tree: Tree) -> Rule:
    """The rule of ``tree``; RuleError with a pointer when the tree has not the shape of a rule."""
    node = parse(tree)
    return Rule(tree, step_of(node), node.size, node.height, reads(node))


def step_of(node: Node) -> Step:
    """The closure that computes ``node``."""
    if node.operator is None:
        value = node.value
        return lambda run: value
    if node.operator.form == "rows":
        body = node.arguments[1] if len(node.arguments) > 1 else None
        rows = step_of(node.arguments[0])
        return rowwise.step(node, rows, step_of(body) if body else None)
    arguments = [step_of(argument) for argument in node.arguments]
    if node.operator.name == "rule":
        return reading.named_rule(node, compile_tree)
    if node.operator.form in ("path", "call"):
        return reading.step(node, arguments)
    return steps.step(node, arguments)
