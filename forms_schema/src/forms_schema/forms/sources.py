"""Code lists: where the choices of `code` and `address` fields come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from forms_schema.fields.structures import PROVINCES, WARDS, code_source
from forms_schema.registry import Registry

from .questions import Question


class CodeSource(Protocol):
    """A code list: the codes valid on a day, below a parent code where the list has levels."""

    def options(self, parent: str | None, on: date) -> Sequence[tuple[str, Mapping[str, str]]]:
        """(code, name in vi and en), in the order people expect; nothing below an unknown parent."""
        ...


Options = tuple[tuple[str, Mapping[str, str]], ...]


def options_of(registry: Registry | None, source: str, parent: str | None, on: date) -> Options | None:
    """The choices of a list on a day; None when the list is not installed (then people type the value)."""
    found = registry.sources.get(source) if registry else None
    return None if found is None else tuple(found.options(parent, on))


def options_for(
    registry: Registry | None, question: Question, answers: Mapping[str, Any], on: date
) -> Options | None:
    """The choices of a `code` field, narrowed by the answer of its parent field."""
    source, parent = code_source(question.written)
    above = answers.get(parent) if parent else None
    if parent and not isinstance(above, str):
        return None if options_of(registry, source, None, on) is None else ()
    return options_of(registry, source, above, on)


def address_options(registry: Registry | None, value: Any, on: date) -> dict[str, Options | None]:
    """Provinces, and the wards of the province chosen."""
    province = value.get("province") if isinstance(value, Mapping) else None
    provinces = options_of(registry, PROVINCES, None, on)
    wards = options_of(registry, WARDS, province, on) if isinstance(province, str) and province else None
    if provinces is not None and wards is None and registry and WARDS in registry.sources:
        wards = ()
    return {"province": provinces, "ward": wards}
