"""The shared vectors, written from the definition of the language, held against the Python evaluator."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
import reference_rules as reference
from forms_schema.problems import RuleError
from forms_schema.rules import Scope, evaluate

VECTORS = json.loads(files("forms_schema").joinpath("vectors/rules.json").read_text(encoding="utf-8"))
CASES = VECTORS["cases"]


def value_of(raw: Any, kind: Any) -> Any:
    """The test's own reading of an answer: decimals and dates are texts in JSON."""
    if raw is None:
        return None
    if isinstance(kind, str):
        return {"num": Decimal, "date": date.fromisoformat}.get(kind, lambda same: same)(raw)
    if "list" in kind:
        return [value_of(item, kind["list"]) for item in raw]
    return {name: value_of(raw.get(name), member) for name, member in kind["object"].items()}


def expected(written: Any) -> Any:
    """A value as the vectors write it: ``{"num": "0.3"}``, ``{"date": "2026-07-01"}``, or itself."""
    if isinstance(written, dict):
        return Decimal(written["num"]) if "num" in written else date.fromisoformat(written["date"])
    return [expected(item) for item in written] if isinstance(written, list) else written


def scope_of(case: dict[str, Any]) -> Scope:
    types = VECTORS["types"]
    row_types = types["rows"]["list"]["object"]
    context = {
        name: value_of(raw, "date" if name == "date" else "str")
        for name, raw in case.get("context", {}).items()
    }
    return Scope(
        {name: value_of(raw, types[name]) for name, raw in case.get("answers", {}).items()},
        case.get("rules", {}),
        context,
        {name: value_of(raw, row_types[name]) for name, raw in case["row"].items()}
        if "row" in case
        else None,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_vector(case: dict[str, Any]) -> None:
    """A rule gives the value or the error that the definition of the language states."""
    if "error" in case:
        with pytest.raises(RuleError) as met:
            evaluate(case["rule"], scope_of(case))
        assert met.value.code == case["error"]
        return
    value = evaluate(case["rule"], scope_of(case))
    assert type(value) is type(expected(case["value"]))
    assert value == expected(case["value"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_vector_of_the_plain_walk(case: dict[str, Any]) -> None:
    """The plain walk that the compiled rules are compared with gives the same value or error at the same place."""
    scope = scope_of(case)
    world = reference.World(scope.values, scope.rules, scope.context, scope.row)
    if "error" in case:
        with pytest.raises(reference.Refused) as met:
            reference.value_of(case["rule"], world)
        assert met.value.code == case["error"]
        with pytest.raises(RuleError) as ours:
            evaluate(case["rule"], scope)
        assert ours.value.pointer == met.value.at
        return
    value = reference.value_of(case["rule"], world)
    assert type(value) is type(expected(case["value"]))
    assert value == expected(case["value"])


def test_there_are_enough_vectors() -> None:
    """The language is pinned down by several hundred cases of different names; every operator has some."""
    names = [case["name"] for case in CASES]
    written = json.dumps([case["rule"] for case in CASES])
    table = json.loads(files("forms_schema.rules").joinpath("operators.json").read_text(encoding="utf-8"))
    assert len(names) >= 260
    assert len(set(names)) == len(names)
    assert [name for name in table["operators"] if name != "call" and f'"{name}": [' not in written] == []
