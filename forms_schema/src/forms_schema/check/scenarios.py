"""Scenarios: every example must come out as written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.calendars import WorkingCalendar
from forms_schema.check.finding import finding
from forms_schema.loading import load
from forms_schema.problems import FormsSchemaError, Problem
from forms_schema.registry import Registry
from forms_schema.scenarios import run


def problems(document: Mapping[str, Any], registry: Registry, calendar: WorkingCalendar) -> list[Problem]:
    """One problem for every expectation that is not met, or one when the procedure has no example at all."""
    if not document["scenarios"]:
        return [_none()]
    try:
        procedure = load(document, registry)
    except FormsSchemaError as error:
        return list(error.problems)
    results = [run(procedure, scenario, calendar, registry) for scenario in procedure.scenarios]
    return [
        Problem(
            f"/scenarios/{index}{failure.pointer}", "scenario.failed", failure.message, params=failure.params
        )
        for index, result in enumerate(results)
        for failure in result.failures
    ]


def _none() -> Problem:
    return finding(
        ("scenarios",),
        "scenario.none",
        "Thủ tục chưa có kịch bản ví dụ nào. Hãy thêm ít nhất một kịch bản.",
        "The procedure has no example scenario. Add at least one.",
    )
