"""What the compiled form of a rule may be: made once, free of anything a document says, bounded like the tree."""

from __future__ import annotations

import io
import keyword
import re
import tokenize
from decimal import Decimal
from typing import Any

import pytest
from forms_schema.problems import RuleError
from forms_schema.rules import Scope, compile_rule, evaluate
from forms_schema.rules.generated import source_of
from forms_schema.rules.shape import parse

HOSTILE = "__import__('os').system('x') # \n \" ' \\ {0} %s"
NAMED = {
    *(
        "scope",
        "row",
        "run",
        "get",
        "fact",
        "values",
        "context",
        "type",
        "Decimal",
        "date",
        "str",
        "bool",
        "dict",
    ),
    *("len", "ZERO", "FITS", "ADD", "SUB", "MUL", "NORMAL", "MOST", "outer", "follow", "in_row", "condition"),
    *("filled", "rows_of", "look", "append", "isascii", "is_finite", "adjusted"),
}
HOSTILE_RULES: list[Any] = [
    {"eq": [{"var": [HOSTILE]}, HOSTILE]},
    {"in": [{"var": ["a", HOSTILE]}, {"list": [HOSTILE, "b"]}]},
    {"concat": [HOSTILE, {"rule": [HOSTILE]}, {"call": [HOSTILE, HOSTILE]}]},
    {"sum": [{"var": [HOSTILE]}, {"mul": [{"it": [HOSTILE]}, {"sum": [{"it": ["x"]}, {"it": [HOSTILE]}]}]}]},
    {
        "if": [
            {"has": [{"var": ["a"]}]},
            {"max": [{"var": ["rows"]}, {"it": []}]},
            {"coalesce": [{"var": ["b"]}, 7]},
        ]
    },
    {
        "and": [
            {"empty": [{"var": ["a"]}]},
            {"or": [{"lt": [{"ctx": ["date"]}, {"date": ["2026-07-01"]}]}, True]},
        ]
    },
]


@pytest.mark.parametrize("tree", HOSTILE_RULES)
def test_nothing_of_a_document_stands_in_the_code(tree: Any) -> None:
    """The code made from a rule holds counted names and known words only, whatever the document says."""
    text, _ = source_of(parse(tree), compile_rule)
    words = list(tokenize.generate_tokens(io.StringIO(text).readline))
    names = {one.string for one in words if one.type == tokenize.NAME and not keyword.iskeyword(one.string)}
    assert {name for name in names if not re.fullmatch(r"[fkv]\d+", name)} <= NAMED
    assert {one.string for one in words if one.type == tokenize.STRING} <= {"''"}
    assert not [one for one in words if one.type in (tokenize.NUMBER, tokenize.COMMENT)]


def test_a_hostile_text_is_only_a_text() -> None:
    """A text that looks like a program is compared like any other text."""
    tree = {"eq": [{"var": ["a"]}, HOSTILE]}
    assert evaluate(tree, Scope({"a": HOSTILE})) is True
    assert evaluate(tree, Scope({"a": "x"})) is False


def test_the_code_reaches_nothing_outside() -> None:
    """The function of a rule has no built-in functions at hand."""
    assert compile_rule({"var": ["a"]}).program.step.__globals__["__builtins__"] == {}


def test_rules_written_alike_are_compiled_once() -> None:
    """Two documents with the same rule share one compiled form; one changed in place has another."""
    first, second = {"eq": [{"var": ["a"]}, 1]}, {"eq": [{"var": ["a"]}, 1]}
    assert compile_rule(first).program is compile_rule(second).program
    second["eq"][1] = 2
    assert evaluate(second, Scope({"a": Decimal(2)})) is True
    assert evaluate(first, Scope({"a": Decimal(2)})) is False


@pytest.mark.parametrize("tree", [{"and": (True,)}, {"eq": [1, 1.0]}, {"add": [True, 1]}])
def test_what_only_looks_alike_is_not_shared(tree: Any) -> None:
    """A tuple is no list, 1.0 is no whole number, true is not 1, even when the look-alike was compiled before."""
    for known in ({"and": [True]}, {"eq": [1, 1]}, {"add": [1, 1]}):
        evaluate(known, Scope())
    with pytest.raises(RuleError):
        evaluate(tree, Scope())


@pytest.mark.parametrize("name", ["and", "coalesce", "sum", "add"])
def test_sixty_four_levels_are_computed(name: str) -> None:
    """The deepest rule the language allows is computed, and one level more is refused."""
    tree: Any = {"var": ["a"]}
    for _ in range(63):
        tree = {
            "and": {"and": [True, tree]},
            "coalesce": {"coalesce": [None, tree]},
            "sum": {"sum": [{"var": ["rows"]}, tree]},
            "add": {"add": [1, tree]},
        }[name]
    answers = {"and": True, "sum": Decimal(1)}
    evaluate(tree, Scope({"a": answers.get(name, Decimal(1)), "rows": [{}]}))
    with pytest.raises(RuleError) as met:
        evaluate({"has": [tree]}, Scope())
    assert met.value.code == "too_deep"


def test_a_rule_of_too_many_nodes_is_refused_without_being_compiled() -> None:
    """A rule of more than 20,000 nodes costs nothing but its reading."""
    rule = compile_rule({"and": [{"and": [True] * 1000}] * 21})
    with pytest.raises(RuleError) as met:
        rule.evaluate(Scope())
    assert (met.value.code, met.value.pointer) == ("too_long", "")
    assert "step" not in vars(rule.program)


@pytest.mark.parametrize("name", ["add", "mul", "lt"])
@pytest.mark.parametrize(
    "written", ["NaN", "sNaN", "Infinity", "-Infinity", "1e40", "-1e40", "1e-41", "1.5e-40"]
)
def test_a_number_that_is_none_of_ours_is_refused_where_it_is_read(name: str, written: str) -> None:
    """A number from outside that is too long or no number is refused at the place that reads it."""
    with pytest.raises(RuleError) as met:
        evaluate({name: [{"var": ["x"]}, 1]}, Scope({"x": Decimal(written)}))
    assert (met.value.code, met.value.pointer) == ("number_too_long", f"/{name}/0/var")


@pytest.mark.parametrize(
    "written", ["9" * 40, "-" + "9" * 40, "1e39", "1e-40", "1.50" + "0" * 60, "9" * 40 + "." + "9" * 40]
)
def test_the_longest_numbers_are_read(written: str) -> None:
    """Forty digits on each side of the point are read as they are; zeros at the end do not count."""
    assert evaluate({"sub": [{"var": ["x"]}, 0]}, Scope({"x": Decimal(written)})) == Decimal(written)


@pytest.mark.parametrize("x", [Decimal("-0"), Decimal("0.00"), Decimal("-0E+60"), 0, Decimal(-1)])
def test_zero_has_no_sign(x: Any) -> None:
    """A product or a sum that is nothing is 0, never -0 or 0.00."""
    zero = Decimal(0)
    for tree in ({"mul": [{"var": ["x"]}, {"var": ["z"]}]}, {"sub": [{"var": ["x"]}, {"var": ["x"]}]}):
        assert str(evaluate(tree, Scope({"x": x, "z": zero}))) == "0"
