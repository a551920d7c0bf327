"""Plugin functions inside rules: typed, pure, on the server only; and what comes from outside."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from forms_schema.problems import RuleError
from forms_schema.rules import (
    DATE,
    NUM,
    STR,
    NotAValue,
    RuleFunction,
    Scope,
    compile_rule,
    evaluate,
    holds,
    typed,
)


def scope(call: Any, *, sees_null: bool = False, **values: Any) -> Scope:
    function = RuleFunction("area_of", (STR, NUM), NUM, call, sees_null)
    return Scope(values, functions={"area_of": function})


CALL = {"call": ["area_of", {"var": ["code"]}, 2]}


def test_a_function_is_called_with_rule_values() -> None:
    """A plugin function gets the values of its arguments and its answer goes on in the rule."""
    found = evaluate({"add": [CALL, 1]}, scope(lambda code, times: Decimal(len(code)) * times, code="ế1"))
    assert found == Decimal(5)


def test_nothing_known_is_not_asked_about() -> None:
    """A function is not asked about a missing answer unless it wants to be."""
    assert evaluate(CALL, scope(lambda code, times: 1 / 0)) is None
    assert evaluate(CALL, scope(lambda code, times: Decimal(7), sees_null=True)) == Decimal(7)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda code, times: "12", "type_clash"),
        (lambda code, times: 1.5, "type_clash"),
        (lambda code, times: datetime(2026, 7, 1, 9), "type_clash"),
        (lambda code, times: Decimal("NaN"), "number_too_long"),
        (lambda code, times: Decimal(10) ** 50, "number_too_long"),
        (lambda code, times: 1 / 0, "function_failed"),
    ],
)
def test_a_wrong_answer_of_a_function_is_a_clear_error(answer: Any, code: str) -> None:
    """A function that answers with something it did not promise stops the rule with a clear error."""
    with pytest.raises(RuleError) as met:
        evaluate({"add": [CALL, 1]}, scope(answer, code="x"))
    assert (met.value.code, met.value.pointer) == (code, "/add/0/call")


def test_wrong_arguments_are_a_clear_error() -> None:
    """A value of another type is not passed to a function, and a function nobody offers is named."""
    with pytest.raises(RuleError) as met:
        evaluate(CALL, scope(lambda code, times: None, code=Decimal(5)))
    assert (met.value.code, met.value.pointer) == ("type_clash", "/call/1")
    with pytest.raises(RuleError) as missing:
        evaluate(CALL, Scope({"code": "x"}))
    assert missing.value.code == "unknown_function"


@pytest.mark.parametrize("value", [1.5, datetime(2026, 7, 1), b"x", {1, 2}, object()])
def test_what_is_no_rule_value_is_refused(value: Any) -> None:
    """A float, an instant or an object of the machine is no value of a rule."""
    with pytest.raises(RuleError) as met:
        evaluate({"has": [{"var": ["x"]}]}, Scope({"x": value}))
    assert met.value.code == "type_clash"


def test_a_list_beyond_a_thousand_rows_is_refused() -> None:
    """More than a thousand rows are refused."""
    with pytest.raises(RuleError) as met:
        evaluate({"count": [{"var": ["rows"]}]}, Scope({"rows": [{}] * 1001}))
    assert met.value.code == "list_too_long"


def test_an_unknown_condition_does_not_hold() -> None:
    """A condition that ends in nothing is false."""
    unanswered = {"gt": [{"var": ["area"]}, 200]}
    assert evaluate(unanswered, Scope()) is None
    assert holds(unanswered, Scope()) is False
    assert compile_rule({"not": [unanswered]}).holds(Scope()) is False


def test_a_compiled_rule_keeps_nothing_between_evaluations() -> None:
    """A rule gives the value of the answers at hand, whatever was asked before."""
    rule = compile_rule({"add": [{"rule": ["double"]}, {"sum": [{"var": ["rows"]}, {"it": ["n"]}]}]})
    rules = {"double": compile_rule({"mul": [{"var": ["a"]}, 2]})}
    first = Scope({"a": Decimal(1), "rows": [{"n": Decimal(1)}]}, rules)
    second = Scope({"a": Decimal(10)}, rules)
    assert [rule.evaluate(each) for each in (first, second, first)] == [3, 20, 3]


@pytest.mark.parametrize(
    ("raw", "kind", "wanted"),
    [
        ("120.55", "num", Decimal("120.55")),
        (15000, "num", Decimal(15000)),
        ("2026-07-01", "date", date(2026, 7, 1)),
        ("e\u0302", "str", "ê"),
        (False, "bool", False),
        ("", "num", None),
        (None, "date", None),
    ],
)
def test_answers_become_values(raw: Any, kind: str, wanted: Any) -> None:
    """An answer in a document becomes a rule value of its field's type; nothing typed in is nothing."""
    assert typed(raw, kind) == wanted


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (1.5, "num"),
        ("1,5", "num"),
        (True, "num"),
        (1, "bool"),
        ("yes", "bool"),
        ("2026-02-30", "date"),
        (5, "str"),
        (9007199254740993, "num"),
        ({}, "str"),
        ("x", DATE),
    ],
)
def test_answers_of_another_form_are_refused(raw: Any, kind: Any) -> None:
    """An answer that has not the form of its type is refused, never guessed."""
    with pytest.raises(NotAValue):
        typed(raw, kind)
