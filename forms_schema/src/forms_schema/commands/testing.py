"""``procedure test``: do the scenarios come out, and would they notice a wrong number?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forms_schema.calendars import VIETNAM
from forms_schema.commands.files import documents, read
from forms_schema.commands.report import FINE, PROBLEMS, Report, nothing_given, pick, problem_lines, said
from forms_schema.loading import load
from forms_schema.model import Procedure
from forms_schema.mutation import Report as Survivors
from forms_schema.mutation import survivors
from forms_schema.problems import FormsSchemaError
from forms_schema.scenarios import ScenarioResult, run


def run_files(names: Sequence[str], language: str, *, mutate: bool = False) -> Report:
    """Run the scenarios of every file, with ``mutate`` also on documents that were changed a little."""
    reports = [_run(path, language, mutate) for path in documents(names)]
    code = max((report.code for report in reports), default=PROBLEMS)
    lines = [line for report in reports for line in report.lines]
    return Report(code, tuple(lines or [nothing_given(language)]), [report.data for report in reports])


def _run(path: Path, language: str, mutate: bool) -> Report:
    try:
        procedure = load(read(path))
    except FormsSchemaError as error:
        lines = (f"{path}:", *problem_lines(error.problems, language))
        return Report(PROBLEMS, lines, {"file": str(path), "problems": [p.as_dict() for p in error.problems]})
    results = [run(procedure, scenario, VIETNAM) for scenario in procedure.scenarios]
    report = _of_scenarios(path, results, language)
    if mutate and report.code == FINE:
        return _with_survivors(report, procedure, language)
    return report


def _of_scenarios(path: Path, results: list[ScenarioResult], language: str) -> Report:
    passed = sum(result.passed for result in results)
    total = pick(
        language, f"{passed}/{len(results)} kịch bản đúng.", f"{passed} of {len(results)} scenarios pass."
    )
    lines = [f"{path}: {total}"]
    for result in results:
        if not result.passed:
            lines.append(
                f"  {pick(language, 'SAI', 'FAILED')} {result.scenario}: {said(result.title, language)}"
            )
            lines += [
                f"    {failure.pointer}: {said(failure.message, language)}" for failure in result.failures
            ]
    data = {
        "file": str(path),
        "passed": passed,
        "scenarios": [{"id": r.scenario, "passed": r.passed, "failures": _failures(r)} for r in results],
    }
    return Report(FINE if results and passed == len(results) else PROBLEMS, tuple(lines), data)


def _failures(result: ScenarioResult) -> list[dict[str, Any]]:
    return [
        {"pointer": f.pointer, "message": dict(f.message), "params": dict(f.params)} for f in result.failures
    ]


def _with_survivors(report: Report, procedure: Procedure, language: str) -> Report:
    found: Survivors = survivors(procedure.document)
    lines = [
        pick(
            language,
            f"  {found.killed} thay đổi thử bị phát hiện, {len(found.survivors)} lọt qua.",
            f"  {found.killed} trial changes noticed, {len(found.survivors)} survived.",
        ),
        *(f"    {each.pointer}: {each.before} → {each.after}" for each in found.survivors),
    ]
    data = {**report.data, "killed": found.killed, "survivors": [each.as_dict() for each in found.survivors]}
    return Report(PROBLEMS if found.survivors else FINE, (*report.lines, *lines), data)
