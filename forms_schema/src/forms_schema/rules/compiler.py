"""Rules compiled to Python functions: the shape is judged once, an evaluation only computes.

Visits are counted ahead: a rule costs its number of nodes when it starts, a row operator adds
rows x nodes of its body. So the budget is exact, equal in both twins, and costs nothing per node.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forms_schema.rules.generated import Step, function_of
from forms_schema.rules.graph import reads
from forms_schema.rules.scope import NO_ROW, Run, Scope
from forms_schema.rules.shape import Node, parse
from forms_schema.rules.table import MOST_VISITS, failure
from forms_schema.rules.types import Tree

MOST_KEPT = 4096


class Program:
    """What rules that are written alike share; the function is made when the first of them is evaluated."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self.size = node.size
        self.height = node.height
        self.reads = reads(node)
        self.spends = _spends(node)
        """Whether it can cost more than its own nodes: rows, named rules."""

    @cached_property
    def step(self) -> Step:
        """The function ``(scope, row, run)``; ``run`` may be None unless the rule ``spends``."""
        return function_of(self._node, compile_tree)


@dataclass(frozen=True, eq=False)
class Rule:
    """A compiled rule; keep it and evaluate it many times."""

    tree: Tree
    program: Program

    @property
    def size(self) -> int:
        """Its number of nodes, rows not counted."""
        return self.program.size

    @property
    def height(self) -> int:
        """Its levels."""
        return self.program.height

    @property
    def reads(self) -> frozenset[str]:
        """What it reads, named as `dependencies` names it."""
        return self.program.reads

    def evaluate(self, scope: Scope) -> Any:
        """The rule's value in ``scope``; RuleError on a clash or a bound."""
        program = self.program
        if program.size > MOST_VISITS:
            raise failure("", "too_long")
        row = NO_ROW if scope.row is None else scope.row
        return program.step(scope, row, Run(program.size) if program.spends else None)

    def holds(self, scope: Scope) -> bool:
        """The rule as a condition: null counts as false."""
        return self.evaluate(scope) is True


def compile_tree(tree: Tree) -> Rule:
    """The rule of ``tree``; RuleError with a pointer when the tree has not the shape of a rule.

    A tree that was met before, in whatever document, costs a look-up by its content.
    """
    key = _content(tree)
    program = _programs.get(key) if key else None
    if program is None:
        program = Program(parse(tree))
        if key:
            _keep(key, program)
    return Rule(tree, program)


_programs: dict[bytes, Program] = {}


def _content(tree: Tree) -> bytes | None:
    """The tree as bytes, exact to the type (true is not 1, a tuple is no list); None for what is no JSON."""
    try:
        return marshal.dumps(tree, 2)
    except ValueError:
        return None


def _keep(key: bytes, program: Program) -> None:
    if len(_programs) >= MOST_KEPT:
        _programs.clear()
    _programs[key] = program


def _spends(node: Node) -> bool:
    own = node.operator is not None and (node.operator.form == "rows" or node.operator.name == "rule")
    return own or any(map(_spends, node.arguments))
