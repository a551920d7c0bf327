"""Rules: one small, strict, total expression language, the same on the server and in the browser.

A rule is a JSON tree ``{"operator": [arguments]}``; ``operators.json`` is the table of operators and
``definition.md`` beside it says what they mean. ``twin.js`` is the browser's evaluator; both are held
together by ``forms_schema/vectors/rules.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.problems import RuleError
from forms_schema.rules.checker import check_rule
from forms_schema.rules.compiler import Rule, compile_tree
from forms_schema.rules.graph import dependencies, order, runs_in_browser
from forms_schema.rules.numbers import plain
from forms_schema.rules.scope import Scope
from forms_schema.rules.sentences import Labels, sentence
from forms_schema.rules.table import OPERATORS, Operator
from forms_schema.rules.types import (
    BOOL,
    DATE,
    NULL,
    NUM,
    STR,
    RuleFunction,
    RuleType,
    Tree,
    Types,
    choice_of,
    list_of,
    object_of,
)
from forms_schema.rules.values import NotAValue, typed

__all__ = [
    "BOOL",
    "DATE",
    "NULL",
    "NUM",
    "OPERATORS",
    "STR",
    "Labels",
    "NotAValue",
    "Operator",
    "Rule",
    "RuleError",
    "RuleFunction",
    "RuleType",
    "Scope",
    "Tree",
    "Types",
    "check_rule",
    "choice_of",
    "compile_rule",
    "dependencies",
    "evaluate",
    "holds",
    "list_of",
    "object_of",
    "order",
    "plain",
    "runs_in_browser",
    "sentence",
    "typed",
]


def compile_rule(tree: Tree, types: Types | Mapping[str, RuleType | str] | None = None) -> Rule:
    """The compiled rule of ``tree``; keep it, compiling costs more than evaluating.

    With ``types`` the rule is checked first. Raises RuleError with every problem found.
    """
    if types is not None:
        _, problems = check_rule(tree, types)
        if problems:
            raise RuleError(problems)
    return compile_tree(tree)


def evaluate(tree: Tree | Rule, scope: Scope) -> Any:
    """The value of a rule (compiled, or a tree compiled on the way) in ``scope``; raises RuleError."""
    rule = tree if isinstance(tree, Rule) else compile_tree(tree)
    return rule.evaluate(scope)


def holds(tree: Tree | Rule, scope: Scope) -> bool:
    """A rule as a condition: only true is true, null counts as false."""
    return evaluate(tree, scope) is True
