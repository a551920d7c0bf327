"""Selectors of components, fees and reductions; the validity of fee lines; the level of online service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.document.guard import pointer_to
from forms_schema.problems import Problem
from forms_schema.registry import Registry
from forms_schema.selectors import Selector, check_selector


def dimensions_of(document: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The closed dimensions of the procedure: case, channel, place and applicant."""
    return {
        "case": tuple(case["id"] for case in document["cases"]),
        "channel": tuple(document["channels"]),
        "place": tuple(document.get("places", ("standard",))),
        "applicant": tuple(document["applicants"]),
    }


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Unknown values in selectors, and an online service that does not say why it is not full."""
    dimensions = dimensions_of(document)
    found = [p for path, value in _selectors(document) for p in _judge(path, value, dimensions)]
    return [*found, *_situations(document, dimensions), *_online(document)]


def _selectors(document: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name in ("components", "fees"):
        for index, part in enumerate(document[name]):
            if "applies" in part:
                yield (name, index, "applies"), part["applies"]
    for index, fee in enumerate(document["fees"]):
        for at, reduction in enumerate(fee.get("reductions", [])):
            if "applies" in reduction:
                yield ("fees", index, "reductions", at, "applies"), reduction["applies"]


def _judge(path: Path, value: Mapping[str, Any], dimensions: Mapping[str, Iterable[str]]) -> list[Problem]:
    return check_selector(Selector.read(value), dimensions, pointer_to(path))


def _situations(document: Mapping[str, Any], dimensions: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for index, scenario in enumerate(document["scenarios"]):
        for name, values in dimensions.items():
            if scenario["situation"][name] not in values:
                yield finding(
                    ("scenarios", index, "situation", name),
                    "scenario.unknown_situation",
                    f"Thủ tục không có giá trị “{scenario['situation'][name]}”. Hãy chọn giá trị "
                    f"đã khai báo.",
                    f"The procedure has no “{scenario['situation'][name]}”. Choose a value it declares.",
                )


def _online(document: Mapping[str, Any]) -> Iterator[Problem]:
    online = document["online"]
    if online["level"] != "full" and "reason" not in online:
        yield finding(
            ("online",),
            "online.reason_missing",
            "Dịch vụ trực tuyến chưa toàn trình phải nêu lý do. Hãy chọn lý do.",
            "A service that is not fully online says why. Choose the reason.",
        )
    if online["level"] != "information" and "online" not in document["channels"]:
        yield finding(
            ("online", "level"),
            "online.no_channel",
            "Thủ tục có dịch vụ trực tuyến nhưng không nhận hồ sơ trực tuyến. Hãy thêm kênh "
            "“online” hoặc đổi mức.",
            "The procedure has an online service but no channel “online”. Add the channel or "
            "change the level.",
        )
