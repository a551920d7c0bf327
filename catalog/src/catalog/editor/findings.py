"""Findings of the check, sorted by the part and the panel they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forms_schema.addresses import address_of
from forms_schema.problems import Problem

from catalog.editor.parts import Document

PANEL_OF = {
    "form": "form",
    "rules": "checks",
    "checks": "checks",
    "components": "papers",
    "fees": "fees",
    "deadlines": "deadlines",
    "steps": "steps",
    "results": "results",
    "notices": "notices",
    "letters": "notices",
    "scenarios": "scenarios",
}


def address(document: Document, pointer: str) -> str:
    """The address by id of what a JSON pointer shows; the nearest part that exists."""
    path: list[Any] = []
    value: Any = document
    for step in pointer.split("/")[1:]:
        key: Any = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            key = int(key) if key.isdigit() and int(key) < len(value) else None
        if (
            key is None
            or (isinstance(value, Mapping) and key not in value)
            or not isinstance(value, Mapping | list)
        ):
            break
        value = value[key]
        path.append(key)
    return address_of(document, tuple(path)) if path else ""


def by_address(document: Document, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The findings by the address they belong to."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(address(document, problem.pointer), []).append(problem)
    return found


def at_or_below(findings: Mapping[str, list[Problem]], where: str) -> list[Problem]:
    """The findings at an address or inside it."""
    return [
        one for at, found in findings.items() if at == where or at.startswith(where + "/") for one in found
    ]


def panel_of(where: str) -> str:
    """The panel that edits an address."""
    return PANEL_OF.get(where.split("/")[1] if "/" in where else "", "general")


def opened_for(where: str) -> str:
    """The card to open so that the address can be seen."""
    parts = where.split("/")
    if parts[1:3] == ["form", "fields"]:
        return "/".join(parts[:6] if len(parts) > 5 and parts[4] == "fields" else parts[:4])
    if parts[1:3] == ["form", "pages"]:
        return "/".join(parts[:4])
    return "/".join(parts[:3])


def per_panel(findings: Mapping[str, list[Problem]]) -> dict[str, int]:
    """How many errors each panel has."""
    counts: dict[str, int] = {}
    for where, found in findings.items():
        errors = sum(one.severity == "error" for one in found)
        counts[panel_of(where)] = counts.get(panel_of(where), 0) + errors
    return counts
