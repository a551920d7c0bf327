"""References that lead nowhere, and things placed twice or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry

Known = Mapping[str, Iterable[str]]
_WORDS = {
    "field": ("trường", "field"),
    "component": ("thành phần hồ sơ", "component"),
    "step": ("bước", "step"),
    "legal_basis": ("căn cứ pháp lý", "legal basis"),
    "source": ("nguồn dữ liệu", "data source"),
}


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Every dangling reference and every field that no page, or more than one place, asks for."""
    return [*_dangling(document), *_sources(document, registry), *_placing(document)]


def _dangling(document: Mapping[str, Any]) -> Iterator[Problem]:
    fields = document["form"]["data"]["properties"]
    known: Known = {
        "field": list(fields),
        "component": [component["id"] for component in document["components"]],
        "step": [step["id"] for step in document["steps"]],
        "legal_basis": [basis["id"] for basis in document["legal_bases"]],
    }
    for kind, path, name in _references(document):
        if name not in known[kind]:
            yield _missing(kind, path, name, known[kind])


def _references(document: Mapping[str, Any]) -> Iterator[tuple[str, Path, str]]:
    for index, rule in enumerate(document.get("checks", [])):
        yield "field", ("checks", index, "at"), rule["at"]
    for index, fee in enumerate(document["fees"]):
        for at, exemption in enumerate(fee.get("exemptions", [])):
            if "proof" in exemption:
                yield "component", ("fees", index, "exemptions", at, "proof"), exemption["proof"]
    for index, step in enumerate(document["steps"]):
        for at, way in enumerate(step["next"]):
            yield "step", ("steps", index, "next", at, "to"), way["to"]
    yield from _of_pages(document)
    yield from _of_code_lists(document)
    yield from _legal_bases(document, ())


def _of_pages(document: Mapping[str, Any]) -> Iterator[tuple[str, Path, str]]:
    for index, page in enumerate(document["form"]["pages"]):
        for at, item in enumerate(page["items"]):
            for kind in ("field", "component"):
                if kind in item:
                    yield kind, ("form", "pages", index, "items", at, kind), item[kind]


def _of_code_lists(document: Mapping[str, Any]) -> Iterator[tuple[str, Path, str]]:
    for name, schema in document["form"]["data"]["properties"].items():
        parent = schema["x-field"].get("code_list", {}).get("parent")
        if parent:
            yield "field", ("form", "data", "properties", name, "x-field", "code_list", "parent"), parent


def _legal_bases(value: Any, path: Path) -> Iterator[tuple[str, Path, str]]:
    """Every ``legal_basis`` that is an id, wherever it stands."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "legal_basis" and isinstance(inner, str):
                yield "legal_basis", (*path, key), inner
            elif key not in ("answers", "options", "legal_bases"):
                yield from _legal_bases(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _legal_bases(inner, (*path, index))


def _missing(kind: str, path: Path, name: str, known: Iterable[str]) -> Problem:
    vi, en = _WORDS[kind]
    near = get_close_matches(name, list(known), n=1)
    hint_vi = f" Có phải là “{near[0]}”?" if near else ""
    hint_en = f" Did you mean “{near[0]}”?" if near else ""
    return finding(
        path,
        "reference.missing",
        f"Không có {vi} “{name}”.{hint_vi} Hãy chọn một mục đã khai báo hoặc xóa chỗ này.",
        f"There is no {en} “{name}”.{hint_en} Choose one that is declared or remove this.",
        kind=kind,
        name=name,
    )


def _sources(document: Mapping[str, Any], registry: Registry) -> Iterator[Problem]:
    places: list[tuple[Path, str]] = [
        (("components", index, "replaced_by", "source"), component["replaced_by"]["source"])
        for index, component in enumerate(document["components"])
        if "replaced_by" in component
    ]
    places += _prefills(document["form"]["data"]["properties"], ("form", "data", "properties"))
    for path, source in places:
        if not registry.knows_source(source):
            yield _missing("source", path, source, (*registry.sources,))


def _prefills(fields: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    for name, schema in fields.items():
        if "prefill" in schema["x-field"]:
            where = (*path, name, "x-field", "prefill", "source")
            yield where, schema["x-field"]["prefill"]["source"]
        if schema["x-field"]["type"] == "group":
            yield from _prefills(schema["items"]["properties"], (*path, name, "items", "properties"))


def _placing(document: Mapping[str, Any]) -> Iterator[Problem]:
    placed: set[tuple[str, str]] = set()
    for index, page in enumerate(document["form"]["pages"]):
        for at, item in enumerate(page["items"]):
            for kind in ("field", "component"):
                if kind in item and (kind, item[kind]) in placed:
                    yield _placed_twice(("form", "pages", index, "items", at), kind, item[kind])
                placed.add((kind, item.get(kind, "")))
    for name, schema in document["form"]["data"]["properties"].items():
        if ("field", name) not in placed and schema["x-field"].get("required", False) is not False:
            yield _required_nowhere(name)


def _placed_twice(path: Path, kind: str, name: str) -> Problem:
    vi, en = _WORDS[kind]
    return finding(
        path,
        "form.placed_twice",
        f"Đã hỏi {vi} “{name}” ở chỗ khác. Hãy chỉ đặt một lần.",
        f"The {en} “{name}” is already placed elsewhere. Place it once.",
    )


def _required_nowhere(name: str) -> Problem:
    return finding(
        ("form", "data", "properties", name),
        "form.required_field_on_no_page",
        f"Trường “{name}” bắt buộc nhưng không nằm trên trang nào. Hãy đặt vào một trang hoặc bỏ bắt buộc.",
        f"The field “{name}” is required but on no page. Place it on a page or make it optional.",
    )
