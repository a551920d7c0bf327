"""``procedure check``: may these documents be published?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forms_schema.check import check
from forms_schema.commands.files import documents, read
from forms_schema.commands.report import FINE, PROBLEMS, Report, nothing_given, pick, problem_lines
from forms_schema.problems import FormsSchemaError, Problem


def check_files(names: Sequence[str], language: str) -> Report:
    """Every problem of every file; exit code 1 when one of them is an error."""
    found = {str(path): _problems(path) for path in documents(names)}
    lines = [line for name, problems in found.items() for line in _lines(name, problems, language)]
    failed = any(problem.severity == "error" for problems in found.values() for problem in problems)
    data = {name: [problem.as_dict() for problem in problems] for name, problems in found.items()}
    return Report(PROBLEMS if failed or not found else FINE, tuple(lines or [nothing_given(language)]), data)


def _problems(path: Path) -> list[Problem]:
    try:
        return check(read(path))
    except FormsSchemaError as error:
        return list(error.problems)


def _lines(name: str, problems: list[Problem], language: str) -> list[str]:
    errors = sum(problem.severity == "error" for problem in problems)
    notes = len(problems) - errors
    if not problems:
        return [f"{name}: {pick(language, 'không có vấn đề nào.', 'no problems.')}"]
    counted = pick(language, f"{errors} lỗi, {notes} nhắc nhở.", f"{errors} errors, {notes} notes.")
    return [f"{name}: {counted}", *problem_lines(problems, language)]
