"""Scenarios: examples that must come out right before anything is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from forms_schema.problems import FormsSchemaError
from forms_schema.scenarios import Failure, run

from catalog.editor.binding import Look, slug
from catalog.editor.ops import Operation, part_at, store
from catalog.editor.parts import ABSENT, Document, Panel, text_in
from catalog.editor.scenario_words import EXPECTED, expectation, failing_key, mismatch, takeable
from catalog.editor.values import BadInput, Posted
from catalog.reads import working_calendar
from catalog.registry import schema_registry
from forms_schema import load


def context(look: Look, **_more: Any) -> dict[str, Any]:
    """Every scenario with what came of it."""
    scenarios = look.document["scenarios"]
    if not scenarios:
        return {"rows": [], "passed": 0}
    play = _player(look.document)
    rows = [_row(scenario, play(scenario), look) for scenario in scenarios]
    return {"rows": rows, "passed": sum(not row["failures"] for row in rows)}


def _player(document: Document) -> Any:
    """Plays one scenario after the other on the province's calendar."""
    registry, calendar = schema_registry.current(), working_calendar()
    procedure = load(document, registry)

    def play(scenario: Mapping[str, Any]) -> tuple[Failure, ...]:
        try:
            return run(procedure, scenario, calendar, registry).failures
        except FormsSchemaError as refusal:
            return tuple(Failure("", one.message, {}) for one in refusal.problems)

    return play


def _row(scenario: Mapping[str, Any], failures: tuple[Failure, ...], look: Look) -> dict[str, Any]:
    at = f"/scenarios/{scenario['id']}"
    expect = scenario["expect"]
    return {
        "at": at,
        "id": slug(at),
        "title": text_in(scenario["title"], look.language),
        "situation": scenario["situation"],
        "labels": [EXPECTED[name] for name in expect if name in EXPECTED],
        "failures": [_sentence(one, look) for one in failures],
        "can_take": any(takeable(failing_key(one.pointer), one.params) for one in failures),
    }


def _sentence(failure: Failure, look: Look) -> str:
    key = failing_key(failure.pointer)
    if not key:
        return text_in(failure.message, look.language)
    words = mismatch(key, failure.params, look)
    return f"{words[:1].upper()}{words[1:]}."


def take_result(document: Document, at: str, posted: Posted) -> list[Operation]:
    """Expect what comes out now, in the fields that differ and in no other."""
    scenario = part_at(document, at)
    if scenario is ABSENT or not at.startswith("/scenarios/"):
        raise BadInput(gettext("This part is not there any more. Load the page again."))
    taken = [
        store(document, f"{at}/expect/{key}", expectation(key, one.params))
        for one in _player(document)(scenario)
        if takeable(key := failing_key(one.pointer), one.params)
    ]
    return [operation for operations in taken for operation in operations]


SCENARIOS = Panel(
    "scenarios",
    _("Scenarios"),
    template="catalog/editor/scenarios.html",
    extra=context,
    acts={"take_result": take_result},
)
