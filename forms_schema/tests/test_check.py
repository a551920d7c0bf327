"""What publishing asks of a document: one small mistake at a time, each with its own code."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from forms_schema import check

CITIZEN = {"eq": [{"ctx": ["applicant"]}, "citizen"]}


def field(document, name):
    return document["form"]["data"]["properties"][name]


def asked(document, name):
    return field(document, name)["x-field"]


def add_step(document, **step):
    base = {
        "name": {"vi": "Bước", "en": "Step"},
        "role": "leader",
        "agency": "competent",
        "actions": [],
        "next": [],
    }
    document["steps"].append({**base, **step})


def circle_of_rules(document):
    document["rules"]["a"] = {"rule": ["b"]}
    document["rules"]["b"] = {"rule": ["a"]}


def circle_of_questions(document):
    asked(document, "mortgaged")["show"] = {"eq": [{"var": ["parcel_number"]}, 1]}
    asked(document, "parcel_number")["show"] = {"eq": [{"var": ["mortgaged"]}, True]}


def group_of_one(document):
    document["components"] = [c for c in document["components"] if c["id"] != "meeting_record"]
    page = document["form"]["pages"][-1]
    page["items"] = [item for item in page["items"] if item.get("component") != "meeting_record"]


LAND, COPIES = "land_change", "certified_copies"
MISTAKES = [
    ("date.no_such_day", LAND, lambda d: d["in_force"].update({"from": "2026-02-30"}), "/in_force/from"),
    ("date.ends_before_it_begins", LAND, lambda d: d["in_force"].update(to="2020-01-01"), "/in_force/to"),
    ("id.repeated", LAND, lambda d: d["cases"][1].update(id="transfer"), "/cases/1/id"),
    (
        "id.repeated",
        LAND,
        lambda d: d["results"].append({**d["results"][0], "id": "other"}),
        "/results/1/code",
    ),
    (
        "reference.missing",
        LAND,
        lambda d: d["form"]["pages"][0]["items"].append({"field": "owner_nam"}),
        "/form/pages/0/items/10/field",
    ),
    (
        "reference.missing",
        LAND,
        lambda d: d["form"]["pages"][0]["items"].append({"component": "x"}),
        "/form/pages/0/items/10/component",
    ),
    ("reference.missing", LAND, lambda d: d["checks"][0].update(at="nobody"), "/checks/0/at"),
    (
        "reference.missing",
        LAND,
        lambda d: d["fees"][0]["exemptions"][0].update(proof="x"),
        "/fees/0/exemptions/0/proof",
    ),
    ("reference.missing", LAND, lambda d: d["fees"][0].update(legal_basis="x"), "/fees/0/legal_basis"),
    ("reference.missing", LAND, lambda d: d["steps"][0]["next"][0].update(to="x"), "/steps/0/next/0/to"),
    (
        "reference.missing",
        LAND,
        lambda d: asked(d, "owner_name")["prefill"].update(source="x"),
        "/form/data/properties/owner_name/x-field/prefill/source",
    ),
    (
        "reference.missing",
        LAND,
        lambda d: d["components"][4]["replaced_by"].update(source="x"),
        "/components/4/replaced_by/source",
    ),
    (
        "deadline.unknown_leg",
        LAND,
        lambda d: d["deadlines"][0]["modifiers"][0].update(leg="x"),
        "/deadlines/0/modifiers/0/leg",
    ),
    (
        "form.placed_twice",
        LAND,
        lambda d: d["form"]["pages"][1]["items"].append({"field": "owner_id"}),
        "/form/pages/1/items/5",
    ),
    (
        "form.required_field_on_no_page",
        LAND,
        lambda d: d["form"]["pages"][0]["items"].pop(6),
        "/form/data/properties/owner_phone",
    ),
    (
        "field.unknown_type",
        LAND,
        lambda d: asked(d, "price").update(type="coin"),
        "/form/data/properties/price/x-field/type",
    ),
    (
        "field.wrong_json_type",
        LAND,
        lambda d: field(d, "price").update(type="string"),
        "/form/data/properties/price/type",
    ),
    (
        "field.limit_not_allowed",
        LAND,
        lambda d: field(d, "owner_id").update(maxLength=12),
        "/form/data/properties/owner_id/maxLength",
    ),
    (
        "field.no_choices",
        LAND,
        lambda d: asked(d, "hardship").pop("choices"),
        "/form/data/properties/hardship/x-field",
    ),
    (
        "field.choices_differ",
        LAND,
        lambda d: field(d, "hardship")["enum"].pop(),
        "/form/data/properties/hardship/x-field/choices",
    ),
    (
        "field.purpose_missing",
        LAND,
        lambda d: asked(d, "owner_id").pop("purpose"),
        "/form/data/properties/owner_id/x-field",
    ),
    (
        "field.personal_type",
        LAND,
        lambda d: asked(d, "owner_id").update(sensitivity="none"),
        "/form/data/properties/owner_id/x-field/sensitivity",
    ),
    (
        "field.declaration_not_a_tick",
        LAND,
        lambda d: asked(d, "mortgaged").update(declaration=True),
        "/form/data/properties/mortgaged/x-field/declaration",
    ),
    (
        "field.declaration_not_a_tick",
        LAND,
        lambda d: asked(d, "commitment").update(declaration=True, required=CITIZEN),
        "/form/data/properties/commitment/x-field/declaration",
    ),
    (
        "rule.unknown_field",
        LAND,
        lambda d: d["checks"][1].update(fails_when={"gt": [{"var": ["changed_aera"]}, 1]}),
        "/checks/1/fails_when/gt/0/var/0",
    ),
    (
        "rule.type_clash",
        LAND,
        lambda d: asked(d, "price").update(show={"gt": [{"var": ["owner_name"]}, 5]}),
        "/form/data/properties/price/x-field/show/gt/0",
    ),
    ("rule.type_clash", LAND, lambda d: d["fees"][2].update(quantity=True), "/fees/2/quantity"),
    ("rule.cycle", LAND, circle_of_rules, "/rules/a/rule"),
    ("rule.cycle", LAND, circle_of_questions, "/rules"),
    (
        "rule.reads_later_page",
        LAND,
        lambda d: asked(d, "owner_email").update(show={"eq": [{"var": ["mortgaged"]}, True]}),
        "/form/data/properties/owner_email/x-field/show",
    ),
    (
        "rule.reads_later_page",
        LAND,
        lambda d: d["form"]["pages"][1].update(show={"eq": [{"var": ["by_representative"]}, True]}),
        "/form/pages/1/show",
    ),
    (
        "selector.unknown_value",
        LAND,
        lambda d: d["components"][2]["applies"].update(case=["sale"]),
        "/components/2/applies/case",
    ),
    ("selector.gap", LAND, lambda d: d["deadlines"][0]["applies"]["case"].remove("gift"), "/deadlines"),
    ("selector.overlap", LAND, lambda d: d["deadlines"][1]["applies"]["case"].append("gift"), "/deadlines"),
    ("selector.gap", LAND, lambda d: d["deadlines"][0]["applies"].update(to="2026-12-31"), "/deadlines"),
    (
        "scenario.unknown_situation",
        LAND,
        lambda d: d["scenarios"][0]["situation"].update(case="sale"),
        "/scenarios/0/situation/case",
    ),
    ("online.reason_missing", LAND, lambda d: d["online"].pop("reason"), "/online"),
    ("online.no_channel", COPIES, lambda d: d.update(channels=["direct"]), "/online/level"),
    ("component.note_is_a_paper", LAND, lambda d: d["components"][-1].update(originals=1), "/components/22"),
    ("component.no_number", LAND, lambda d: d["components"][0].update(originals=0), "/components/0"),
    ("component.no_format", LAND, lambda d: d["components"][0].update(accept=[]), "/components/0/accept"),
    (
        "component.wrong_fallback",
        LAND,
        lambda d: d["components"][17]["replaced_by"].update(fallback="submit_copy"),
        "/components/17/replaced_by/fallback",
    ),
    ("component.group_of_one", LAND, group_of_one, "/components/10/group"),
    ("fee.lost_zeros", LAND, lambda d: d["fees"][0]["amount"].update(fixed=100), "/fees/0/amount/fixed"),
    (
        "fee.free_without_words",
        LAND,
        lambda d: d["fees"][0]["amount"].update(fixed=0),
        "/fees/0/amount/fixed",
    ),
    (
        "fee.tiers_out_of_order",
        COPIES,
        lambda d: d["fees"][0]["amount"]["tiers"]["steps"].reverse(),
        "/fees/0/amount/tiers/steps",
    ),
    (
        "fee.percent_out_of_range",
        LAND,
        lambda d: d["fees"][2]["reductions"][0].update(percent="150"),
        "/fees/2/reductions/0/percent",
    ),
    ("fee.floor_above_cap", COPIES, lambda d: d["fees"][0].update(floor=300000), "/fees/0/floor"),
    ("fee.no_quantity", COPIES, lambda d: d["fees"][0].pop("quantity"), "/fees/0/per"),
    (
        "deadline.supplement_does_not_stop",
        LAND,
        lambda d: d["deadlines"][0]["pauses"].pop(0),
        "/deadlines/0/pauses",
    ),
    (
        "deadline.no_length",
        LAND,
        lambda d: d["deadlines"][0]["pauses"][1].update(effect="extend"),
        "/deadlines/0/pauses/1",
    ),
    (
        "deadline.reason_twice",
        LAND,
        lambda d: d["deadlines"][0]["pauses"][1].update(reason="supplement"),
        "/deadlines/0/pauses/1",
    ),
    (
        "deadline.fraction",
        LAND,
        lambda d: d["deadlines"][0]["legs"][0].update(amount="2.3"),
        "/deadlines/0/legs/0",
    ),
    ("step.end_or_next", LAND, lambda d: d["steps"][0].update(end=True), "/steps/0"),
    ("step.unreachable", LAND, lambda d: add_step(d, id="lost", end=True), "/steps/6"),
    ("step.no_end", LAND, lambda d: add_step(d, id="round", next=[{"to": "round"}]), "/steps/6"),
    ("step.no_way_left", LAND, lambda d: d["steps"][1]["next"].pop(), "/steps/1/next"),
    (
        "step.shares_above_limit",
        LAND,
        lambda d: (
            [d["steps"][i]["share"].update(amount=8) for i in (1, 3)]
            + [r.update(modifiers=[]) for r in d["deadlines"]]
        ),
        "/steps",
    ),
    (
        "notice.unknown_placeholder",
        LAND,
        lambda d: d["notices"][0]["sms"].update(vi="Đã nhận hồ sơ {dossier_cod}."),
        "/notices/0/sms/vi",
    ),
    ("text.vietnamese_missing", LAND, lambda d: d["name"].update(vi=" "), "/name/vi"),
    ("text.english_missing", LAND, lambda d: d["name"].pop("en"), "/name"),
    ("scenario.none", COPIES, lambda d: d.update(scenarios=[]), "/scenarios"),
    (
        "scenario.failed",
        COPIES,
        lambda d: d["scenarios"][0]["expect"].update(total=1),
        "/scenarios/0/expect/total",
    ),
]


@pytest.mark.parametrize(
    ("code", "name", "edit", "pointer"), MISTAKES, ids=[f"{m[0]} {m[3]}" for m in MISTAKES]
)
def test_each_mistake_is_found_where_it_is(changed, code, name, edit, pointer):
    """A document with one mistake is not published; the problem says what to do, in both languages."""
    found = [
        problem
        for problem in check(changed(name, edit))
        if (problem.code, problem.pointer) == (code, pointer)
    ]
    assert found
    for problem in found:
        assert len(problem.message["vi"]) > 20
        assert len(problem.message["en"]) > 15


@pytest.mark.parametrize("name", [LAND, COPIES])
def test_the_seed_procedures_have_no_problem_at_all(seed, name):
    """The procedures that ship may be published as far as the machine can tell, in both languages."""
    assert check(seed(name)) == []


def test_a_missing_translation_does_not_keep_a_procedure_from_being_published(changed):
    """Vietnamese comes first: a missing English text is a warning only."""
    problems = check(changed(LAND, lambda d: d["name"].pop("en")))
    assert {problem.severity for problem in problems} == {"warning"}


def test_every_code_of_the_checks_has_a_mistake_of_its_own():
    """No check exists that has never been seen to find something."""
    folder = Path(importlib.import_module("forms_schema.check").__file__).parent
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    known = {code for text in sources for code in re.findall(r'"([a-z]+\.[a-z_]+)"', text)}
    assert known
    assert known <= {code for code, *_ in MISTAKES}
