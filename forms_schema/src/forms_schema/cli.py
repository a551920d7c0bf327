"""The command line: ``procedure check|test|diff|explain`` and ``calendar due``; no database, no Django.

Exit codes: 0 all well; 1 problems, failed scenarios or survivors; 2 the command could not be carried out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from forms_schema.commands.checking import check_files
from forms_schema.commands.counting import due_report
from forms_schema.commands.diffing import diff_files
from forms_schema.commands.explaining import explain_file
from forms_schema.commands.report import UNUSABLE, Report, problem_lines
from forms_schema.commands.testing import run_files
from forms_schema.deadlines import UNITS
from forms_schema.problems import FormsSchemaError, Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and print its answer; returns the exit code."""
    asked = parser().parse_args(argv)
    report = _answer(asked)
    if asked.json:
        print(json.dumps(report.data, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(report.lines))
    return report.code


def _answer(asked: argparse.Namespace) -> Report:
    try:
        answer: Report = asked.command(asked)
    except FormsSchemaError as error:
        lines = tuple(problem_lines(error.problems, asked.language))
        return Report(UNUSABLE, lines, {"problems": [problem.as_dict() for problem in error.problems]})
    except ValueError as error:
        problem = Problem("", "command.unusable", {"vi": str(error), "en": str(error)})
        return Report(
            UNUSABLE, tuple(problem_lines([problem], asked.language)), {"problems": [problem.as_dict()]}
        )
    return answer


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    top = argparse.ArgumentParser(prog="motcua", description="Thủ tục hành chính / administrative procedures")
    areas = top.add_subparsers(dest="area", required=True)
    _procedure(areas.add_parser("procedure", help="kiểm tra, chạy thử, so sánh, giải thích thủ tục"))
    _calendar(areas.add_parser("calendar", help="đếm ngày theo lịch làm việc"))
    return top


def _procedure(area: argparse.ArgumentParser) -> None:
    verbs = area.add_subparsers(dest="verb", required=True)
    check = _command(verbs.add_parser("check", help="tìm vấn đề trong tài liệu"))
    check.add_argument("files", nargs="+", metavar="FILE")
    check.set_defaults(command=lambda asked: check_files(asked.files, asked.language))
    test = _command(verbs.add_parser("test", help="chạy các kịch bản"))
    test.add_argument("files", nargs="+", metavar="FILE")
    test.add_argument("--mutate", action="store_true", help="thử đổi từng con số và điều kiện")
    test.set_defaults(command=lambda asked: run_files(asked.files, asked.language, mutate=asked.mutate))
    diff = _command(verbs.add_parser("diff", help="so sánh hai phiên bản"))
    diff.add_argument("old")
    diff.add_argument("new")
    diff.set_defaults(command=lambda asked: diff_files(asked.old, asked.new, asked.language))
    _explain(_command(verbs.add_parser("explain", help="giải thích cho một hồ sơ")))


def _explain(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file")
    verb.add_argument("--answers", metavar="A.json")
    verb.add_argument("--received", required=True, metavar="2026-07-01T09:30")
    for name in ("case", "channel", "place", "applicant"):
        verb.add_argument(f"--{name}")
    verb.add_argument("--event", action="append", default=[], metavar="NAME@TIME")
    verb.set_defaults(command=lambda asked: explain_file(asked.file, vars(asked), asked.language))


def _calendar(area: argparse.ArgumentParser) -> None:
    verbs = area.add_subparsers(dest="verb", required=True)
    due = _command(verbs.add_parser("due", help="ngày đến hạn"))
    due.add_argument("--from", dest="start", required=True, metavar="2026-02-12")
    due.add_argument("--amount", required=True, metavar="3")
    due.add_argument("--unit", required=True, choices=UNITS)
    due.add_argument("--explain", action="store_true", help="liệt kê các ngày đã đếm")
    due.set_defaults(
        command=lambda a: due_report(a.start, a.amount, a.unit, a.language, explain=a.explain),
    )


def _command(verb: argparse.ArgumentParser) -> argparse.ArgumentParser:
    verb.add_argument("--language", choices=("vi", "en"), default="vi")
    verb.add_argument("--json", action="store_true")
    return verb
