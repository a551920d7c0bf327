"""Steps: each can be reached, an end can be reached from each, and their shares fit into the legal limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from forms_schema.check.finding import finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry

Graph = Mapping[str, list[str]]
_IN_WORKING_DAYS = {"working_day": Decimal(1), "half_day": Decimal("0.5"), "working_hour": Decimal(1) / 8}


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """What is wrong with the graph of steps."""
    steps = document["steps"]
    ids = {step["id"] for step in steps}
    graph = {step["id"]: [way["to"] for way in step["next"] if way["to"] in ids] for step in steps}
    return [*_ends(steps), *_reach(steps, graph), *_open_ways(steps), *_shares(document, graph)]


def _ends(steps: list[Mapping[str, Any]]) -> Iterator[Problem]:
    for index, step in enumerate(steps):
        if step.get("end", False) == bool(step["next"]):
            yield finding(
                ("steps", index),
                "step.end_or_next",
                f"Bước “{step['id']}” phải hoặc là bước cuối, hoặc có bước tiếp theo. Hãy chọn một.",
                f"The step “{step['id']}” is either an end or has a next step. Choose one.",
            )


def _reach(steps: list[Mapping[str, Any]], graph: Graph) -> Iterator[Problem]:
    from_start = _reached(steps[0]["id"], graph)
    ends = {step["id"] for step in steps if step.get("end")}
    for index, step in enumerate(steps):
        if step["id"] not in from_start:
            yield finding(
                ("steps", index),
                "step.unreachable",
                f"Không có đường nào từ bước đầu đến bước “{step['id']}”. Hãy nối hoặc xóa bước này.",
                f"No way leads from the first step to “{step['id']}”. Connect or remove it.",
            )
        if not ends & _reached(step["id"], graph):
            yield finding(
                ("steps", index),
                "step.no_end",
                f"Từ bước “{step['id']}” không thể kết thúc hồ sơ. Hãy nối đến một bước cuối.",
                f"From the step “{step['id']}” no end can be reached. Connect it to an end.",
            )


def _reached(start: str, graph: Graph) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for following in graph[waiting.pop()]:
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


def _open_ways(steps: list[Mapping[str, Any]]) -> Iterator[Problem]:
    for index, step in enumerate(steps):
        if step["next"] and all("when" in way for way in step["next"]):
            yield finding(
                ("steps", index, "next"),
                "step.no_way_left",
                f"Mọi đường ra của bước “{step['id']}” đều có điều kiện. Hãy thêm một đường không điều kiện.",
                f"Every way out of “{step['id']}” has a condition. Add one without.",
            )


def _shares(document: Mapping[str, Any], graph: Graph) -> Iterator[Problem]:
    steps = document["steps"]
    limits = [_limit(rule["legs"]) for rule in document["deadlines"]]
    days = {step["id"]: _days(step.get("share")) for step in steps}
    if None in limits or None in days.values():
        return
    most = max((limit for limit in limits if limit is not None), default=Decimal(0))
    total = _longest(steps[0]["id"], graph, {name: share or Decimal(0) for name, share in days.items()}, {})
    if total > most:
        yield finding(
            ("steps",),
            "step.shares_above_limit",
            f"Tổng thời gian các bước là {total} ngày làm việc, vượt thời hạn {most}. Hãy rút ngắn các bước.",
            f"The steps take {total} working days together, above the limit of {most}. Shorten them.",
            total=str(total),
            limit=str(most),
        )


def _longest(
    step: str, graph: Graph, days: Mapping[str, Decimal], known: dict[str, Decimal | None]
) -> Decimal:
    """The most days a way from the step takes; a way back to a step already under way is not followed."""
    known[step] = None
    onward = [known[each] if each in known else _longest(each, graph, days, known) for each in graph[step]]
    longest = days[step] + max((each for each in onward if each is not None), default=Decimal(0))
    known[step] = longest
    return longest


def _limit(legs: list[Mapping[str, Any]]) -> Decimal | None:
    parts = [_days(leg) for leg in legs]
    return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))


def _days(duration: Mapping[str, Any] | None) -> Decimal | None:
    """The length in working days; None for units that cannot be compared with them."""
    if duration is None:
        return Decimal(0)
    unit = _IN_WORKING_DAYS.get(duration["unit"])
    return None if unit is None else Decimal(str(duration["amount"])) * unit
