"""From what a browser posted to a draft."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from forms_schema.forms import Form
from forms_schema.model import Procedure
from forms_schema.situation import Situation
from hypothesis import given, settings
from hypothesis import strategies as st

DATA = Path(__file__).parent / "data"
COMPLETE = json.loads((DATA / "form_answers.json").read_text(encoding="utf-8"))
FORM = Form(Procedure(json.loads((DATA / "form.json").read_text(encoding="utf-8")), "sha256:form"))
HERE = Situation("new", date(2026, 7, 1))


def test_a_page_is_read_into_the_draft() -> None:
    """Typed texts become answers in their canonical form; fields of other pages keep their answers."""
    posted = {
        "area": ["1.250,5"],
        "floors": ["3"],
        "kind": ["", "house"],
        "uses": ["", "rent", "live"],
        "start": ["1/9/2026"],
        "start_time": ["7h30"],
        "value": ["1.250.000 đ"],
    }
    parsed = FORM.parse("building", posted, {"full_name": "Mai", "description": "cũ"})
    assert parsed.problems == []
    assert parsed.answers == {
        "full_name": "Mai",
        "description": "cũ",
        "area": "1250.5",
        "floors": 3,
        "kind": "house",
        "uses": ["live", "rent"],
        "start": "2026-09-01",
        "start_time": "07:30",
        "value": 1250000,
    }


def test_an_emptied_box_removes_the_answer() -> None:
    """Clearing a box, or unticking every box, takes the answer out of the draft."""
    parsed = FORM.parse("building", {"floors": [""], "uses": [""]}, {"floors": 3, "uses": ["live"]})
    assert parsed.answers == {}


def test_a_refused_text_is_kept_to_be_mended_and_the_old_answer_goes() -> None:
    """What cannot be read comes back in its box, and an old value never stands for a new one."""
    parsed = FORM.parse("building", {"area": ["nhiều"]}, {"area": "100"})
    assert parsed.answers == {}
    assert parsed.typed == {"area": ["nhiều"]}
    assert [(p.pointer, p.code) for p in parsed.problems] == [("/answers/area", "wrong_decimal")]
    assert "Diện tích" in parsed.problems[0].message["vi"]
    view = FORM.view("building", parsed.answers, HERE, problems=parsed.problems, typed=parsed.typed)
    area = next(item for item in view.items if item.name == "area")
    assert (area.value, bool(area.problem)) == ("nhiều", True)


def test_hidden_fields_of_the_page_keep_what_was_typed() -> None:
    """The tax code stays in the draft when the answer that asked for it changes, and is not submitted."""
    draft = FORM.parse("who", {"represents": ["", "yes"], "tax_code": ["0100112437"]}, {}).answers
    changed = FORM.parse("who", {"represents": ["", "no"], "tax_code": ["0100112437"]}, draft).answers
    assert changed["tax_code"] == "0100112437"
    assert "tax_code" not in FORM.submission(changed, HERE)
    back = FORM.parse("who", {"represents": ["", "yes"]}, changed).answers
    assert FORM.submission(back, HERE)["tax_code"] == "0100112437"


def test_rows_are_read_by_number() -> None:
    """Each row is read on its own; rows of the draft that were not posted to keep their answers."""
    posted = {
        "owners": ["2"],
        "owners.0.who": ["An"],
        "owners.1.share": ["40"],
        "owners.1.minor": ["", "yes"],
    }
    parsed = FORM.parse("shares", posted, {"owners": [{"share": 60}]})
    assert parsed.answers["owners"] == [{"who": "An", "share": 60}, {"share": 40, "minor": True}]


def test_a_problem_in_a_row_names_the_row() -> None:
    """The sentence says which row is meant, in the words that stand above it."""
    parsed = FORM.parse("shares", {"owners.1.share": ["x"]}, {})
    assert parsed.problems[0].pointer == "/answers/owners/1/share"
    assert "Tỷ lệ (đồng sở hữu 2)" in parsed.problems[0].message["vi"]


@pytest.mark.parametrize(
    ("pressed", "before", "after", "done"),
    [
        ("add:owners", 1, 2, "add:owners"),
        ("add:owners", 5, 5, None),
        ("remove:owners:0", 2, 1, "remove:owners:0"),
        ("remove:owners:7", 2, 2, None),
        ("remove:owners", 2, 2, None),
        ("add:full_name", 2, 2, None),
        ("add:__proto__", 2, 2, None),
    ],
)
def test_rows_are_added_and_removed_by_buttons(
    pressed: str, before: int, after: int, done: str | None
) -> None:
    """The buttons work without script, within the limits of the group."""
    answers = {"owners": [{"who": f"Tên {'ABCDE'[i]}"} for i in range(before)]}
    parsed = FORM.parse("shares", {"row_action": [pressed], "owners": [str(before)]}, answers)
    assert (len(parsed.answers["owners"]), parsed.row_action) == (after, done)


def test_locked_answers_are_not_taken_from_the_browser() -> None:
    """A name that comes from the identity database cannot be typed over."""
    locked = {"full_name": "Giàng A Páo"}
    parsed = FORM.parse(
        "who", {"full_name": ["Kẻ Khác"], "phone": ["0912345678"]}, {"full_name": "Cũ"}, locked
    )
    assert parsed.answers["full_name"] == "Giàng A Páo"
    assert FORM.submission({"full_name": "Kẻ Khác"}, HERE, locked)["full_name"] == "Giàng A Páo"
    assert FORM.parse("who", {"full_name": ["123"]}, {}, locked).problems == []
    item = next(i for i in FORM.view("who", {}, HERE, locked=locked).items if i.name == "full_name")
    assert (item.widget, item.text, item.locked) == ("read_only", "Giàng A Páo", True)


def test_computed_and_registry_values_are_not_taken_from_the_browser() -> None:
    """A fee worked out by the server and a note of a registry cannot be posted."""
    parsed = FORM.parse("building", {"charge": ["1"], "register_note": ["x"], "area": ["100"]}, {})
    assert parsed.answers == {"area": "100"}


def test_files_cannot_be_claimed_by_posting_their_names() -> None:
    """Only files already attached stay attached; a stranger's file name is ignored."""
    parsed = FORM.parse("papers", {"drawings": ["mine", "stolen"]}, {"drawings": ["mine", "removed"]})
    assert parsed.answers["drawings"] == ["mine"]


def test_unknown_names_are_ignored() -> None:
    """Names that the page does not ask for change nothing."""
    posted = {
        "unknown": ["x"],
        "full_name": ["An"],
        "area.evil": ["x"],
        "owners.99999.who": ["x"],
        "owners.77.who": ["x"],
        "owners.-1.who": ["x"],
        "owners.0.unknown": ["x"],
        "__class__": ["x"],
        "": ["x"],
    }
    assert FORM.parse("building", posted, {}).answers == {}
    assert FORM.parse("shares", posted, {}).answers == {"owners": [{}]}
    with pytest.raises(KeyError):
        FORM.parse("no_such_page", posted, {})


HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "\x00",
            "\ud800",
            "a\udfffb",
            "1" * 5000,
            "-",
            "9" * 400,
            "1e999",
            "NaN",
            "٣",
            "<script>",
            "%00",
            "𝟙𝟚",
        ]
    ),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            *FORM.questions,
            "row_action",
            "home.ward",
            "owners.0.share",
            "owners.3.minor",
            "owners.99999.who",
            "born.day",
        ]
    ),
    st.text(max_size=10),
)


@given(
    st.dictionaries(NAMES, st.lists(HOSTILE, max_size=4), max_size=12),
    st.sampled_from([p.id for p in FORM.pages]),
)
@settings(max_examples=300, deadline=None)
def test_hostile_posts_are_problems_or_ignored(posted: dict[str, list[str]], page: str) -> None:
    """Whatever is posted, the page answers: the draft stays storable and every refusal has a sentence."""
    parsed = FORM.parse(page, posted, {})
    json.dumps(parsed.answers, ensure_ascii=False).encode("utf-8")
    assert "\x00" not in str(parsed.answers)
    for problem in parsed.problems:
        assert problem.message["vi"]
    FORM.problems(parsed.answers, HERE, {})
    FORM.view(page, parsed.answers, HERE, problems=parsed.problems, typed=parsed.typed)


def test_ten_megabytes_and_a_hundred_thousand_names_are_survived() -> None:
    """A post of absurd size is refused field by field and costs little."""
    posted: dict[str, list[str]] = {f"owners.{i}.who": ["A"] for i in range(100_000)}
    posted["owners.0.who"] = ["A" * 10_000_000]
    parsed = FORM.parse("shares", posted, {})
    assert len(parsed.answers["owners"]) == 5
    assert [p.code for p in parsed.problems] == ["too_long"]


def posted_from(view: Any) -> dict[str, list[str]]:
    """What a browser would post of a page nobody touched, from the plain view model."""
    posted: dict[str, list[str]] = {}
    for item in _every(view.items):
        if item.widget in ("read_only", "computed", "paper_note", "files") or item.kind != "field":
            continue
        if item.widget in ("checkboxes", "radios"):
            posted[item.name] = ["", *(option.value for option in item.options if option.selected)]
        elif item.parts:
            posted.update({part.name: [part.value] for part in item.parts})
        else:
            posted[item.name] = [item.value]
    return posted


def _every(items: Any) -> Any:
    for item in items:
        yield item
        for row in item.rows:
            yield from _every(row)


@pytest.mark.parametrize("page", [page.id for page in FORM.pages])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_sent_back_untouched_changes_nothing(page: str, language: str) -> None:
    """Opening a page and pressing Continue leaves every answer as it was."""
    view = FORM.view(page, COMPLETE, HERE, language=language)
    parsed = FORM.parse(page, posted_from(view), COMPLETE)
    assert parsed.problems == []
    assert parsed.answers == COMPLETE
