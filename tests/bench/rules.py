"""Rules a second: the compiled evaluator against a plain walk over the tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bench.naive_rules import walk
from bench.timing import Comparison, Contender, compare
from forms_schema.rules import Scope, compile_rule

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


def run() -> Comparison:
    """Both ways give the same values, then they are timed."""
    rules = [compile_rule(tree) for tree in trees()]
    scope = Scope(VALUES, {}, CONTEXT)
    plain = [walk(tree, VALUES, CONTEXT) for tree in trees()]
    compiled = [rule.evaluate(scope) for rule in rules]
    assert plain == compiled, [(a, b) for a, b in zip(plain, compiled, strict=True) if a != b]
    every = trees()
    return compare(
        "Rules evaluated",
        "rule",
        Contender("compiled evaluator", lambda: [rule.evaluate(scope) for rule in rules], len(rules)),
        Contender(
            "plain walk over the tree", lambda: [walk(one, VALUES, CONTEXT) for one in every], len(every)
        ),
    )
