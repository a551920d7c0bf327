"""The check of a rule names every mistake at its node, before anything is published."""

from __future__ import annotations

from typing import Any

import pytest
from forms_schema.problems import RuleError
from forms_schema.rules import (
    RuleFunction,
    RuleType,
    Types,
    check_rule,
    choice_of,
    compile_rule,
    list_of,
    object_of,
)

ROW = object_of({"share": "num", "kind": choice_of(["wife", "husband"]), "inner": list_of("num")})
TYPES = Types(
    fields={
        "area": "num",
        "name": "str",
        "born": "date",
        "agreed": "bool",
        "land_type": choice_of(["residential", "farm"]),
        "uses": list_of(choice_of(["shop", "home"])),
        "address": object_of({"province": "str", "ward": "str"}),
        "owners": list_of(ROW),
        "unknown_kind": RuleType("null"),
    },
    rules={
        "large": {"gt": [{"var": ["area"]}, 200]},
        "sum": {"sum": [{"var": ["owners"]}, {"it": ["share"]}]},
        "ring": {"not": [{"rule": ["gnir"]}]},
        "gnir": {"not": [{"rule": ["ring"]}]},
        "broken": {"gtt": [1, 2]},
    },
    functions={
        "parcel_area": RuleFunction("parcel_area", (RuleType("str"),), RuleType("num"), lambda code: None)
    },
    context={"case": choice_of(["whole", "split"])},
)
AREA, NAME, BORN = {"var": ["area"]}, {"var": ["name"]}, {"var": ["born"]}

SOUND: list[tuple[Any, str]] = [
    ({"and": [{"rule": ["large"]}, {"eq": [{"var": ["land_type"]}, "farm"]}]}, "bool"),
    ({"round": [{"mul": [AREA, {"dec": ["0.005"]}]}, 0, "half_up"]}, "num"),
    ({"if": [{"rule": ["large"]}, None, 5]}, "num"),
    ({"if": [{"var": ["agreed"]}, BORN, {"ctx": ["date"]}]}, "date"),
    ({"coalesce": [NAME, "không rõ"]}, "str"),
    ({"in": ["shop", {"var": ["uses"]}]}, "bool"),
    ({"in": [{"ctx": ["case"]}, {"list": ["split"]}]}, "bool"),
    ({"any": [{"var": ["owners"]}, {"eq": [{"it": ["kind"]}, "wife"]}]}, "bool"),
    ({"max": [{"var": ["owners"]}, {"it": ["share"]}]}, "num"),
    ({"sum": [{"var": ["owners"]}, {"sum": [{"it": ["inner"]}, {"it": []}]}]}, "num"),
    ({"eq": [{"var": ["address", "ward"]}, "20194"]}, "bool"),
    ({"call": ["parcel_area", NAME]}, "num"),
    ({"eq": [{"var": ["unknown_kind"]}, 5]}, "bool"),
    ({"has": [{"var": ["address"]}]}, "bool"),
    ({"min_of": [BORN, {"ctx": ["date"]}]}, "date"),
    ({"list": [1, None, AREA]}, "list"),
    (None, "null"),
]


@pytest.mark.parametrize(("tree", "kind"), SOUND)
def test_sound_rules_pass(tree: Any, kind: str) -> None:
    """A rule without mistakes passes and its type is known."""
    found, problems = check_rule(tree, TYPES)
    assert problems == []
    assert found.name == kind


MISTAKEN: list[tuple[Any, list[tuple[str, str]]]] = [
    ({"gt": [{"var": ["aera"]}, 200]}, [("/gt/0/var/0", "unknown_field")]),
    ({"gt": [AREA, "200"]}, [("/gt/1", "type_clash")]),
    ({"gt": [NAME, "a"]}, [("/gt/0", "type_clash"), ("/gt/1", "type_clash")]),
    ({"lt": [BORN, 5]}, [("/lt/1", "type_clash")]),
    ({"add": [AREA, {"add": [NAME, 1]}]}, [("/add/1/add/0", "type_clash")]),
    (
        {"add": [{"var": ["aera"]}, {"var": ["nmae"]}]},
        [("/add/0/var/0", "unknown_field"), ("/add/1/var/0", "unknown_field")],
    ),
    ({"and": [AREA, {"var": ["agreed"]}]}, [("/and/0", "type_clash")]),
    ({"if": [AREA, 1, 2]}, [("/if/0", "type_clash")]),
    ({"if": [True, 1, "a"]}, [("/if/2", "type_clash")]),
    ({"coalesce": [AREA, "a"]}, [("/coalesce/1", "type_clash")]),
    ({"eq": [AREA, "200"]}, [("/eq/1", "type_clash")]),
    ({"eq": [NAME, ""]}, [("/eq/1", "empty_text")]),
    ({"eq": [{"var": ["land_type"]}, "resident"]}, [("/eq/1", "unknown_choice")]),
    ({"ne": ["resident", {"var": ["land_type"]}]}, [("/ne/0", "unknown_choice")]),
    ({"in": [{"var": ["land_type"]}, {"list": ["farm", "frm"]}]}, [("/in/1/list/1", "unknown_choice")]),
    ({"eq": [{"ctx": ["case"]}, "splt"]}, [("/eq/1", "unknown_choice")]),
    ({"in": [AREA, {"list": ["a"]}]}, [("/in/1", "type_clash")]),
    ({"in": [NAME, NAME]}, [("/in/1", "type_clash")]),
    ({"in": [{"var": ["address"]}, {"var": ["owners"]}]}, [("/in/0", "type_clash")]),
    ({"in": [NAME, {"var": ["owners"]}]}, [("/in/1", "type_clash")]),
    ({"eq": [{"list": [1]}, {"list": ["a"]}]}, [("/eq/1", "type_clash")]),
    ({"list": [1, "a"]}, [("/list/1", "type_clash")]),
    ({"eq": [{"var": ["address"]}, None]}, [("/eq/0", "type_clash")]),
    ({"eq": [{"var": ["owners"]}, None]}, [("/eq/1", "type_clash")]),
    ({"var": ["address", "wrad"]}, [("/var/1", "unknown_field")]),
    ({"var": ["name", "first"]}, [("/var/1", "type_clash")]),
    ({"sum": [{"var": ["owners"]}, {"it": ["shaer"]}]}, [("/sum/1/it/0", "unknown_field")]),
    ({"sum": [{"var": ["owners"]}, {"it": ["kind"]}]}, [("/sum/1", "type_clash")]),
    ({"sum": [AREA, 1]}, [("/sum/0", "type_clash")]),
    ({"any": [{"var": ["owners"]}, {"eq": [{"it": ["kind"]}, "wif"]}]}, [("/any/1/eq/1", "unknown_choice")]),
    ({"it": ["share"]}, [("/it", "no_row")]),
    ({"rule": ["lrage"]}, [("/rule/0", "unknown_rule")]),
    ({"not": [{"rule": ["sum"]}]}, [("/not/0", "type_clash")]),
    ({"rule": ["ring"]}, [("/rule", "rule_cycle")]),
    ({"call": ["parcel_are", NAME]}, [("/call/0", "unknown_function")]),
    ({"call": ["parcel_area"]}, [("/call", "wrong_arity")]),
    ({"call": ["parcel_area", AREA]}, [("/call/1", "type_clash")]),
    ({"and": [True, {"gtt": [1, 2]}]}, [("/and/1", "unknown_operator")]),
    ({"round": [AREA, 0, "near"]}, [("/round/2", "bad_mode")]),
]


@pytest.mark.parametrize(("tree", "wanted"), MISTAKEN)
def test_mistakes_are_named_at_their_node(tree: Any, wanted: list[tuple[str, str]]) -> None:
    """Each mistake is reported once, at its node, with whole sentences in both languages."""
    _, problems = check_rule(tree, TYPES)
    assert [(each.pointer, each.code) for each in problems] == wanted
    for each in problems:
        assert all(each.message[language].endswith(".") for language in ("vi", "en"))
        assert not any("{wanted}" in text or "{name}" in text for text in each.message.values())


def test_the_wanted_type_is_checked() -> None:
    """A condition must be a yes/no rule and an amount a number; a rule that is always nothing is neither."""
    assert [each.code for each in check_rule(AREA, TYPES, "bool")[1]] == ["type_clash"]
    assert check_rule({"rule": ["large"]}, TYPES, "bool")[1] == []
    assert check_rule(None, TYPES, "bool")[1] == []


def test_rules_of_a_row_read_their_row() -> None:
    """A rule of a row reads the row's fields and the form's; a named rule does not see the row."""
    inside = TYPES.inside(ROW)
    assert check_rule({"gt": [{"it": ["share"]}, AREA]}, inside, "bool")[1] == []
    types = Types(fields=TYPES.fields, rules={"x": {"it": ["share"]}}, row=ROW)
    assert check_rule({"it": ["share"]}, types)[0].name == "num"
    assert check_rule({"rule": ["x"]}, types)[0].name == "null"


def test_a_circle_is_reported_with_its_path() -> None:
    """A circle of rules is reported with the path someone has to break."""
    (problem,) = check_rule({"rule": ["ring"]}, TYPES)[1]
    assert problem.params["path"] == "ring → gnir → ring"


def test_compiling_with_types_refuses_every_mistake_at_once() -> None:
    """Compiling against types refuses a mistaken rule with all its problems."""
    with pytest.raises(RuleError) as met:
        compile_rule({"add": [{"var": ["aera"]}, NAME]}, TYPES)
    assert [each.code for each in met.value.problems] == ["unknown_field", "type_clash"]
    assert met.value.code == "unknown_field"


def test_a_mistake_is_told_in_plain_words() -> None:
    """The sentence of a clash names the types in plain words, not in the words of the program."""
    (problem,) = check_rule({"gt": [AREA, "200"]}, TYPES)[1]
    assert "một đoạn chữ" in problem.message["vi"]
    assert "a text" in problem.message["en"]
