"""Who refers to a part of a document, so that nothing in use is ever removed. Scenarios do not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from forms_schema.addresses import Path, address_of, at_path
from forms_schema.problems import RuleError
from forms_schema.rule_places import rule_places
from forms_schema.rules import dependencies

Document = Mapping[str, Any]
Places = Iterator[Path]


def referrers(document: Document, path: Path) -> list[str]:
    """The addresses of everything that refers to what stands at the path; empty when it may go."""
    finder = _finder(path)
    if finder is None:
        return []
    element = at_path(document, path)
    name = str(path[-1]) if isinstance(path[-1], str) else str(element.get("id", ""))
    found = dict.fromkeys(address_of(document, place) for place in finder(document, name))
    inside = address_of(document, path)
    return [address for address in found if not address.startswith(inside + "/")]


def _finder(path: Path) -> Callable[[Document, str], Places] | None:
    if path[:3] == ("form", "data", "properties") and len(path) == 4:
        return _of_field
    if path[:1] == ("rules",) and len(path) == 2:
        return _of_rule
    lists = {
        "components": _of_component,
        "steps": _of_step,
        "legal_bases": _of_legal_basis,
        "cases": _of_case,
    }
    return lists.get(str(path[0])) if len(path) == 2 else None


def _of_field(document: Document, name: str) -> Places:
    yield from _on_pages(document, "field", name)
    yield from _in_rules(document, name)
    for index, check in enumerate(document.get("checks", [])):
        if check["at"] == name:
            yield ("checks", index, "at")
    for other, schema in document["form"]["data"]["properties"].items():
        if schema["x-field"].get("code_list", {}).get("parent") == name:
            yield ("form", "data", "properties", other, "x-field", "code_list", "parent")


def _of_rule(document: Document, name: str) -> Places:
    return _in_rules(document, f"rule:{name}")


def _in_rules(document: Document, name: str) -> Places:
    for place in rule_places(document):
        try:
            read = dependencies(place.tree)
        except RuleError:
            continue
        if name in read:
            yield place.path


def _of_component(document: Document, name: str) -> Places:
    yield from _on_pages(document, "component", name)
    for index, fee in enumerate(document["fees"]):
        for at, exemption in enumerate(fee.get("exemptions", [])):
            if exemption.get("proof") == name:
                yield ("fees", index, "exemptions", at, "proof")


def _on_pages(document: Document, kind: str, name: str) -> Places:
    for index, page in enumerate(document["form"]["pages"]):
        for at, item in enumerate(page["items"]):
            if item.get(kind) == name:
                yield ("form", "pages", index, "items", at)


def _of_step(document: Document, name: str) -> Places:
    for index, step in enumerate(document["steps"]):
        for at, way in enumerate(step["next"]):
            if way["to"] == name:
                yield ("steps", index, "next", at)


def _of_legal_basis(document: Document, name: str) -> Places:
    return _keyed(document, (), "legal_basis", name)


def _of_case(document: Document, name: str) -> Places:
    return _keyed(document, (), "case", name)


def _keyed(value: Any, path: Path, key: str, name: str) -> Places:
    """Every ``key`` that is the name or a list with it, outside of scenarios."""
    if isinstance(value, Mapping):
        for inner, part in value.items():
            if inner == key and (part == name or (isinstance(part, list) and name in part)):
                yield (*path, inner)
            elif (*path, inner) != ("scenarios",):
                yield from _keyed(part, (*path, inner), key, name)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _keyed(part, (*path, index), key, name)
