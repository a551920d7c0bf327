"""Asking the rule language about one dossier: the answers, the named rules and the situation in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from forms_schema.problems import Problem, RuleError
from forms_schema.rules import RuleFunction, Scope, evaluate
from forms_schema.selectors import Circumstances


@dataclass(frozen=True)
class Facts:
    """Everything a rule may look at. ``values`` are rule values by field id; an absent answer is null."""

    situation: Circumstances
    values: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    functions: Mapping[str, RuleFunction] = field(default_factory=dict)

    def ask(self, tree: Any) -> object:
        """The value of a rule."""
        if tree is None or isinstance(tree, bool | int | str):
            return tree
        situation = self.situation
        context = {
            "date": situation.on,
            "case": situation.case,
            "channel": situation.channel,
            "place": situation.place,
            "applicant": situation.applicant,
        }
        value: object = evaluate(tree, Scope(self.values, self.rules, context, functions=self.functions))
        return value

    def holds(self, tree: Any) -> bool:
        """Whether a condition is true; a condition that ends in null is false."""
        return self.ask(tree) is True

    def number(self, tree: Any, pointer: str = "") -> Decimal | None:
        """The number a rule gives, or None when an answer it needs is missing."""
        value = self.ask(tree)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise RuleError([_not_a_number(pointer, value)])
        return Decimal(value)


def _not_a_number(pointer: str, value: object) -> Problem:
    vi = "Quy tắc phải cho ra một số; hãy sửa quy tắc này."
    en = f"The rule must give a number but gives a value of type {type(value).__name__}; correct the rule."
    return Problem(pointer, "rule.not_a_number", {"vi": vi, "en": en})
