"""Notices: only the placeholders that can be filled in, so that nobody is sent a text with braces in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry

PLACEHOLDERS = ("dossier_code", "due", "agency", "reason", "supplement_until", "link", "happened")
"""What stands for the facts of a dossier: its code, the promised date, where it was handed in, the reason given,
the last day for a supplement, the address of its page, and the day of what the notice tells."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """Every placeholder in the texts of notices that nothing is put in the place of."""
    return list(_walk(document["notices"], ("notices",)))


def _walk(part: Any, path: Path) -> Iterator[Problem]:
    if isinstance(part, str):
        yield from _judge(part, path)
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            yield from _walk(inner, (*path, key))
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from _walk(inner, (*path, index))


def _judge(text: str, path: Path) -> Iterator[Problem]:
    for name in _BRACES.findall(text):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            yield finding(
                path,
                "notice.unknown_placeholder",
                f"Không có dữ liệu nào để thay vào “{{{name}}}”. Hãy dùng một trong các mục: {known}.",
                f"Nothing is put in the place of “{{{name}}}”. Use one of {known}.",
            )
