"""Saying what a check found."""

from __future__ import annotations

from typing import Any

from forms_schema.document.guard import pointer_to
from forms_schema.problems import Problem, Severity

Path = tuple[str | int, ...]


def finding(path: Path, code: str, vi: str, en: str, severity: Severity = "error", **params: Any) -> Problem:
    """A problem at the path; ``vi`` and ``en`` are whole sentences that say what to do."""
    return Problem(pointer_to(path), code, {"vi": vi, "en": en}, severity, params)
