"""Deadlines: exactly one for every situation, countable lengths, supplements that stop the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.check.finding import finding
from forms_schema.check.situations import dimensions_of
from forms_schema.deadlines import DeadlineRule, check_deadlines
from forms_schema.model import InForce
from forms_schema.problems import Problem
from forms_schema.registry import Registry


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Gaps, overlaps and contradictions among the deadline rules."""
    rules = [DeadlineRule.read(rule) for rule in document["deadlines"]]
    validity = InForce.read(document["in_force"])
    bounds = (validity.from_, validity.to)
    return [*check_deadlines(rules, dimensions_of(document), in_force=bounds), *_supplements(document)]


def _supplements(document: Mapping[str, Any]) -> Iterator[Problem]:
    for index, rule in enumerate(document["deadlines"]):
        asked = rule.get("supplement", {}).get("max", 0) > 0
        stops = any(pause["reason"] == "supplement" for pause in rule["pauses"])
        if asked and not stops:
            yield finding(
                ("deadlines", index, "pauses"),
                "deadline.supplement_does_not_stop",
                "Cho phép yêu cầu bổ sung nhưng chưa nói thời gian chờ ảnh hưởng thế nào. Hãy "
                "thêm lý do “supplement”.",
                "Supplements may be asked for but nothing says what the wait does. Add the "
                "reason “supplement”.",
            )
