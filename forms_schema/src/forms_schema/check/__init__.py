"""Everything publishing asks of a document: structure first, then one family of checks after the other."""

from __future__ import annotations

from typing import Any

from forms_schema.calendars import VIETNAM, WorkingCalendar
from forms_schema.check import (
    components,
    dates,
    deadlines,
    fees,
    fields,
    ids,
    notices,
    references,
    rules,
    scenarios,
    situations,
    steps,
    texts,
)
from forms_schema.document import structure_problems
from forms_schema.problems import Problem
from forms_schema.registry import DEFAULT_REGISTRY, Registry

FAMILIES = (ids, references, fields, rules, situations, components, fees, deadlines, steps, notices, texts)
"""The families that need no more than a well-formed document with real dates, in the order reported."""


def check(
    document: Any, registry: Registry = DEFAULT_REGISTRY, calendar: WorkingCalendar = VIETNAM
) -> list[Problem]:
    """Every problem that keeps the document from being published, warnings included; never raises.

    The scenarios run on ``calendar``, and only when nothing else is wrong, because they would fail for the same
    reasons again.
    """
    broken = structure_problems(document) or dates.problems(document, registry)
    if broken:
        return broken
    found = [problem for family in FAMILIES for problem in family.problems(document, registry)]
    if any(problem.severity == "error" for problem in found):
        return found
    return [*scenarios.problems(document, registry, calendar), *found]


__all__ = ["check"]
