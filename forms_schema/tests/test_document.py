"""The shape of a document: what is refused, where, and whether the sentence says what to do."""

from __future__ import annotations

import socket

import pytest
from forms_schema.document import structure_problems
from forms_schema.document.patterns import pattern_fault
from forms_schema.document.structure import parts, validator

from forms_schema import InvalidDocument, load


def first(document):
    """Pointer and code of the first problem."""
    problem = structure_problems(document)[0]
    return problem.pointer, problem.code


def nested(levels):
    value = {}
    for _ in range(levels):
        value = {"a": value}
    return value


def cyclic_list():
    value = []
    value.append(value)
    return value


SHAPES = [
    ("a key that is misspelt", lambda d: d.update(names={}), "/names", "document.unknown_key"),
    ("a key that is missing", lambda d: d.pop("code"), "", "document.missing_key"),
    ("an old format", lambda d: d.update(format="motcua.procedure/0"), "/format", "document.not_allowed"),
    ("no Vietnamese", lambda d: d["name"].pop("vi"), "/name", "text.vietnamese_missing"),
    ("an id with capitals", lambda d: d["cases"][0].update(id="Ordinary"), "/cases/0/id", "document.bad_id"),
    (
        "a wrong unit",
        lambda d: d["deadlines"][0]["legs"][0].update(unit="week"),
        "/deadlines/0/legs/0/unit",
        "document.not_allowed",
    ),
    ("a negative fee", lambda d: d["fees"][0].update(cap=-1), "/fees/0/cap", "document.too_small"),
    ("a fraction", lambda d: d["fees"][0].update(cap=1.5), "/fees/0/cap", "document.fraction"),
    (
        "two kinds of amount",
        lambda d: d["fees"][0]["amount"].update(fixed=1),
        "/fees/0/amount",
        "fee.amount_kind",
    ),
    ("a number for a text", lambda d: d.update(code=5), "/code", "document.wrong_type"),
    (
        "a rule with two operators",
        lambda d: d["rules"].update(x={"and": [], "or": []}),
        "/rules/x",
        "rule.shape",
    ),
    (
        "a field without a question",
        lambda d: d["form"]["data"]["properties"]["pages"].pop("x-field"),
        "/form/data/properties/pages",
        "document.missing_key",
    ),
    (
        "a page item that is two things",
        lambda d: d["form"]["pages"][0]["items"].append({"field": "pages", "component": "original"}),
        "/form/pages/0/items/4",
        "form.item_kind",
    ),
    (
        "a remote reference",
        lambda d: d["form"]["data"]["properties"]["pages"].update({"$ref": "http://127.0.0.1:9/x"}),
        "/form/data/properties/pages/$ref",
        "document.unknown_key",
    ),
    (
        "a day written the wrong way",
        lambda d: d["in_force"].update({"from": "01/07/2026"}),
        "/in_force/from",
        "document.bad_date",
    ),
    ("a control character", lambda d: d.update(code="1\x00"), "/code", "document.bad_characters"),
    ("half a surrogate pair", lambda d: d.update(code="\ud800"), "/code", "document.bad_characters"),
    (
        "a repeated channel",
        lambda d: d.update(channels=["direct", "direct"]),
        "/channels",
        "document.repeated",
    ),
    (
        "a limit turned round",
        lambda d: d["form"]["data"]["properties"]["pages"].update(minimum=9999),
        "/form/data/properties/pages/minimum",
        "field.limits_crossed",
    ),
    ("a huge integer", lambda d: d["fees"][0].update(cap=10**30), "/fees/0/cap", "document.number_too_large"),
    ("too deep", lambda d: d.update(summary=nested(10_000)), "/summary" + "/a" * 32, "document.too_deep"),
]


@pytest.mark.parametrize(("what", "edit", "pointer", "code"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_each_mistake_of_shape_is_named_where_it_is(changed, what, edit, pointer, code):
    """A document with one mistake is refused with a pointer, a stable code and a sentence in both languages."""
    problems = structure_problems(changed("certified_copies", edit))
    assert (pointer, code) in [(problem.pointer, problem.code) for problem in problems]
    for problem in problems:
        assert problem.message["vi"].endswith((".", "?"))
        assert problem.message["en"].endswith((".", "?"))


def test_a_misspelt_key_is_answered_with_the_right_one(changed):
    """Whoever writes “amunt” is asked whether “amount” was meant."""
    problem = structure_problems(changed("certified_copies", lambda d: d["fees"][0].update(amunt=1)))[0]
    assert problem.params["suggestion"] == "amount"
    assert "“amount”" in problem.message["vi"]


@pytest.mark.parametrize(
    "value", [None, 5, "x", [], cyclic_list(), {"a": cyclic_list()}, {1: 2}, {"a": object()}]
)
def test_whatever_is_given_gets_an_answer(value):
    """Things that are no document at all are refused, never a crash and never a hang."""
    assert structure_problems(value)


def test_a_document_with_very_many_values_is_refused_before_it_is_judged():
    """A list of a million numbers is refused by counting, not by the validator."""
    assert first({"keywords": [0] * 1_000_000}) == ("/keywords", "document.too_large")


PATTERNS = [
    ("^[0-9]{5}$", None),
    ("^(?:[A-Z]{2} )?[0-9]{6}$", None),
    (r"^[0-9]+\.[0-9]+$", None),
    ("(a+)+$", "pattern.nested_repeat"),
    ("(a|a)*$", "pattern.nested_repeat"),
    ("(?=a)b", "pattern.look_around"),
    (r"(a)\1", "pattern.escape"),
    (r"\w+", "pattern.escape"),
    ("a*a*a*a*b", "pattern.too_many_repeats"),
    ("a{5000}", "pattern.too_many_repeats"),
    ("(a", "pattern.syntax"),
    ("a{x}", "pattern.syntax"),
]


@pytest.mark.parametrize(("pattern", "fault"), PATTERNS)
def test_only_patterns_every_engine_reads_alike_are_allowed(pattern, fault):
    """Look-around, back-references, classes of one dialect and nested repetition are refused."""
    assert pattern_fault(pattern) == fault


def test_a_pattern_needs_a_greatest_length(changed):
    """An answer with a pattern must be short enough to be judged quickly."""

    def edit(document):
        field = document["form"]["data"]["properties"]["paper_title"]
        field.pop("maxLength")
        field["pattern"] = "^[A-Z]+$"

    assert first(changed("certified_copies", edit))[1] == "field.length_missing"


def test_the_schema_files_refer_only_to_each_other(monkeypatch):
    """Judging a document never opens a connection."""
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a connection was opened"))
    references = [value for part in parts().values() for value in _references(part)]
    assert references
    assert all(value.startswith(("#/", "urn:motcua:procedure:1:")) for value in references)
    assert list(validator().iter_errors({}))


def _references(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref" and isinstance(inner, str):
                yield inner
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_every_text_and_list_of_the_schema_is_bounded():
    """No string and no array of a document can grow without limit."""
    unbounded = [path for name, part in parts().items() for path in _unbounded(part, name)]
    assert unbounded == []


def _unbounded(schema, path):
    if isinstance(schema, dict):
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if "string" in kinds and not {"maxLength", "enum", "const"} & set(schema):
            yield path
        if "array" in kinds and "maxItems" not in schema:
            yield path
        for key, inner in schema.items():
            if key not in ("enum", "required"):
                yield from _unbounded(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from _unbounded(inner, f"{path}/{index}")


def test_loading_gives_a_typed_procedure(seed):
    """The typed view has what the document says, and the hash that addresses it."""
    procedure = load(seed("land_change"))
    assert procedure.code == "1.013831"
    assert procedure.field("owners.share").group == "owners"
    assert [case.id for case in procedure.cases][:2] == ["transfer", "inheritance"]
    assert procedure.hash.startswith("sha256:")
    assert [leg.id for leg in procedure.deadlines[0].legs] == ["examine"]


def test_loading_refuses_a_broken_document_with_every_problem(changed):
    """A document with two mistakes names both."""
    with pytest.raises(InvalidDocument) as refused:
        load(changed("land_change", lambda d: (d.pop("code"), d.update(extra=1))))
    assert {problem.code for problem in refused.value.problems} == {
        "document.missing_key",
        "document.unknown_key",
    }
