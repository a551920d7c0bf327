"""Everything that keeps a form from being submitted, said so that a person can mend it."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from forms_schema.forms import FileFact, Form
from forms_schema.model import Procedure
from forms_schema.problems import Problem
from forms_schema.registry import Registry
from forms_schema.rules import NUM, RuleFunction
from forms_schema.situation import Situation

DATA = Path(__file__).parent / "data"
DOCUMENT = json.loads((DATA / "form.json").read_text(encoding="utf-8"))
COMPLETE = json.loads((DATA / "form_answers.json").read_text(encoding="utf-8"))
FORM = Form(Procedure(DOCUMENT, "sha256:form"))
HERE = Situation("new", date(2026, 7, 1))
PDF = FileFact("giay.pdf", 1000, "application/pdf", "f1")
PAPERS = {"application": [PDF], "land_book": [PDF]}


def codes(answers: dict[str, Any], files: Any = None, situation: Situation = HERE) -> list[tuple[str, str]]:
    return [(p.pointer, p.code) for p in FORM.problems(answers, situation, files)]


def test_a_complete_form_has_no_problem() -> None:
    """A form filled in as asked, with its papers, may be submitted."""
    assert codes(COMPLETE, PAPERS) == []


def test_every_missing_answer_is_named_in_the_order_of_the_form() -> None:
    """An empty form lists what is missing, page by page."""
    expected = [
        "full_name",
        "personal_id",
        "born",
        "phone",
        "represents",
        "home",
        "kind",
        "area",
        "floors",
        "agreed",
    ]
    assert codes({}) == [(f"/answers/{name}", "required") for name in expected]


def test_hidden_questions_are_never_missing() -> None:
    """What is not asked is not required, whatever the field says."""
    shop = {**COMPLETE, "kind": "shop", "owners": [{}], "floors": None}
    assert codes(shop) == []


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"full_name": "An 2"}, "/answers/full_name", "wrong_name"),
        ({"full_name": "A" * 101}, "/answers/full_name", "too_long"),
        ({"full_name": 5}, "/answers/full_name", "wrong_name"),
        ({"full_name": "An\x00"}, "/answers/full_name", "unreadable_text"),
        ({"full_name": "\ud800"}, "/answers/full_name", "unreadable_text"),
        ({"personal_id": "123"}, "/answers/personal_id", "wrong_personal_id"),
        ({"personal_id": "003085001234"}, "/answers/personal_id", "wrong_personal_id"),
        ({"born": "1985-02-30"}, "/answers/born", "no_such_day"),
        ({"phone": "+84912345678"}, "/answers/phone", "wrong_phone"),
        ({"email": "an"}, "/answers/email", "wrong_email"),
        ({"home": {"province": "15"}}, "/answers/home", "incomplete"),
        ({"home": {"province": "15", "ward": "1", "x": "y"}}, "/answers/home", "wrong_form"),
        ({"home": "15"}, "/answers/home", "wrong_form"),
        ({"kind": "castle"}, "/answers/kind", "not_a_choice"),
        ({"uses": ["live", "live"]}, "/answers/uses", "repeated"),
        ({"uses": ["live", "sleep"]}, "/answers/uses", "not_a_choice"),
        ({"area": "0.5"}, "/answers/area", "too_small"),
        ({"area": "1.234"}, "/answers/area", "too_many_places"),
        ({"area": 120}, "/answers/area", "wrong_decimal"),
        ({"floors": 61}, "/answers/floors", "too_large"),
        ({"floors": "3"}, "/answers/floors", "wrong_form"),
        ({"start": "2026-02-30"}, "/answers/start", "no_such_day"),
        ({"owners": [{"who": "An", "share": 101}]}, "/answers/owners/0/share", "too_large"),
        ({"owners": [{"who": "An"}]}, "/answers/owners/0/share", "required"),
        ({"owners": ["x"]}, "/answers/owners", "wrong_form"),
        ({"owners": "x"}, "/answers/owners", "wrong_form"),
        ({"owners": [{"who": "An", "share": 1}] * 6}, "/answers/owners", "too_many"),
        ({"owners": [{"who": "An", "share": 99}]}, "/answers/owners", "check.shares_make_100"),
        ({"drawings": ["../etc/passwd"]}, "/answers/drawings", "wrong_form"),
        ({"agreed": False}, "/answers/agreed", "not_a_choice"),
    ],
)
def test_each_mistake_has_its_place_and_its_sentence(
    changes: dict[str, Any], pointer: str, code: str
) -> None:
    """One mistake gives a problem at its field; the sentence names the field in both languages."""
    found = [p for p in FORM.problems({**COMPLETE, **changes}, HERE) if p.pointer == pointer]
    assert [p.code for p in found][:1] == [code]
    name = pointer.split("/")[2]
    label = DOCUMENT["form"]["data"]["properties"][name]["x-field"]["label"]
    if len(pointer.split("/")) > 4:
        label = DOCUMENT["form"]["data"]["properties"][name]["items"]["properties"][pointer.split("/")[4]][
            "x-field"
        ]["label"]
    for language, verbs in {
        "vi": ("Hãy",),
        "en": (
            "Type",
            "Check",
            "Choose",
            "Clear",
            "Shorten",
            "Remove",
            "Fill",
            "Round",
            "Compare",
            "Read",
            "Correct",
        ),
    }.items():
        sentence = found[0].message[language]
        assert code.startswith("check.") or label[language] in sentence
        assert any(verb in sentence for verb in verbs), sentence


def test_a_large_limit_is_written_with_its_thousands() -> None:
    """Nobody has to count zeros: the limit of a sum of money stands in groups of three."""
    document = deepcopy(DOCUMENT)
    document["form"]["data"]["properties"]["floors"]["maximum"] = 900000000
    form = Form(Procedure(document, "sha256:large"))
    found = form.problems({**COMPLETE, "floors": 900000001}, HERE)[0]
    assert "không được quá 900.000.000." in found.message["vi"]
    assert "must not be more than 900,000,000." in found.message["en"]


def test_nesting_bombs_are_refused() -> None:
    """A value nested thousands of levels deep is a problem at its field, not a crash."""
    bomb: Any = "x"
    for _ in range(5000):
        bomb = [bomb]
    found = FORM.problems({**COMPLETE, "uses": bomb}, HERE)
    assert [(p.pointer, p.code) for p in found] == [("/answers/uses", "unreadable_text")]


def test_missing_papers_are_asked_for_online() -> None:
    """Online every required paper is uploaded; of a group one is enough; papers that are shown are not."""
    assert codes(COMPLETE, {}) == [
        ("/components/application", "component_missing"),
        ("/components/land_book", "component_missing"),
    ]
    assert codes(COMPLETE, {"application": [PDF], "land_contract": [PDF]}) == []


def test_papers_are_not_asked_for_twice_at_the_counter() -> None:
    """Who comes to the counter brings the papers; the form does not ask for files."""
    assert codes(COMPLETE, {}, Situation("new", date(2026, 7, 1), channel="direct")) == []


def test_a_paper_that_a_rule_asks_for_is_missing_only_then() -> None:
    """Seven floors need the fire approval, six do not."""
    tall = {**COMPLETE, "floors": 7, "fire_plan": True}
    assert codes(tall, PAPERS) == [("/components/fire_approval", "component_missing")]
    assert codes({**tall, "floors": 6}, PAPERS) == []


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([FileFact("anh.png", 10, "image/png")], "component_kind"),
        ([FileFact("to.pdf", 5_000_001, "application/pdf")], "component_too_large"),
        ([PDF, PDF], "component_too_many"),
    ],
)
def test_wrong_files_are_refused(files: list[FileFact], code: str) -> None:
    """A file of another kind, too large, or one too many is named with what to do."""
    found = FORM.problems(COMPLETE, HERE, {**PAPERS, "application": files})
    assert [(p.pointer, p.code) for p in found] == [("/components/application", code)]
    assert "Đơn đề nghị" in found[0].message["vi"]
    assert "Hãy" in found[0].message["vi"]


class Occupations:
    """A code list of three occupations, one of them abolished in 2026."""

    def options(self, parent: str | None, on: date) -> list[tuple[str, dict[str, str]]]:
        names = {"1": "Nông dân", "2": "Giáo viên", "3": "Thợ khâu nón"}
        return [(code, {"vi": name}) for code, name in names.items() if code != "3" or on.year < 2026]


class Wards:
    """Wards of two provinces."""

    def options(self, parent: str | None, on: date) -> list[tuple[str, dict[str, str]]]:
        wards = {"15": [("02647", "Phường Cam Đường")], "01": [("00001", "Phường Ba Đình")]}
        return [(code, {"vi": name}) for code, name in wards.get(parent or "", [])]


class Provinces:
    """Two provinces."""

    def options(self, parent: str | None, on: date) -> list[tuple[str, dict[str, str]]]:
        return [("15", {"vi": "Tỉnh Lào Cai"}), ("01", {"vi": "Thành phố Hà Nội"})]


LISTS = Registry(sources={"occupations": Occupations(), "provinces": Provinces(), "wards": Wards()})
WITH_LISTS = Form(Procedure(DOCUMENT, "sha256:lists"), LISTS)


def test_a_code_must_be_in_its_list_on_the_day_of_the_dossier() -> None:
    """An occupation abolished in 2026 is accepted for dossiers of 2025 only."""
    answers = {**COMPLETE, "occupation": "3"}
    old, new = Situation("new", date(2025, 7, 1)), HERE
    assert [p.code for p in WITH_LISTS.problems(answers, old)] == []
    assert [(p.pointer, p.code) for p in WITH_LISTS.problems(answers, new)] == [
        ("/answers/occupation", "not_a_choice")
    ]


def test_a_ward_must_belong_to_its_province() -> None:
    """A ward of Hà Nội is not accepted in Lào Cai."""
    good = {"province": "15", "ward": "02647"}
    assert WITH_LISTS.problems({**COMPLETE, "home": good}, HERE) == []
    wrong = WITH_LISTS.problems({**COMPLETE, "home": {**good, "ward": "00001"}}, HERE)
    assert [(p.pointer, p.code) for p in wrong] == [("/answers/home", "not_a_choice")]


def test_the_summary_reads_names_not_codes() -> None:
    """Check-your-answers shows labels, names of places, grouped numbers and dates as people write them."""
    rows = {row.field: row.text for page in WITH_LISTS.summary(COMPLETE, HERE) for row in page.rows}
    assert rows["home"] == "Thôn Nà Lầu, Phường Cam Đường, Tỉnh Lào Cai"
    assert rows["charge"] == "1.808.250 đồng"
    assert rows["area"] == "120,55 m²"
    assert rows["uses"] == "Để ở; Cho thuê"
    assert rows["start"] == "01/09/2026"
    assert rows["born"] == "1985"
    assert rows["represents"] == "Không"
    assert rows["owners.1.guardian"] == "Giàng A Páo"
    assert rows["email"] == "(chưa trả lời)"
    assert "tax_code" not in rows
    english = {row.field: row.text for page in FORM.summary(COMPLETE, HERE, "en") for row in page.rows}
    assert (english["start"], english["charge"]) == ("1 September 2026", "1,808,250 VND")


def test_a_plugin_function_that_fails_is_a_problem_not_a_crash() -> None:
    """When a plugin cannot compute a value, the person is told so at that field."""
    document = deepcopy(DOCUMENT)
    document["form"]["data"]["properties"]["value"]["x-field"].update(
        {"computed": {"call": ["land_price", {"var": ["area"]}]}, "show": {"ne": [{"var": ["kind"]}, "shop"]}}
    )

    def fails(area: Any) -> Any:
        raise RuntimeError("the service is down")

    registry = Registry(functions={"land_price": RuleFunction("land_price", (NUM,), NUM, fails)})
    form = Form(Procedure(document, ""), registry)
    assert [(p.pointer, p.code) for p in form.problems(COMPLETE, HERE)] == [("/answers/value", "rule_failed")]
    item = next(i for i in form.view("building", COMPLETE, HERE).items if i.name == "value")
    assert item.computed_rule is None


def test_going_on_asks_only_about_the_page_at_hand() -> None:
    """Continue on one page lists what is missing there, papers on the page that asks for them."""
    first = FORM.problems({}, HERE, {}, page="who")
    assert [p.pointer.split("/")[2] for p in first] == [
        "full_name",
        "personal_id",
        "born",
        "phone",
        "represents",
        "home",
    ]
    last = FORM.problems(COMPLETE, HERE, {}, page="papers")
    assert [p.pointer for p in last] == ["/components/application", "/components/land_book"]
    everything = FORM.problems({}, HERE, {})
    assert sum(len(FORM.problems({}, HERE, {}, page=page.id)) for page in FORM.pages) == len(everything)


def test_a_refused_text_is_not_also_called_missing() -> None:
    """Who typed a wrong number is told what is wrong with it, not that it is missing."""
    parsed = FORM.parse("building", {"area": ["nhiều"]}, COMPLETE)
    found = FORM.problems(parsed.answers, HERE, page="building", already=parsed.problems)
    assert [(p.pointer, p.code) for p in found] == [("/answers/area", "wrong_decimal")]


def test_locked_answers_stand_for_what_is_stored() -> None:
    """A locked value makes the form complete and is the one that is judged."""
    draft = {name: value for name, value in COMPLETE.items() if name != "full_name"}
    assert codes(draft) == [("/answers/full_name", "required")]
    assert FORM.problems(draft, HERE, None, {"full_name": "Y Moan"}) == []


def test_facts_of_files_come_from_anything_with_the_same_names() -> None:
    """The platform may hand in its own file objects."""
    stored: Any = SimpleNamespace(name="a.pdf", size=10, kind="pdf", id="x")
    assert codes(COMPLETE, {"application": [stored], "land_book": [stored]}) == []


def test_problems_are_listed_in_the_order_of_the_form() -> None:
    """What could not be read, what is missing and what a rule forbids: from the top of the page to its end."""
    first, *_rest, last = FORM.pages_by_id[FORM.pages[0].id].fields
    unread = [Problem(f"/answers/{last}", "unreadable", {"vi": "Hãy gõ lại.", "en": "Type it again."})]
    found = FORM.problems({}, HERE, page=FORM.pages[0].id, already=unread)
    order = [problem.pointer.split("/")[2] for problem in found]
    places = [FORM.pages[0].fields.index(name) for name in order]
    assert len(places) > 1
    assert places == sorted(places)
    assert order[0] == first
