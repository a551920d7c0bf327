"""Random rules and random answers to them, for holding evaluators against each other."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from importlib.resources import files
from typing import Any

TYPES: dict[str, Any] = json.loads(files("forms_schema").joinpath("vectors/rules.json").read_text("utf-8"))[
    "types"
]
OPERATORS: dict[str, Any] = json.loads(
    files("forms_schema.rules").joinpath("operators.json").read_text("utf-8")
)
ROW: dict[str, Any] = TYPES["rows"]["list"]["object"]
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
