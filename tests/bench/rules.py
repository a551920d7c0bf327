"""Rules a second: the compiled evaluator against the plain walk that defines the language."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.timing import Comparison, Contender, compare
from forms_schema.rules import Rule, Scope, compile_rule, evaluate
from forms_schema.rules.compiler import Program
from forms_schema.rules.shape import parse

REFERENCE = Path(__file__).parents[2] / "forms_schema" / "tests"

VALUES: dict[str, Any] = {
    "area": Decimal("120.5"),
    "price": Decimal(850_000_000),
    "copies": Decimal(3),
    "pages": Decimal(12),
    "kind": "house",
    "purpose": "residential",
    "married": True,
    "minor": False,
    "note": None,
    "signed_on": date(2026, 6, 20),
    "owners": [{"share": Decimal(50), "minor": False}, {"share": Decimal(50), "minor": True}],
}
CONTEXT = {"date": date(2026, 7, 1), "case": "transfer", "channel": "online"}


def _var(name: str) -> dict[str, Any]:
    return {"var": [name]}


def _is(name: str, value: Any) -> dict[str, Any]:
    return {"eq": [_var(name), value]}


def trees() -> list[dict[str, Any]]:
    """Rules of the kinds procedures hold: when to ask, what to demand, what to pay, what is too late."""
    big = {"mul": [_var("price"), {"dec": ["0.005"]}]}
    return [
        _is("kind", "house"),
        {"and": [_is("married", True), {"not": [_is("minor", True)]}]},
        {"or": [_is("kind", "flat"), {"gt": [_var("area"), 100]}, _is("purpose", "trade")]},
        {"in": [{"ctx": ["case"]}, {"list": ["transfer", "gift", "inheritance"]}]},
        {"ne": [{"sum": [_var("owners"), {"it": ["share"]}]}, 100]},
        {"any": [_var("owners"), {"eq": [{"it": ["minor"]}, True]}]},
        {"if": [{"ge": [_var("copies"), 2]}, {"mul": [_var("copies"), 2000]}, 5000]},
        {"add": [{"mul": [_var("pages"), 1000]}, {"mul": [_var("copies"), 500]}]},
        {"if": [{"gt": [big, 500_000]}, 500_000, big]},
        {"gt": [{"ctx": ["date"]}, {"add_days": [_var("signed_on"), 30]}]},
        {"coalesce": [_var("note"), "không"]},
        {"and": [{"has": [_var("kind")]}, {"lt": [{"count": [_var("owners")]}, 5]}, _is("married", True)]},
    ]


def _reference() -> ModuleType:
    """The plain recursive walk that defines the language, with the same numbers, nulls, bounds and errors."""
    sys.path.append(str(REFERENCE))
    return import_module("reference_rules")


def run() -> list[Comparison]:
    """Both ways give the same values, then they are timed: kept rules, and rules asked for by their tree."""
    plain, every = _reference(), trees()
    rules, nodes = [compile_rule(tree) for tree in every], [plain.read(tree) for tree in every]
    scope, world = Scope(VALUES, {}, CONTEXT), plain.World(VALUES, {}, CONTEXT)
    stated = [plain.value_of(node, world) for node in nodes]
    assert stated == [rule.evaluate(scope) for rule in rules]
    kept = compare(
        "Rules evaluated, read before",
        "rule",
        Contender("compiled rule", lambda: [rule.evaluate(scope) for rule in rules], len(rules)),
        Contender("plain walk", lambda: [plain.value_of(node, world) for node in nodes], len(rules)),
    )
    asked = compare(
        "Rules evaluated from their tree in the document",
        "rule",
        Contender("looked up by content", lambda: [evaluate(tree, scope) for tree in every], len(every)),
        Contender("read and walked", lambda: [plain.value_of(tree, world) for tree in every], len(every)),
    )
    first = compare(
        "The first evaluation of a rule in a process",
        "rule",
        Contender("compiled and evaluated", lambda: [_anew(tree, scope) for tree in every], len(every)),
        Contender("read and walked", lambda: [plain.value_of(tree, world) for tree in every], len(every)),
    )
    return [kept, asked, first]


def _anew(tree: dict[str, Any], scope: Scope) -> object:
    return Rule(tree, Program(parse(tree))).evaluate(scope)
