"""What the check says about a document, worked out once for each content and registry of plugins."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from forms_schema.problems import Problem

from catalog.registry import schema_registry
from forms_schema import check

MOST_KEPT = 200
_kept: OrderedDict[tuple[str, int], tuple[Problem, ...]] = OrderedDict()


def problems_of(document: Mapping[str, Any], content_hash: str) -> tuple[Problem, ...]:
    """Every finding about ``document``, whose hash is ``content_hash``."""
    registry = schema_registry.current()
    key = (content_hash, id(registry))
    if key not in _kept:
        _kept[key] = tuple(check(document, registry))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[key]
