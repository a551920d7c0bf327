"""The answer of a command and how problems are written on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forms_schema.problems import InvalidDocument, Problem

FINE, PROBLEMS, UNUSABLE = 0, 1, 2
"""Exit codes: all well; problems were found; the command could not be carried out."""


@dataclass(frozen=True)
class Report:
    """Exit code, lines for people, and the same as data for ``--json``."""

    code: int
    lines: tuple[str, ...]
    data: Any


def problem_lines(problems: Iterable[Problem], language: str) -> list[str]:
    """One line for each problem: severity, pointer, sentence, code."""
    marks = {"vi": {"error": "LỖI", "warning": "NHẮC"}, "en": {"error": "ERROR", "warning": "NOTE"}}[language]
    return [
        f"  {marks[problem.severity]} {problem.pointer or '/'}: {said(problem.message, language)} "
        f"[{problem.code}]"
        for problem in problems
    ]


def said(text: Mapping[str, str], language: str) -> str:
    """The text in the language, Vietnamese when there is none."""
    return text.get(language) or text.get("vi", "")


def pick(language: str, vi: str, en: str) -> str:
    """One of two sentences."""
    return en if language == "en" else vi


def nothing_given(language: str) -> str:
    """What is said when the folders named hold no document."""
    return pick(language, "Không có tài liệu nào để kiểm tra.", "There is no document to check.")


def unusable(vi: str, en: str) -> InvalidDocument:
    """The refusal of a word that the command cannot use."""
    return InvalidDocument([Problem("", "command.unusable", {"vi": vi, "en": en})])
