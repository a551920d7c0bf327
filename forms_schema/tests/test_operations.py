"""Small changes of a document: what they do, how they are taken back, when they are refused."""

from __future__ import annotations

import pytest
from forms_schema.addresses import NoSuchAddress
from forms_schema.operations import OperationRefused, StaleBase, apply, resolve

from forms_schema import content_hash

TEXT = {"vi": "Chữ", "en": "Words"}
NEW_FIELD = {
    "type": "string",
    "maxLength": 50,
    "x-field": {"type": "text", "label": TEXT, "purpose": TEXT, "sensitivity": "none"},
}
NEW_STEP = {
    "id": "archive",
    "name": TEXT,
    "role": "returner",
    "agency": "receiving",
    "actions": [],
    "next": [{"to": "return"}],
}
CHANGES = [
    {"op": "set", "at": "/name/vi", "value": "Tên khác"},
    {"op": "set", "at": "/form/fields/owner_name/x-field/label", "value": TEXT},
    {"op": "set", "at": "/form/fields/owners/fields/share/x-field/places", "value": 4},
    {"op": "set", "at": "/components/contract/max_mb", "value": 30},
    {"op": "set", "at": "/deadlines/change/legs/examine/amount", "value": 8},
    {"op": "set", "at": "/deadlines/change/pauses/posting/effect", "value": "restart"},
    {"op": "set", "at": "/steps/examine/next/tax/when", "value": {"eq": [{"ctx": ["case"]}, "gift"]}},
    {"op": "set", "at": "/notices/taken_in/sms", "value": TEXT},
    {"op": "add", "at": "/form/fields/remark", "value": NEW_FIELD},
    {
        "op": "add",
        "at": "/form/pages/owner/items",
        "value": {"text": TEXT, "id": "hint"},
        "before": "owner_id",
    },
    {"op": "add", "at": "/steps", "value": NEW_STEP, "before": "return"},
    {"op": "add", "at": "/rules/large", "value": {"gt": [{"var": ["parcel_area"]}, 500]}},
    {"op": "move", "at": "/form/pages/owner/items/owner_phone", "before": "owner_id"},
    {"op": "move", "at": "/form/pages/owner/items/owner_email", "to": "/form/pages/representative/items"},
    {"op": "move", "at": "/form/pages/wishes", "before": "owner"},
    {"op": "remove", "at": "/components/contract/max_files"},
    {"op": "remove", "at": "/checks/area_within"},
    {"op": "remove", "at": "/form/pages/owner/items/owner_email"},
    {"op": "remove", "at": "/results/certificate"},
]


@pytest.mark.parametrize("operation", CHANGES[:-1], ids=[f"{o['op']} {o['at']}" for o in CHANGES[:-1]])
def test_every_change_can_be_taken_back(seed, operation):
    """A change changes something; its inverse gives the very document there was before."""
    before = seed("land_change")
    after, inverse = apply(before, {**operation, "base": content_hash(before)})
    assert content_hash(after) != content_hash(before)
    again, _ = apply(after, inverse)
    assert again == before
    assert content_hash(again) == content_hash(before)


def test_the_document_given_is_never_touched(seed):
    """The old version stays what it was while the new one is made."""
    before = seed("land_change")
    apply(before, {"op": "add", "at": "/steps", "value": NEW_STEP})
    assert before == seed("land_change")


def test_addresses_follow_elements_not_positions(seed):
    """After something is added in front, the same address still means the same element."""
    before = seed("land_change")
    after, _ = apply(before, {"op": "add", "at": "/steps", "value": NEW_STEP, "before": "receive"})
    assert resolve(after, "/steps/sign") == resolve(before, "/steps/sign")


def test_moving_puts_an_element_where_it_was_asked(seed):
    """The telephone number moves in front of the id number."""
    after, _ = apply(
        seed("land_change"), {"op": "move", "at": "/form/pages/owner/items/owner_phone", "before": "owner_id"}
    )
    fields = [item.get("field") for item in resolve(after, "/form/pages/owner/items")]
    assert fields.index("owner_phone") == fields.index("owner_id") - 1


def test_a_change_made_for_an_older_document_is_refused(seed):
    """Two people edit at once: the second is told to look at the first one's change."""
    first = seed("land_change")
    second, _ = apply(first, {"op": "set", "at": "/name/vi", "value": "Tên khác"})
    with pytest.raises(StaleBase) as refused:
        apply(second, {"op": "set", "at": "/code", "value": "1", "base": content_hash(first)})
    assert refused.value.problems[0].code == "operation.stale_base"


REFUSED = [
    ("operation.in_use", {"op": "remove", "at": "/form/fields/mortgaged"}),
    ("operation.in_use", {"op": "remove", "at": "/components/poor_household"}),
    ("operation.in_use", {"op": "remove", "at": "/steps/tax"}),
    ("operation.in_use", {"op": "remove", "at": "/rules/shares_total"}),
    ("operation.in_use", {"op": "remove", "at": "/legal_bases/nd101"}),
    ("operation.in_use", {"op": "remove", "at": "/cases/gift"}),
    ("operation.id_is_for_life", {"op": "set", "at": "/components/contract/id", "value": "deal"}),
    ("operation.name_taken", {"op": "add", "at": "/steps", "value": {**NEW_STEP, "id": "tax"}}),
    ("operation.name_taken", {"op": "add", "at": "/form/fields/price", "value": NEW_FIELD}),
    ("operation.not_in_a_list", {"op": "move", "at": "/form/fields/price"}),
    ("operation.shape", {"op": "replace", "at": "/name", "value": 1}),
    ("operation.shape", {"op": "set", "at": "/name"}),
    ("document.wrong_type", {"op": "set", "at": "/components/contract/max_mb", "value": "30"}),
    ("document.unknown_key", {"op": "set", "at": "/components/contract/max_mbs", "value": 30}),
    ("document.too_few", CHANGES[-1]),
]


@pytest.mark.parametrize(("code", "operation"), REFUSED, ids=[f"{code} {o['at']}" for code, o in REFUSED])
def test_changes_that_would_break_the_document_are_refused(seed, code, operation):
    """What is in use is not removed, ids stay for life, and the result must have the shape of a document."""
    with pytest.raises(OperationRefused) as refused:
        apply(seed("land_change"), operation)
    assert code in [problem.code for problem in refused.value.problems]


def test_who_uses_a_question_is_listed(seed):
    """Whoever wants to remove a question sees every place that asks for it."""
    with pytest.raises(OperationRefused) as refused:
        apply(seed("land_change"), {"op": "remove", "at": "/form/fields/mortgaged"})
    assert refused.value.problems[0].params["used_at"] == [
        "/form/pages/parcel/items/mortgaged",
        "/components/mortgagee_consent/when",
    ]


@pytest.mark.parametrize(
    "at", ["name", "/nowhere/x", "/steps/nobody", "/steps/99", "/name/vi/deeper", "/form/fields/x/type"]
)
def test_an_address_that_leads_nowhere_is_refused(seed, at):
    """A wrong address is named, nothing is changed."""
    with pytest.raises(NoSuchAddress):
        apply(seed("land_change"), {"op": "remove", "at": at})
