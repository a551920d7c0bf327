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
            "Câu chữ tiếng Việt đang để trống. Hãy điền mục “vi”.",
            "The Vietnamese text is empty. Fill in “vi”.",
        )
    if not text.get("en", "").strip():
        yield finding(
            path,
            "text.english_missing",
            "Chưa có bản tiếng Anh. Nên điền mục “en” trước khi công bố.",
            "There is no English text. Fill in “en” before publishing.",
            "warning",
        )
