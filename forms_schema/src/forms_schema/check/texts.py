"""Texts that have not been translated into English: warnings, because Vietnamese comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """One warning for every text without English, and an error for a text of spaces only."""
    return list(_walk(document, ()))


def _walk(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        if "vi" in value and isinstance(value["vi"], str):
            yield from _judge(value, path)
            return
        for key, inner in value.items():
            if key not in ("answers", "options"):
                yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index))


def _judge(text: Mapping[str, str], path: Path) -> Iterator[Problem]:
    if not text["vi"].strip():
        yield finding(
            (*path, "vi"),
            "text.vietnamese_missing",
            "Câu chữ tiếng Việt đang để trống. Hãy điền bản tiếng Việt.",
            "The Vietnamese text is empty. Write it.",
        )
    if not text.get("en", "").strip():
        yield finding(
            path,
            "text.english_missing",
            "Chưa có bản tiếng Anh. Nên viết trước khi ban hành.",
            "There is no English text. It should be written before publishing.",
            "warning",
        )
