"""The picker and the formula as the templates draw them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from catalog.editor.conditions import formula
from catalog.editor.conditions.picker import WITHOUT_VALUE, comparisons
from catalog.editor.conditions.words import Operand

Drawn = dict[str, Any]


def draw_state(state: Mapping[str, Any], known: Mapping[str, Operand], name: str = "g") -> Drawn:
    """A group of lines with the options of each picker."""
    items = [
        draw_state(item, known, f"{name}.{number}")
        if "join" in item
        else _line(item, known, f"{name}.{number}")
        for number, item in enumerate(state["items"])
    ]
    return {"is_group": True, "name": name, "join": state["join"], "items": items, "count": len(items)}


def _line(line: Mapping[str, Any], known: Mapping[str, Operand], name: str) -> Drawn:
    operand = known.get(line["operand"])
    offered = comparisons(operand) if operand else ()
    chosen = line["comparison"] if line["comparison"] in dict(offered) else (offered[0][0] if offered else "")
    values = line["value"] if isinstance(line["value"], list) else [line["value"]]
    return {
        "is_group": False,
        "name": name,
        "operands": by_page(known, line["operand"]),
        "comparisons": [(key, label, key == chosen) for key, label in offered],
        "widget": _widget(operand, chosen),
        "choices": _choices(operand, values) if operand else [],
        "value": values[0] if values else "",
    }


def by_page(known: Mapping[str, Operand], chosen: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """What may be looked at under its headings: pages of the form, facts, named rules."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for one in known.values():
        groups.setdefault(one.page, []).append((one.key, one.label, one.key == chosen))
    return list(groups.items())


def _choices(operand: Operand, values: list[Any]) -> list[tuple[str, Any, bool]]:
    """What is chosen comes first, in the order the rule has it, so that saving does not reorder the rule."""
    known = dict(operand.choices)
    first = [(key, known[key], True) for key in values if key in known]
    return [*first, *((key, label, False) for key, label in operand.choices if key not in values)]


def _widget(operand: Operand | None, comparison: str) -> str:
    if operand is None or comparison in WITHOUT_VALUE:
        return "none"
    if operand.choices:
        return "many" if comparison == "in" else "choice"
    return {"num": "number", "date": "date"}.get(operand.kind, "text")


def draw_node(node: Mapping[str, Any], place: Any, name: str = "n", label: str = "") -> Drawn:
    """A part of a formula with its own parts."""
    kind = node["kind"]
    drawn: Drawn = {
        "name": name,
        "label": label,
        "kind": kind,
        "kinds": [(key, text, key == kind) for key, text in (*formula.PLAIN, *formula.operator_options())],
        "value": node.get("value", ""),
        "parts": [],
    }
    if kind == "answer":
        drawn["answers"] = _answers(place, node.get("value", ""))
    if kind.startswith("op:"):
        shape = formula.shape_of(kind[3:])
        parts = node["parts"]
        drawn["parts"] = [
            draw_node(part, place, f"{name}.{at}", str(at + 1)) for at, part in enumerate(parts)
        ]
        drawn["can_grow"] = shape.most is None or len(parts) < shape.most
        drawn["can_shrink"] = len(parts) > shape.least
    return drawn


def _answers(place: Any, chosen: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    rows = [
        (key, label, key == chosen)
        for key, label in formula.row_options(place.procedure.definition)
        if key not in place.known
    ]
    groups = by_page(place.known, chosen)
    return [*groups, (gettext("Rows of groups"), rows)] if rows else groups
