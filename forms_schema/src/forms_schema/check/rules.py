"""Rules: each gives the type its place needs, none go in a circle, none look ahead to a later page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.document.guard import pointer_to
from forms_schema.problems import Problem, RuleError
from forms_schema.registry import Registry
from forms_schema.rule_places import RulePlace, rule_places, types_of
from forms_schema.rules import check_rule, dependencies, order


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Every mistake in a rule, with a pointer to the node inside it."""
    places = rule_places(document, registry)
    found = [problem for place in places for problem in _judge(place, document, registry)]
    if found:
        return found
    return [*_circles(document, places), *_looking_ahead(document, places)]


def _judge(place: RulePlace, document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    types = types_of(document, registry, place.group)
    _, found = check_rule(place.tree, types, place.expects)
    start = pointer_to(place.path)
    return [replace(problem, pointer=start + problem.pointer, code=_code(problem.code)) for problem in found]


def _code(code: str) -> str:
    return code if "." in code else f"rule.{code.removeprefix('rule_')}"


def _circles(document: Mapping[str, Any], places: list[RulePlace]) -> Iterator[Problem]:
    trees: dict[str, tuple[Any, ...]] = {name: () for name in document["form"]["data"]["properties"]}
    for place in places:
        key = _decides(place)
        if key:
            trees[key] = (*trees.get(key, ()), place.tree)
    for page in document["form"]["pages"]:
        for item in page["items"]:
            if "field" in item and "show" in page and item["field"] in trees:
                trees[item["field"]] = (*trees[item["field"]], page["show"])
    found = order(trees)
    if isinstance(found, Problem):
        yield replace(found, pointer="/rules", code="rule.cycle")


def _decides(place: RulePlace) -> str | None:
    """The field or named rule whose value the rule decides; None for rules that nothing can read."""
    if place.path[0] == "rules":
        return f"rule:{place.path[1]}"
    if place.path[0] == "form" and place.path[1] == "data" and place.path[-1] in ("show", "computed"):
        return str(place.path[3])
    return None


def _looking_ahead(document: Mapping[str, Any], places: list[RulePlace]) -> Iterator[Problem]:
    field_page, component_page = _pages(document)
    named = document.get("rules", {})
    for place in places:
        own = _page_of(place, document, field_page, component_page)
        if own is None:
            continue
        for name in sorted(_reads(place.tree, named)):
            if field_page.get(name, -1) > own:
                yield _later(place.path, name)


def _pages(document: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, int]]:
    fields: dict[str, int] = {}
    components: dict[str, int] = {}
    for index, page in enumerate(document["form"]["pages"]):
        for item in page["items"]:
            if "field" in item:
                fields[item["field"]] = index
            if "component" in item:
                components[item["component"]] = index
    return fields, components


def _page_of(
    place: RulePlace, document: Mapping[str, Any], fields: Mapping[str, int], components: Mapping[str, int]
) -> int | None:
    """The page the rule controls; a page's own rule may only read pages before it."""
    path = place.path
    if path[:2] == ("form", "pages"):
        return int(path[2]) - 1
    if path[:2] == ("form", "data"):
        return fields.get(str(path[3]))
    if path[0] == "components":
        return components.get(document["components"][path[1]]["id"])
    return None


def _reads(tree: Any, named: Mapping[str, Any]) -> set[str]:
    """The fields a rule reads, through named rules too; there are no circles here any more."""
    found: set[str] = set()
    waiting, seen = [tree], set[str]()
    while waiting:
        try:
            read = dependencies(waiting.pop())
        except RuleError:
            continue
        for name in read:
            if name.startswith("rule:") and name not in seen:
                seen.add(name)
                waiting.append(named.get(name.removeprefix("rule:")))
            elif ":" not in name:
                found.add(name)
    return found


def _later(path: Path, name: str) -> Problem:
    return finding(
        path,
        "rule.reads_later_page",
        f"Quy tắc này đọc trường “{name}” ở trang sau. Hãy chuyển trường đó lên trước hoặc đổi quy tắc.",
        f"This rule reads the field “{name}” of a later page. Move that field forward or change the rule.",
        field=name,
    )
