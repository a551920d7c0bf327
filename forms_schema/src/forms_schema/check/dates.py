"""Dates that no calendar has, and validity that ends before it begins."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry

_DAYS = frozenset({"from", "to", "on", "date", "issued_on", "due", "legal_due", "supplement_until"})
_MOMENTS = frozenset({"at", "due_at"})
_FREE = frozenset({"answers", "options", "next"})
"""Keys under which “to”, “from” and the like are not days."""


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Days such as 30 February, and pairs of days in the wrong order."""
    return list(_walk(document, ()))


def _walk(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        yield from _reversed(value, path)
        for key, inner in value.items():
            if key not in _FREE:
                yield from _judge(key, inner, (*path, key))
                yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index))


def _judge(key: str, value: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, str) or not (key in _DAYS or (key in _MOMENTS and path[0] == "scenarios")):
        return
    if not _real(value):
        yield finding(
            path,
            "date.no_such_day",
            f"Ngày {value} không có trong lịch. Hãy sửa ngày này.",
            f"{value} is not a day of any calendar. Mend it.",
        )


def _real(text: str) -> bool:
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _reversed(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    first, last = value.get("from"), value.get("to")
    if isinstance(first, str) and isinstance(last, str) and last < first:
        yield finding(
            (*path, "to"),
            "date.ends_before_it_begins",
            f"Ngày kết thúc {last} trước ngày bắt đầu {first}. Hãy sửa một trong hai ngày.",
            f"The last day {last} is before the first day {first}. Mend one of them.",
        )
