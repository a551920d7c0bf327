"""What a rule reads, the order rules are computed in, and which rules may go to the browser."""

from __future__ import annotations

from typing import Any

import pytest
from forms_schema.problems import Problem
from forms_schema.rules import dependencies, order, runs_in_browser


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        (True, set()),
        ({"gt": [{"var": ["area"]}, {"rule": ["limit"]}]}, {"area", "rule:limit"}),
        ({"var": ["address", "ward"]}, {"address"}),
        ({"sum": [{"var": ["owners"]}, {"mul": [{"it": ["share"]}, {"var": ["area"]}]}]}, {"owners", "area"}),
        ({"gt": [{"it": ["share"]}, {"var": ["area"]}]}, {"it:share", "area"}),
        ({"sum": [{"it": ["inner"]}, {"it": ["m"]}]}, {"it:inner"}),
        ({"eq": [{"ctx": ["case"]}, "split"]}, set()),
        ({"call": ["f", {"var": ["a"]}]}, {"a"}),
    ],
)
def test_what_a_rule_reads(tree: Any, wanted: set[str]) -> None:
    """A rule's dependencies are the fields, named rules and members of its own row that it reads."""
    assert dependencies(tree) == wanted


def test_order_puts_what_is_read_first() -> None:
    """What is read comes before what reads it; what is free keeps the order of the document."""
    trees = {
        "total": {"add": [{"var": ["fee"]}, {"var": ["tax"]}]},
        "free": 1,
        "fee": ({"rule": ["large"]}, {"mul": [{"var": ["area"]}, 2]}),
        "rule:large": {"gt": [{"var": ["area"]}, 200]},
        "tax": {"var": ["not_computed"]},
        "area": {"sum": [{"var": ["parts"]}, {"it": ["size"]}]},
    }
    assert order(trees) == ("area", "rule:large", "fee", "tax", "total", "free")


@pytest.mark.parametrize(
    ("trees", "path"),
    [
        ({"a": {"var": ["a"]}}, "a → a"),
        ({"z": 1, "a": {"var": ["b"]}, "b": {"rule": ["c"]}, "rule:c": {"var": ["a"]}}, "a → b → rule:c → a"),
        ({"start": {"var": ["a"]}, "a": {"var": ["b"]}, "b": {"var": ["a"]}}, "a → b → a"),
    ],
)
def test_a_circle_has_no_order(trees: dict[str, Any], path: str) -> None:
    """A circle is refused and its path is told."""
    found = order(trees)
    assert isinstance(found, Problem)
    assert (found.code, found.params["path"]) == ("rule_cycle", path)


def test_a_long_chain_is_ordered() -> None:
    """A chain of thousands of fields is ordered, not a reason to crash."""
    trees = {f"f{number}": {"var": [f"f{number + 1}"]} for number in range(5000)}
    found = order(trees)
    assert not isinstance(found, Problem)
    assert found[0] == "f4999"
    assert found[-1] == "f0"


def test_rules_with_plugin_functions_stay_on_the_server() -> None:
    """A rule that calls a plugin, itself or through a named rule, is not sent to the browser."""
    rules = {
        "far": {"rule": ["asks"]},
        "asks": {"call": ["parcel_area", "1"]},
        "near": {"rule": ["near2"]},
        "near2": True,
    }
    assert runs_in_browser({"rule": ["near"]}, rules)
    assert not runs_in_browser({"and": [True, {"rule": ["far"]}]}, rules)
    assert not runs_in_browser({"if": [True, 1, {"call": ["f"]}]})
    assert runs_in_browser({"rule": ["ring"]}, {"ring": {"rule": ["ring"]}})
