"""Limits on the JSON Schema of the answers that JSON Schema itself cannot say about itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.document.guard import pointer_to
from forms_schema.document.patterns import pattern_fault
from forms_schema.problems import Problem

Path = tuple[str | int, ...]
_SENTENCES = {
    "field.length_missing": (
        "Trường có mẫu chữ (pattern) phải có độ dài tối đa. Hãy thêm “maxLength”.",
        "An answer with a pattern needs a greatest length. Add “maxLength”.",
    ),
    "field.limits_crossed": (
        "Giới hạn dưới lớn hơn giới hạn trên. Hãy sửa một trong hai.",
        "The lower limit is above the upper one. Mend one of them.",
    ),
    "pattern.look_around": (
        "Mẫu chữ không được dùng (?…). Hãy viết mẫu đơn giản hơn.",
        "A pattern may not use (?…) other than (?:…). Write a simpler one.",
    ),
    "pattern.escape": (
        "Mẫu chữ chỉ được thoát dấu câu; không dùng \\w, \\d, \\1… Hãy viết rõ, ví dụ [0-9].",
        "A pattern may only escape punctuation, not \\w, \\d or \\1. Write it out, for example [0-9].",
    ),
    "pattern.nested_repeat": (
        "Mẫu chữ lặp một nhóm đã có phép lặp hoặc lựa chọn. Hãy viết mẫu không lồng phép lặp.",
        "The pattern repeats a group that already repeats or branches. Write it without nesting.",
    ),
    "pattern.too_many_repeats": (
        "Mẫu chữ có quá nhiều phép lặp mở. Hãy ghi số lần cụ thể, nhiều nhất 1000.",
        "The pattern has too many open repetitions. State exact numbers, at most 1000.",
    ),
    "pattern.syntax": (
        "Mẫu chữ viết sai cú pháp. Hãy kiểm tra các dấu ngoặc.",
        "The pattern has a mistake in its syntax. Check the brackets.",
    ),
}


def profile_problems(document: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the schemas under ``form.data``; the shape has been judged before."""
    fields = document["form"]["data"]["properties"]
    return [
        p for path, schema in _schemas(fields, ("form", "data", "properties")) for p in _judge(path, schema)
    ]


def _schemas(properties: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, schema in properties.items():
        yield from _with_inner(schema, (*path, name))


def _with_inner(schema: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield path, schema
    if "items" in schema:
        yield from _with_inner(schema["items"], (*path, "items"))
    yield from _schemas(schema.get("properties", {}), (*path, "properties"))


def _judge(path: Path, schema: Mapping[str, Any]) -> Iterator[Problem]:
    if "pattern" in schema and "maxLength" not in schema:
        yield _problem("field.length_missing", path)
    for low, high in (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems")):
        if low in schema and high in schema and schema[low] > schema[high]:
            yield _problem("field.limits_crossed", (*path, low))
    fault = pattern_fault(schema["pattern"]) if "pattern" in schema else None
    if fault:
        yield _problem(fault, (*path, "pattern"))


def _problem(code: str, path: Path) -> Problem:
    vi, en = _SENTENCES[code]
    return Problem(pointer_to(path), code, {"vi": vi, "en": en})
