"""What a new version changes, and what that means for dossiers under way."""

from __future__ import annotations

import pytest
from forms_schema.versions import diff, gravest

TEXT = {"vi": "Chữ", "en": "Words"}


def fields(document):
    return document["form"]["data"]["properties"]


def new_field(document, required):
    asked = {"type": "text", "label": TEXT, "required": required, "purpose": TEXT, "sensitivity": "none"}
    fields(document)["remark"] = {"type": "string", "maxLength": 50, "x-field": asked}


CHANGES = [
    ("texts", lambda d: d["name"].update(vi="Tên khác"), "/name"),
    (
        "texts",
        lambda d: fields(d)["price"]["x-field"].update(label=TEXT),
        "/form/data/properties/price/x-field/label",
    ),
    ("texts", lambda d: d["form"]["pages"].reverse(), "/form/pages/order"),
    ("texts", lambda d: d["components"].reverse(), "/components/order"),
    ("compatible", lambda d: new_field(d, False), "/form/data/properties/remark"),
    (
        "compatible",
        lambda d: fields(d)["certificates"].update(maximum=30),
        "/form/data/properties/certificates/maximum",
    ),
    (
        "compatible",
        lambda d: fields(d)["owner_phone"]["x-field"].update(required=False),
        "/form/data/properties/owner_phone/x-field/required",
    ),
    ("compatible", lambda d: d["components"].pop(0), "/components/application"),
    ("compatible", lambda d: d["components"][0].update(max_mb=30), "/components/application/max_mb"),
    ("compatible", lambda d: d["checks"].pop(0), "/checks/shares_100"),
    ("compatible", lambda d: d["steps"][0]["share"].update(amount=1), "/steps/receive/share/amount"),
    ("compatible", lambda d: d["scenarios"].pop(), "/scenarios/before_reform_calendar"),
    ("compatible", lambda d: d["in_force"].update(to="2027-12-31"), "/in_force/to"),
    ("needs_mapping", lambda d: fields(d).pop("owner_email"), "/form/data/properties/owner_email"),
    ("needs_mapping", lambda d: fields(d)["price"].update(type="string"), "/form/data/properties/price/type"),
    ("needs_mapping", lambda d: fields(d)["hardship"]["enum"].pop(), "/form/data/properties/hardship/enum"),
    (
        "needs_mapping",
        lambda d: fields(d)["hardship"]["x-field"]["choices"].pop(),
        "/form/data/properties/hardship/x-field/choices/merit",
    ),
    ("needs_mapping", lambda d: d["cases"].pop(), "/cases/asset_on_leased_land"),
    ("needs_mapping", lambda d: d["steps"].pop(2), "/steps/tax"),
    ("breaking", lambda d: new_field(d, True), "/form/data/properties/remark"),
    (
        "breaking",
        lambda d: fields(d)["certificates"].update(maximum=10),
        "/form/data/properties/certificates/maximum",
    ),
    (
        "breaking",
        lambda d: fields(d)["certificates"].update(minimum=2),
        "/form/data/properties/certificates/minimum",
    ),
    (
        "breaking",
        lambda d: fields(d)["owner_email"]["x-field"].update(required=True),
        "/form/data/properties/owner_email/x-field/required",
    ),
    (
        "breaking",
        lambda d: fields(d)["price"]["x-field"].pop("show"),
        "/form/data/properties/price/x-field/show",
    ),
    (
        "breaking",
        lambda d: d["components"].append({**d["components"][0], "id": "photo"}),
        "/components/photo",
    ),
    ("breaking", lambda d: d["components"][0]["accept"].remove("jpg"), "/components/application/accept"),
    (
        "breaking",
        lambda d: d["fees"][0]["amount"].update(fixed=30000),
        "/fees/certificate_citizen/amount/fixed",
    ),
    (
        "breaking",
        lambda d: d["deadlines"][0]["legs"][0].update(amount=8),
        "/deadlines/change/legs/examine/amount",
    ),
    ("breaking", lambda d: d["channels"].remove("post"), "/channels"),
    ("breaking", lambda d: d["results"].pop(), "/results/certificate"),
    ("breaking", lambda d: d["rules"].update(shares_total=100), "/rules/shares_total"),
    ("breaking", lambda d: d.update(id="other"), "/id"),
]


@pytest.mark.parametrize(("kind", "edit", "pointer"), CHANGES, ids=[f"{c[0]} {c[2]}" for c in CHANGES])
def test_each_change_is_classified_with_a_reason(seed, changed, kind, edit, pointer):
    """One change gives one entry that says where, how grave, and why, in both languages."""
    changes = diff(seed("land_change"), changed("land_change", edit))
    assert [(change.pointer, change.kind) for change in changes] == [(pointer, kind)]
    assert changes[0].reason["vi"]
    assert changes[0].reason["en"]


def reasons(seed, changed, edit):
    """The place and the Vietnamese reason of each change."""
    found = diff(seed("land_change"), changed("land_change", edit))
    return [(change.pointer, change.reason["vi"]) for change in found]


def test_a_page_that_got_a_question_is_not_called_reordered(seed, changed):
    """A question put on a page reads as added, one taken off as gone, a new title as words."""
    heading = {"heading": TEXT, "id": "new_heading"}
    pages = "/form/pages/change"
    assert reasons(seed, changed, lambda d: d["form"]["pages"][3]["items"].append(heading)) == [
        (f"{pages}/items/new_heading", "Thêm vào biểu mẫu.")
    ]
    assert reasons(seed, changed, lambda d: d["form"]["pages"][3]["items"].pop()) == [
        (f"{pages}/items/financial_duties", "Không còn trong biểu mẫu.")
    ]
    assert reasons(seed, changed, lambda d: d["form"]["pages"][3].update(title=TEXT)) == [
        (f"{pages}/title", "Chỉ đổi câu chữ.")
    ]


def test_equal_documents_have_no_differences(seed):
    """Nothing changed, nothing to say."""
    assert diff(seed("land_change"), seed("land_change")) == []
    assert gravest([]) is None


def test_the_gravest_change_decides_for_the_version(seed, changed):
    """A version with one breaking change among many words is a breaking version."""

    def edit(document):
        document["name"]["vi"] = "Tên khác"
        document["fees"][0]["amount"]["fixed"] = 30000

    assert gravest(diff(seed("land_change"), changed("land_change", edit))) == "breaking"


def test_true_and_one_are_not_the_same(seed, changed):
    """A condition “always” and the number 1 differ although Python calls them equal."""
    before = changed("land_change", lambda d: d["rules"].update(always=True))
    after = changed("land_change", lambda d: d["rules"].update(always=1))
    assert [change.pointer for change in diff(before, after)] == ["/rules/always"]
