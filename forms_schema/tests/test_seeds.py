"""The procedures that ship: the facts they must state, and five hundred broken copies of them."""

from __future__ import annotations

import copy
import random
import socket

import pytest
from forms_schema.addresses import at_path
from forms_schema.calendars import VIETNAM
from forms_schema.document.guard import guard
from forms_schema.document.structure import quick_judge, validator
from forms_schema.problems import FormsSchemaError
from forms_schema.scenarios import run

from forms_schema import check, load, read_json

NAMES = ("certified_copies", "land_change")
MUTATIONS = 500


def copies_fee(pages, copies):
    """The fee as circular 226/2016 has it, worked out without the package."""
    one = 2000 * pages if pages <= 2 else 4000 + 1000 * (pages - 2)
    return copies * min(200000, one)


@pytest.mark.parametrize(
    ("pages", "copies"), [(1, 1), (2, 1), (3, 1), (198, 1), (199, 1), (500, 1), (7, 3), (1000, 100)]
)
def test_certified_copies_cost_what_the_circular_says(seed, pages, copies):
    """2,000 đồng a page, from the third page 1,000, at most 200,000 a copy."""
    document = seed("certified_copies")
    base = document["scenarios"][0]
    answers = {**base["answers"], "pages": pages, "copies": copies}
    scenario = {**base, "answers": answers, "expect": {"total": copies_fee(pages, copies)}}
    assert run(load(document), scenario, VIETNAM).failures == ()


def test_the_seeds_wait_for_a_review(seed):
    """A procedure that was typed in from sources says so, and says what nobody has confirmed."""
    for name in NAMES:
        review = seed(name)["review"]
        assert review["status"] == "needs_review"
        assert "Chưa xác nhận" in review["note"]


def test_results_and_codes_are_the_national_ones(seed):
    """The codes of procedure and result are those of the national portal."""
    found = {(d["code"], d["results"][0]["code"]) for d in map(seed, NAMES)}
    assert found == {("2.000815", "KQ.G15.000021"), ("1.013831", "KQ.G10.001147")}


def test_the_land_form_is_a_real_form(seed):
    """At least 25 questions on at least three pages, and a group of holders."""
    procedure = load(seed("land_change"))
    assert len(procedure.fields) >= 25
    assert len(procedure.pages) >= 3
    assert procedure.field("owners").type == "group"


def places(value, path=()):
    """Every path of a document."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


def put(document, path, value):
    """The document with another value at the path."""
    if not path:
        return value
    at_path(document, path[:-1])[path[-1]] = value
    return document


def drop(document, path, chance):
    del at_path(document, path[:-1])[path[-1]]
    return document


def retype(document, path, chance):
    return put(
        document, path, chance.choice([None, True, 0, -1, "x", "", [], {}, [[]], {"a": 1}, 1.5, 10**25])
    )


def unknown_key(document, path, chance):
    parent = at_path(document, path[:-1])
    target = parent if isinstance(parent, dict) else document
    target[chance.choice(["__proto__", "extra", "$ref", "x", "Ẩn", "a" * 500])] = "file:///etc/passwd"
    return document


def bad_rule(document, path, chance):
    rules = [
        {"eval": ["1"]},
        {"eq": [1]},
        {"gt": ["a", 1]},
        {"var": ["nobody"]},
        {"rule": ["shares_total"]},
        {"not": [{}]},
    ]
    parts = chance.choice([document["components"], document["fees"], document["form"]["pages"][1:]])
    chance.choice(parts)["show" if parts and "items" in parts[0] else "when"] = chance.choice(rules)
    return document


def circle(document, path, chance):
    document.setdefault("rules", {}).update(a={"rule": ["b"]}, b={"not": [{"rule": ["a"]}]})
    return document


def dead_step(document, path, chance):
    chance.choice(document["steps"])["next"] = chance.choice(
        [[], [{"to": "nobody"}], [{"to": document["steps"][0]["id"]}]]
    )
    return document


def endless_pattern(document, path, chance):
    field = chance.choice(list(document["form"]["data"]["properties"].values()))
    field["pattern"] = chance.choice(["(a+)+$", "(x|x)*y", "(?=a)", r"(a)\1", "[", "a{9999}", "(" * 150])
    return document


def reference(document, path, chance):
    field = chance.choice(list(document["form"]["data"]["properties"].values()))
    field["$ref"] = chance.choice(["http://127.0.0.1:1/s.json", "file:///etc/passwd", "#", "#/$defs/x"])
    return document


def deep(document, path, chance):
    value = []
    for _ in range(10_000):
        value = [value]
    return put(document, path, value)


def huge(document, path, chance):
    return put(
        document, path, chance.choice([["x"] * 70_000, {str(n): n for n in range(70_000)}, "x" * 100_000])
    )


def characters(document, path, chance):
    return put(document, path, chance.choice(["a\x00b", "\ud800", "\udfff" * 3, "\x1b[31m", "\x7f"]))


def double(document, path, chance):
    parent = at_path(document, path[:-1])
    if isinstance(parent, list):
        parent.append(copy.deepcopy(parent[path[-1]]))
    return document


def number(document, path, chance):
    value = at_path(document, path)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return put(document, path, value + chance.choice([-1, 1, 1000]) if whole else value)


EDITS = (
    drop, drop, drop, retype, retype, retype, unknown_key, bad_rule, circle, dead_step, endless_pattern,
    reference, deep, huge, characters, double, number, number,
)  # fmt: skip


def broken_copies(seed):
    """Five hundred copies of the seeds, each with one to three edits; the same ones every time."""
    chance = random.Random(20260701)
    for _ in range(MUTATIONS):
        document = seed(chance.choice(NAMES))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            edit = chance.choice(EDITS)
            paths = [path for path in places(document) if path] if edit is not number else numbers(document)
            document = edit(document, chance.choice(paths), chance)
            if edit in (deep, huge):
                break
        yield document


def numbers(document):
    return [path for path in places(document) if path and type(at_path(document, path)) is int]


@pytest.fixture
def no_network(monkeypatch):
    """Every attempt to open a connection or to resolve a name is counted."""
    attempts = []

    def refuse(*args, **kwargs):
        attempts.append(args)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return attempts


def test_five_hundred_broken_copies_are_refused_or_shown_to_mean_the_same(seed, no_network):
    """A broken document is refused with a pointer and a sentence, or its examples still all come out."""
    refused = accepted = 0
    for document in broken_copies(seed):
        errors = [problem for problem in check(document) if problem.severity == "error"]
        if errors:
            refused += 1
            assert all(p.pointer == "" or p.pointer.startswith("/") for p in errors)
            assert all(p.message["vi"].strip() and p.message["en"].strip() and p.code for p in errors)
            assert all(p.pointer.encode() and p.message["vi"].encode() for p in errors)
        else:
            accepted += 1
            procedure = load(document)
            assert all(run(procedure, scenario, VIETNAM).passed for scenario in procedure.scenarios)
    print(f"{refused} refused, {accepted} accepted and equal by the scenarios, of {MUTATIONS}")
    assert refused + accepted == MUTATIONS
    assert refused > MUTATIONS // 2
    assert accepted > 0
    assert no_network == []


def test_both_judges_of_shape_say_the_same(seed):
    """The quick judge, which only says yes or no, never passes a document that the thorough one refuses."""
    judged = [
        (quick_judge().is_valid(document), not any(validator().iter_errors(document)))
        for document in broken_copies(seed)
        if not guard(document)
    ]

    assert len(judged) > MUTATIONS / 2
    assert [quick for quick, _ in judged] == [thorough for _, thorough in judged]
    assert {True, False} == {quick for quick, _ in judged}


def test_the_reader_and_the_checks_agree_on_the_seeds(procedures_folder):
    """The strict reader takes the files as they are on disk."""
    for name in NAMES:
        document = read_json((procedures_folder / f"{name}.json").read_bytes())
        assert [p for p in check(document) if p.severity == "error"] == []


@pytest.mark.parametrize(
    "raw", [b"[" * 100_000, b'{"a":NaN}', b'{"a":1,"a":2}', b"\xff", b"", b"1e999", b'{"a":' * 5000]
)
def test_text_that_is_no_json_never_reaches_the_checks(raw):
    """The reader refuses what parsers disagree about, with problems and not with a crash."""
    with pytest.raises(FormsSchemaError) as refused:
        read_json(raw)
    assert refused.value.problems
