"""What the check says about a document, worked out once for each content, registry of plugins and calendar."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from forms_schema.problems import Problem

from catalog.reads import working_calendar
from catalog.registry import schema_registry
from forms_schema import check

MOST_KEPT = 200
_kept: OrderedDict[tuple[str, str, int], tuple[Any, tuple[Problem, ...]]] = OrderedDict()
"""By content, calendar and registry; the registry is kept with the answer, so that its id stays its own."""


def problems_of(document: Mapping[str, Any], content_hash: str) -> tuple[Problem, ...]:
    """Every finding about ``document``, whose hash is ``content_hash``; scenarios run on the province's calendar."""
    registry, calendar = schema_registry.current(), working_calendar()
    key = (content_hash, calendar.version, id(registry))
    if key not in _kept:
        _kept[key] = (registry, tuple(check(document, registry, calendar)))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[key][1]
