"""Which questions are asked, which must be answered, what is worked out, and what is submitted."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from forms_schema.forms import Form, form_of
from forms_schema.model import Procedure
from forms_schema.problems import InvalidDocument
from forms_schema.situation import Situation
from hypothesis import given, settings
from hypothesis import strategies as st

DATA = Path(__file__).parent / "data"
DOCUMENT = json.loads((DATA / "form.json").read_text(encoding="utf-8"))
COMPLETE = json.loads((DATA / "form_answers.json").read_text(encoding="utf-8"))
FORM = Form(Procedure(DOCUMENT, "sha256:form"))
HERE = Situation("new", date(2026, 7, 1))


def form_with(**fields: dict[str, Any]) -> Form:
    """The sample form with some fields changed under ``x-field``."""
    document = deepcopy(DOCUMENT)
    for name, changes in fields.items():
        document["form"]["data"]["properties"][name]["x-field"].update(changes)
    return Form(Procedure(document, "sha256:changed"))


def test_a_question_is_asked_when_its_condition_holds() -> None:
    """The tax code is asked of those who act for an organisation, and of nobody else."""
    for represents in (True, False, None):
        evaluation = FORM.evaluate({**COMPLETE, "represents": represents}, HERE)
        assert ("tax_code" in evaluation.visible) == (represents is True)
        assert ("tax_code" in evaluation.required) == (represents is True)


def test_a_hidden_answer_reads_as_nothing_everywhere() -> None:
    """A sum over hidden rows and a condition on a hidden answer count it as not given."""
    shown = FORM.evaluate(COMPLETE, HERE)
    hidden = FORM.evaluate({**COMPLETE, "kind": "shop"}, HERE)
    assert (shown.values["shares_total"], hidden.values["shares_total"]) == (Decimal(100), None)
    assert hidden.values["owners"] is None
    assert "owners" not in hidden.visible


def test_a_skipped_page_is_not_counted() -> None:
    """The co-owners' page is left out for shops; the pages are numbered without it."""
    assert FORM.evaluate(COMPLETE, HERE).pages == ("who", "building", "shares", "papers")
    shop = {**COMPLETE, "kind": "shop"}
    assert FORM.evaluate(shop, HERE).pages == ("who", "building", "papers")
    assert FORM.view("papers", shop, HERE).number == FORM.view("papers", shop, HERE).count == 3


def test_required_may_depend_on_an_answer() -> None:
    """The number of floors must be given except for shops."""
    assert "floors" in FORM.evaluate({"kind": "house"}, HERE).required
    assert "floors" not in FORM.evaluate({"kind": "shop"}, HERE).required


def test_rules_hold_for_each_row_on_its_own() -> None:
    """Only the row of the child asks for a guardian; each row computes its own part of the area."""
    evaluation = FORM.evaluate(COMPLETE, HERE)
    assert "owners.0.guardian" not in evaluation.visible
    assert {"owners.1.guardian"} <= evaluation.visible & evaluation.required
    assert (evaluation.computed["owners.0.part"], evaluation.computed["owners.1.part"]) == ("72.33", "48.22")


def test_computed_money_is_whole_and_exact() -> None:
    """120.55 m² at 15,000 đồng is 1,808,250 đồng."""
    assert FORM.evaluate(COMPLETE, HERE).computed["charge"] == 1808250
    assert FORM.evaluate({}, HERE).computed["charge"] is None


def test_a_value_computed_from_a_computed_value_is_ready_in_one_pass() -> None:
    """The order in which fields are written does not matter."""
    document = deepcopy(DOCUMENT)
    fields = document["form"]["data"]["properties"]
    fields["charge"]["x-field"]["computed"] = {"add": [{"var": ["value"]}, 1]}
    fields["value"]["x-field"].update({"computed": {"mul": [{"var": ["floors"]}, 10]}})
    del fields["value"]["x-field"]["show"]
    for order in (list(fields), list(reversed(fields))):
        document["form"]["data"]["properties"] = {name: fields[name] for name in order}
        assert Form(Procedure(document, "")).evaluate(COMPLETE, HERE).computed["charge"] == 31


def test_a_circle_is_refused_with_its_path() -> None:
    """Two questions that wait for each other can never be asked: the form is refused and the circle named."""
    with pytest.raises(InvalidDocument) as refused:
        form_with(
            value={"show": {"eq": [{"var": ["start"]}, {"date": ["2026-01-01"]}]}},
            start={"show": {"gt": [{"var": ["value"]}, 5]}},
        )
    assert "value" in str(refused.value)
    assert "start" in str(refused.value)


def test_every_reason_is_a_sentence() -> None:
    """For every question there are sentences that say why it is asked or not, in both languages."""
    evaluation = FORM.evaluate(COMPLETE, HERE)
    for name in [*FORM.questions, "owners.1.guardian", "owners.0.share"]:
        for language in ("vi", "en"):
            assert evaluation.why(name, language).endswith(".")
    assert "Loại công trình là Khác" in evaluation.why("kind_other", "vi")
    assert "trả lời “Có” cho câu hỏi “Chưa thành niên?”" in evaluation.why("owners.1.guardian", "vi")


def test_only_relevant_answers_are_submitted() -> None:
    """Hidden answers and unknown names stay out of the submission; computed values are in it."""
    answers = {**COMPLETE, "kind": "shop", "tax_code": "0100112437", "unknown": "x", "fire_plan": True}
    submitted = FORM.submission(answers, HERE)
    assert {"owners", "tax_code", "unknown", "fire_plan", "shares_total"}.isdisjoint(submitted)
    assert submitted["charge"] == 1808250
    assert FORM.submission(COMPLETE, HERE)["owners"][1]["guardian"] == "Giàng A Páo"


def test_hidden_answers_of_a_row_are_not_submitted() -> None:
    """A guardian typed for somebody who is of age stays in the draft only."""
    answers = {**COMPLETE, "owners": [{"who": "An", "share": 100, "minor": False, "guardian": "Y Moan"}]}
    assert "guardian" not in FORM.submission(answers, HERE)["owners"][0]


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "represents": st.booleans(),
        "kind": st.sampled_from(["house", "shop", "other", "wrong", 5]),
        "kind_other": st.just("Chuồng trại"),
        "area": st.sampled_from(["100", "0.5", "abc", 7]),
        "floors": st.integers(-5, 80),
        "fire_plan": st.booleans(),
        "tax_code": st.just("0100112437"),
        "owners": st.lists(
            st.fixed_dictionaries(
                {}, optional={"share": st.integers(0, 120), "minor": st.booleans(), "guardian": st.just("Y")}
            ),
            max_size=4,
        ),
    },
)


@given(
    answers=ANSWERS,
    field=st.sampled_from(["represents", "kind"]),
    other=st.sampled_from([True, False, "shop", "other", None]),
)
@settings(max_examples=150, deadline=None)
def test_changing_an_answer_and_changing_it_back_restores_everything(
    answers: dict[str, Any], field: str, other: Any
) -> None:
    """A question hidden by mistake comes back with what was typed into it."""
    before = FORM.evaluate(answers, HERE)
    kept = deepcopy(answers)
    changed = {**answers, field: other}
    FORM.evaluate(changed, HERE)
    FORM.submission(changed, HERE)
    back = (
        {**changed, field: answers[field]}
        if field in answers
        else {k: v for k, v in changed.items() if k != field}
    )
    after = FORM.evaluate(back, HERE)
    assert answers == kept
    assert back == kept
    assert (after.visible, after.required, after.computed) == (
        before.visible,
        before.required,
        before.computed,
    )
    assert FORM.submission(back, HERE) == FORM.submission(answers, HERE)


@given(answers=ANSWERS)
@settings(max_examples=150, deadline=None)
def test_what_is_submitted_evaluates_as_the_draft_did(answers: dict[str, Any]) -> None:
    """Leaving hidden answers out changes nothing that is visible: hidden means not there."""
    submitted = {
        name: value for name, value in FORM.submission(answers, HERE).items() if name in FORM.questions
    }
    draft, after = FORM.evaluate(answers, HERE), FORM.evaluate(submitted, HERE)
    assert after.visible >= {name for name in draft.visible if name.count(".") == 0}
    assert after.computed == draft.computed


def test_any_json_may_be_evaluated() -> None:
    """Answers of a wrong shape, from an old draft or a hostile caller, never break the pass."""
    for value in (
        None,
        "",
        "x",
        -1,
        1.5,
        True,
        [],
        [1],
        [[]],
        {},
        {"a": 1},
        "\ud800",
        [{"share": {}}],
        10**30,
    ):
        answers = dict.fromkeys(FORM.questions, value)
        FORM.evaluate(answers, HERE)
        FORM.submission(answers, HERE)
        FORM.summary(answers, HERE)
        for page in FORM.pages:
            FORM.view(page.id, answers, HERE)


def test_a_form_is_compiled_once_for_each_version() -> None:
    """Asking twice for the form of the same version gives the same object."""
    procedure = Procedure(DOCUMENT, "sha256:once")
    assert form_of(procedure) is form_of(Procedure(DOCUMENT, "sha256:once"))


def test_a_field_of_an_unknown_type_is_refused() -> None:
    """A form that needs a plugin which is not installed is refused, and the field is named."""
    with pytest.raises(InvalidDocument) as refused:
        form_with(value={"type": "land_parcel"})
    assert "land_parcel" in str(refused.value)
