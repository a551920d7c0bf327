"""The fast validator says what the reference says, and neither can be brought down."""

from __future__ import annotations

import json
import random
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from forms_schema.forms import Form
from forms_schema.model import Procedure
from forms_schema.validation import UnusableSchema, validator

DATA = Path(__file__).parent / "data"
COMPLETE = json.loads((DATA / "form_answers.json").read_text(encoding="utf-8"))
SCHEMA = Form(Procedure(json.loads((DATA / "form.json").read_text(encoding="utf-8")), "")).schema
FAST, REFERENCE = validator(SCHEMA), validator(SCHEMA, "reference")
WRONG: list[Any] = [
    "",
    "x",
    "A" * 5000,
    "an@example.vn\n",
    "0912345678\n",
    "٣٣٣٣٣٣٣٣٣",
    "2026-02-30",
    -1,
    0,
    1.5,
    2**60,
    True,
    False,
    None,
    [],
    ["live", "live"],
    ["x"],
    [1, 2, 3, 4, 5],
    {},
    {"province": "15"},
    {"province": "", "ward": 5, "x": 1},
    [{"share": 0, "who": ""}, {"y": 1}, "z"],
    "hoà",
    "hoa\u0300",
]


def wrong_submissions(count: int) -> list[dict[str, Any]]:
    """The complete answers with one to six fields replaced, dropped or added; the same every time."""
    chance = random.Random(20260701)
    names = [*SCHEMA["properties"], "unknown_field"]
    made = []
    for _ in range(count):
        answers = dict(COMPLETE)
        for name in chance.sample(names, chance.randint(1, 6)):
            answers[name] = chance.choice(WRONG)
        made.append(answers)
    return made


def places(found: Any) -> list[tuple[str, str]]:
    return [(finding.pointer, finding.keyword) for finding in found]


def test_both_validators_find_the_same() -> None:
    """For 400 submissions, most of them wrong, both name the same places and the same broken keywords."""
    submissions = [COMPLETE, {}, *wrong_submissions(400)]
    differing = [s for s in submissions if places(FAST.findings(s)) != places(REFERENCE.findings(s))]
    assert differing == []
    assert sum(bool(FAST.findings(s)) for s in submissions) > 300
    assert len({keyword for s in submissions for _, keyword in places(FAST.findings(s))}) >= 10


def test_yes_or_no_agrees_with_the_list() -> None:
    """A submission fits exactly when nothing is found."""
    for answers in wrong_submissions(100):
        assert FAST.fits(answers) == (FAST.findings(answers) == []) == REFERENCE.fits(answers)


def test_findings_hold_no_answers() -> None:
    """What a person answered never appears in a finding, so it cannot leak into a log."""
    secret = "Nguyễn Bí Mật " * 30
    for judge in (FAST, REFERENCE):
        found = judge.findings({**COMPLETE, "full_name": secret, "email": secret})
        assert found
        assert "Bí Mật" not in str(found)


@pytest.mark.parametrize("backend", ["fast", "reference"])
@pytest.mark.parametrize(
    ("value", "pointer", "keyword"),
    [
        ({"full_name": "\ud800"}, "/full_name", "unreadable"),
        ({"\ud800": "x"}, "", "unreadable"),
        ({5: "x"}, "", "unreadable"),
        ({"floors": float("nan")}, "/floors", "unreadable"),
        ({"floors": float("inf")}, "/floors", "unreadable"),
        ({"floors": 10**30}, "/floors", "unreadable"),
        ({"born": object()}, "/born", "unreadable"),
    ],
)
def test_what_is_not_json_is_refused_before_judging(
    backend: Any, value: Any, pointer: str, keyword: str
) -> None:
    """Broken Unicode, infinities and foreign objects are findings at their place."""
    assert places(validator(SCHEMA, backend).findings(value)) == [(pointer, keyword)]


@pytest.mark.parametrize("backend", ["fast", "reference"])
def test_deep_nesting_is_refused_before_judging(backend: Any) -> None:
    """Fifty thousand levels, which would bring a validator down, are one finding."""
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]
    found = validator({"type": "array"}, backend).findings(deep)
    assert [finding.keyword for finding in found] == ["tooDeep"]


class Text(str):
    """A text of another class, as a template engine makes them."""


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": [{"b": ["đủ", "\ud83d"]}]}, [("/a/0/b/1", "unreadable")]),
        ({"a": "\ud83d", "b": "\ude00"}, [("/a", "unreadable"), ("/b", "unreadable")]),
        ({"a": {"\ude00": 1}}, [("/a", "unreadable")]),
        ({"a": {("b",): 1}}, [("/a", "unreadable")]),
        ({"a": b"x"}, [("/a", "unreadable")]),
        ({"a": ("x",)}, [("/a", "unreadable")]),
        ({"a": -(10**20)}, [("/a", "unreadable")]),
        ({"a": -(10**20) + 1}, []),
        ({"a": Text("x"), "b": True, "c": None, "d": 1.5}, []),
        ({"a": {Text("b"): 1}}, [("/a", "unreadable")]),
        ({"a": Text("\ud800")}, [("/a", "unreadable")]),
    ],
)
def test_the_quick_look_misses_nothing(value: Any, found: list[tuple[str, str]]) -> None:
    """What a validator may not be given is found wherever it hides; both halves of a character are two faults."""
    for backend in ("fast", "reference"):
        met = places(validator({"type": "object"}, backend).findings(value))
        assert met in ([each] for each in found) if found else met == []


@pytest.mark.parametrize(("levels", "keyword"), [(32, None), (33, "tooDeep")])
@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_thirty_two_levels_are_judged(levels: int, keyword: str | None, wrap: Any) -> None:
    """A value inside thirty-two lists or objects is judged, inside thirty-three it is refused."""
    value: Any = 1
    for _ in range(levels):
        value = wrap(value)
    found = [finding.keyword for finding in validator({}).findings(value)]
    assert found == ([keyword] if keyword else [])


@pytest.mark.parametrize("schema", [{"type": "wrong"}, {"type": "string", "pattern": "("}])
@pytest.mark.parametrize("backend", ["fast", "reference"])
def test_a_broken_schema_is_refused_with_a_sentence(backend: Any, schema: dict[str, Any]) -> None:
    """A schema that is none is refused when it is made, in both languages."""
    with pytest.raises(UnusableSchema) as refused:
        validator(schema, backend).findings("x")
    assert refused.value.problems[0].message["vi"].endswith(".")


class SchemaServer(BaseHTTPRequestHandler):
    """Offers a schema that accepts nothing, and remembers who asked for it."""

    asked: list[str] = []

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        SchemaServer.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"not": {}}')


@pytest.mark.parametrize("backend", ["fast", "reference"])
def test_references_to_other_computers_are_never_fetched(backend: Any) -> None:
    """A schema that points to another computer is refused, and that computer hears nothing of it."""
    server = HTTPServer(("127.0.0.1", 0), SchemaServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(UnusableSchema):
        validator({"$ref": f"http://127.0.0.1:{server.server_port}/schema"}, backend).findings("x")
    server.shutdown()
    assert SchemaServer.asked == []


@pytest.mark.parametrize("backend", ["fast", "reference"])
def test_references_to_files_are_never_read(backend: Any, tmp_path: Path) -> None:
    """A schema that points to a file of this computer is refused although the file is there."""
    kept = tmp_path / "schema.json"
    kept.write_text('{"not": {}}', encoding="utf-8")
    with pytest.raises(UnusableSchema):
        validator({"$ref": kept.as_uri()}, backend).findings("x")


def test_a_pattern_that_explodes_elsewhere_costs_nothing_here() -> None:
    """A pattern that other engines need minutes for is judged at once by the fast validator."""
    judge = validator({"type": "string", "pattern": "^(a+)+$"})
    assert not judge.fits("a" * 5000 + "!")
