"""Scenarios: examples that must come out right before anything is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from forms_schema.problems import FormsSchemaError
from forms_schema.scenarios import run

from catalog.editor.binding import Look, slug
from catalog.editor.parts import Panel, text_in
from catalog.reads import working_calendar
from catalog.registry import schema_registry
from forms_schema import load


def context(look: Look, **_more: Any) -> dict[str, Any]:
    """Every scenario with what came of it."""
    scenarios = look.document["scenarios"]
    if not scenarios:
        return {"rows": [], "passed": 0}
    registry, calendar = schema_registry.current(), working_calendar()
    procedure = load(look.document, registry)
    rows = [
        _row(scenario, _failures(procedure, scenario, calendar, registry), look) for scenario in scenarios
    ]
    return {"rows": rows, "passed": sum(not row["failures"] for row in rows)}


def _failures(
    procedure: Any, scenario: Mapping[str, Any], calendar: Any, registry: Any
) -> list[Mapping[str, str]]:
    try:
        return [failure.message for failure in run(procedure, scenario, calendar, registry).failures]
    except FormsSchemaError as refusal:
        return [problem.message for problem in refusal.problems]


def _row(scenario: Mapping[str, Any], failures: list[Mapping[str, str]], look: Look) -> dict[str, Any]:
    at = f"/scenarios/{scenario['id']}"
    expect = scenario["expect"]
    return {
        "at": at,
        "id": slug(at),
        "title": text_in(scenario["title"], look.language),
        "situation": scenario["situation"],
        "expects": [name for name in EXPECTED if name in expect],
        "labels": [EXPECTED[name] for name in expect if name in EXPECTED],
        "failures": [one.get(look.language) or one["vi"] for one in failures],
    }


EXPECTED = {
    "visible": _("questions asked"),
    "hidden": _("questions not asked"),
    "required": _("questions required"),
    "problems": _("problems"),
    "components": _("papers"),
    "fees": _("fee lines"),
    "total": _("total to pay"),
    "due": _("due date"),
    "due_at": _("due time"),
    "legal_due": _("legal due date"),
    "verdict": _("verdict"),
    "route": _("route"),
}


SCENARIOS = Panel("scenarios", _("Scenarios"), template="catalog/editor/scenarios.html", extra=context)
