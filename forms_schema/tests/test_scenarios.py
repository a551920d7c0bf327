"""Running examples: what was expected is compared, and nothing else."""

from __future__ import annotations

import pytest
from forms_schema.calendars import VIETNAM
from forms_schema.scenarios import run

from forms_schema import load


def outcome(document, expect, **changes):
    """The result of the document's first scenario with other expectations."""
    scenario = {**document["scenarios"][0], **changes, "expect": expect}
    return run(load(document), scenario, VIETNAM)


WRONG = [
    ("visible", ["price", "owners"]),
    ("hidden", ["owner_id"]),
    ("required", ["owner_id"]),
    ("problems", [{"code": "required"}]),
    ("components", [{"id": "application", "required": True}]),
    ("fees", []),
    ("total", 595001),
    ("due", "2026-07-30"),
    ("due_at", "2026-07-29T17:00"),
    ("legal_due", "2026-07-28"),
    ("verdict", "early"),
    ("supplement_until", "2026-08-05"),
    ("shares", []),
    ("route", ["receive", "examine", "update", "sign", "return"]),
]


@pytest.mark.parametrize(("key", "wanted"), WRONG, ids=[key for key, _ in WRONG])
def test_an_expectation_that_is_not_met_says_what_came_out(seed, key, wanted):
    """A wrong expectation fails alone, and says in both languages what was wanted and what came out."""
    result = outcome(seed("land_change"), {key: wanted, "total": 595000} if key != "total" else {key: wanted})
    assert [failure.pointer for failure in result.failures] == [f"/expect/{key}"]
    assert "Mong đợi" in result.failures[0].message["vi"]
    assert "Expected" in result.failures[0].message["en"]


def test_what_a_scenario_does_not_mention_is_not_compared(seed):
    """An example about money says nothing about dates."""
    assert outcome(seed("land_change"), {"total": 595000}).passed


def test_the_order_of_components_and_problems_does_not_matter(seed):
    """Lists of papers and problems are compared as sets."""
    document = seed("land_change")
    scenario = next(s for s in document["scenarios"] if s["id"] == "above_limits")
    turned = {**scenario, "expect": {"problems": scenario["expect"]["problems"][::-1]}}
    assert run(load(document), turned, VIETNAM).passed


def test_an_example_outside_every_deadline_fails_and_does_not_crash(seed):
    """A case without a deadline is a failed expectation with a sentence, not an error of the machine."""
    document = seed("land_change")
    document["deadlines"] = document["deadlines"][1:]
    result = outcome(document, {"due": "2026-07-29"})
    assert not result.passed


def test_without_a_day_the_first_event_dates_the_dossier(seed):
    """A scenario that names no day is dated by its first event."""
    document = seed("land_change")
    situation = {k: v for k, v in document["scenarios"][0]["situation"].items() if k != "on"}
    online = {**situation, "channel": "online"}
    events = [{"event": "accepted", "at": "2026-06-30T09:00"}]
    fees = {"fees": [{"id": "certificate_citizen", "amount": 25000}, {"id": "appraisal", "amount": 570000}]}
    assert outcome(document, fees, situation=online, events=events).passed
