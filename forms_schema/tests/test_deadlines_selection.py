"""Which rule applies where: exactly one for every combination and date, found by trying all of them."""

from __future__ import annotations

from datetime import date
from itertools import product

import making_deadlines as making
import pytest
from forms_schema.deadlines import DeadlineRule, NoSingleRule, check_deadlines, rule_for
from forms_schema.problems import InvalidDocument
from forms_schema.selectors import Selector, enumerate_gaps_and_overlaps
from forms_schema.situation import Situation
from hypothesis import given, settings
from hypothesis import strategies as st

leg, pause = making.leg, making.pause

DIMENSIONS = {
    "case": ["transfer", "gift"],
    "channel": ["direct", "online"],
    "place": ["standard", "remote"],
    "applicant": ["citizen"],
}


def _rules(*selectors, **parts):
    return [
        making.rule(leg(10), id=f"rule_{index}", applies=selector, **parts)
        for index, selector in enumerate(selectors)
    ]


def _codes(rules, **named):
    return [problem.code for problem in check_deadlines(rules, DIMENSIONS, **named)]


def test_one_rule_for_everything():
    """A rule without a selector applies everywhere and always."""
    assert _codes(_rules({})) == []


def test_a_complete_table():
    """Rules that divide cases and dates without rest are accepted."""
    assert (
        _codes(
            _rules(
                {"case": ["transfer"]},
                {"case": ["gift"], "to": "2026-06-30"},
                {"case": ["gift"], "from": "2026-07-01"},
            )
        )
        == []
    )


def test_a_gap_of_one_day_is_found():
    """One day without a rule is found and named."""
    problems = check_deadlines(_rules({"to": "2026-06-29"}, {"from": "2026-07-01"}), DIMENSIONS)
    assert [(problem.code, problem.params["from"]) for problem in problems] == [
        ("selector.gap", "2026-06-30")
    ]
    assert len(problems[0].params["where"]) == 8


def test_an_overlap_of_one_day_is_found():
    """One day with two rules is found, and both rules are named."""
    problems = check_deadlines(_rules({"to": "2026-07-01"}, {"from": "2026-07-01"}), DIMENSIONS)
    found = [(problem.code, problem.params["from"], problem.params["rules"]) for problem in problems]
    assert found == [("selector.overlap", "2026-07-01", ["rule_0", "rule_1"])]


def test_a_gap_in_one_combination_is_found():
    """A gift handed in online in a remote place without a rule is found among all combinations."""
    rules = _rules({"case": ["transfer"]}, {"case": ["gift"], "channel": ["direct"]}, {"place": ["standard"]})
    gaps = [p.params["where"] for p in check_deadlines(rules, DIMENSIONS) if p.code == "selector.gap"]
    assert gaps == [["gift · online · remote · citizen"]]


def test_only_days_in_force_matter():
    """Before the procedure is in force, and after it, no rule is needed."""
    rules = _rules({"from": "2026-07-01", "to": "2026-12-31"})
    assert _codes(rules) == ["selector.gap", "selector.gap"]
    assert _codes(rules, in_force=(date(2026, 7, 1), date(2026, 12, 31))) == []
    assert _codes(rules, in_force=(date(2026, 7, 1), None)) == ["selector.gap"]


SELECTORS = st.fixed_dictionaries(
    {},
    optional={
        "case": st.sampled_from([["transfer"], ["gift"], ["transfer", "gift"]]),
        "channel": st.sampled_from([["direct"], ["online"]]),
        "place": st.sampled_from([["remote"], ["standard"]]),
        "from": st.integers(1, 9).map(lambda day: f"2026-07-0{day}"),
        "to": st.integers(1, 9).map(lambda day: f"2026-07-0{day}"),
    },
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SELECTORS, min_size=1, max_size=4))
def test_enumeration_agrees_with_trying_every_day(selectors):
    """A table is accepted exactly when trying every day and every combination always finds one rule."""
    rules = _rules(*selectors)
    days = [date(2026, 6, 30), *(date(2026, 7, day) for day in range(1, 12))]
    always_one = all(
        sum(_fits(selector, combination, day) for selector in selectors) == 1
        for combination in product(*DIMENSIONS.values())
        for day in days
    )
    assert (enumerate_gaps_and_overlaps(rules, DIMENSIONS) == []) == always_one


def _fits(selector, combination, day):
    named = dict(zip(DIMENSIONS, combination, strict=True))
    if any(named[key] not in selector[key] for key in named if key in selector):
        return False
    return selector.get("from", "0000") <= day.isoformat() <= selector.get("to", "9999")


def test_the_rule_of_a_situation():
    """The one rule is found; none or several is an error that lists the candidates."""
    situation = Situation("gift", date(2026, 7, 1), "direct")
    gift, transfer = _rules({"case": ["gift"]}, {"case": ["transfer"]})
    assert rule_for([gift, transfer], situation) is gift
    with pytest.raises(NoSingleRule, match="rule_1"):
        rule_for([transfer], situation)
    with pytest.raises(NoSingleRule, match="rule_0, rule_0"):
        rule_for([gift, gift], situation)


def test_unknown_values_and_impossible_dates():
    """A case the procedure does not have, and an end before its beginning, are named with their place."""
    rules = _rules({}, {"case": ["lease"], "from": "2026-07-02", "to": "2026-07-01"})
    problems = {problem.code: problem.pointer for problem in check_deadlines(rules, DIMENSIONS)}
    assert problems == {
        "selector.unknown_value": "/deadlines/1/applies/case",
        "selector.no_day": "/deadlines/1/applies",
    }


def test_a_day_no_calendar_has():
    """30 February is refused with its place, not with a crash."""
    with pytest.raises(InvalidDocument) as refused:
        Selector.read({"from": "2026-02-30"}, "/deadlines/0/applies")
    assert refused.value.problems[0].pointer == "/deadlines/0/applies/from"


def _broken(**parts):
    return [DeadlineRule.read(_document(**parts))]


def _document(**parts):
    base = {"id": "rule", "start": "accepted", "legs": [leg(10)], "pauses": []}
    return base | {"extension": making.ONE_DAY_BEFORE} | parts


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"pauses": [pause("opinion", "extend")]}, "deadline.no_length"),
        ({"pauses": [pause("opinion"), pause("opinion", "restart")]}, "deadline.reason_twice"),
        ({"legs": [leg("2.5", "month")]}, "deadline.fraction"),
        ({"legs": [leg("2.25")]}, "deadline.fraction"),
        ({"committed": [leg(11)]}, "deadline.longer_than_law"),
        (
            {"modifiers": [{"id": "m", "name": {"vi": "m"}, "leg": "no", "add": 1, "unit": "month"}]},
            "deadline.unknown_leg",
        ),
    ],
)
def test_what_publishing_refuses(parts, code):
    """Mistakes the structure cannot show are named before publishing."""
    assert _codes(_broken(**parts)) == [code]


def test_half_days_and_quarter_hours_can_be_counted():
    """Half working days and parts of hours are allowed."""
    assert _codes(_broken(legs=[leg("2.5"), leg("0.25", "working_hour")])) == []
