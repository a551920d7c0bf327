"""``procedure explain``: everything one dossier gets out of a document, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from forms_schema.calendars import VIETNAM
from forms_schema.commands.files import read
from forms_schema.commands.report import FINE, PROBLEMS, Report, pick, problem_lines, said, unusable
from forms_schema.components import ComponentDue
from forms_schema.deadlines import Due
from forms_schema.deadlines.events import EVENT_NAMES
from forms_schema.loading import load
from forms_schema.model import Procedure
from forms_schema.registry import DEFAULT_REGISTRY
from forms_schema.scenarios import Outcome


def explain_file(name: str, asked: Mapping[str, Any], language: str) -> Report:
    """Fields, problems, components, fees and dates for one set of answers.

    ``asked`` has ``answers`` (a file name or None), ``received`` (civil time), ``case``, ``channel``,
    ``place``, ``applicant`` and ``event`` (``NAME@TIME``, or ``extended@TIME=NEW_DATE``).
    """
    procedure = load(read(Path(name)))
    outcome = Outcome(procedure, _scenario(procedure, asked), VIETNAM, DEFAULT_REGISTRY)
    lines = [
        f"{procedure.code} {said(procedure.name, language)}",
        *_fields(outcome, language),
        *_problems(outcome, language),
        *_components(outcome, language),
        *_fees(outcome, language),
        *_dates(outcome.due, language),
    ]
    return Report(PROBLEMS if outcome.problems() else FINE, tuple(lines), _data(outcome))


def _scenario(procedure: Procedure, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The question as a scenario without expectations."""
    answers = read(Path(asked["answers"])) if asked["answers"] else {}
    if not isinstance(answers, dict):
        raise unusable(
            "Tệp câu trả lời phải là một đối tượng JSON.", "The file of answers must be a JSON object."
        )
    first = {
        "case": procedure.cases[0].id,
        "channel": procedure.channels[0],
        "place": procedure.places[0],
        "applicant": procedure.applicants[0],
    }
    known = {
        "case": [case.id for case in procedure.cases],
        "channel": procedure.channels,
        "place": procedure.places,
        "applicant": procedure.applicants,
    }
    situation = {name: _one_of(name, asked[name] or first[name], known[name]) for name in first}
    received = _moment(asked["received"])
    events = [{"event": "accepted", "at": received}, *(_event(text) for text in asked["event"])]
    return {
        "situation": {**situation, "on": received[:10]},
        "answers": answers,
        "events": events,
        "expect": {},
    }


def _one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        listed = ", ".join(known)
        raise unusable(
            f"Thủ tục không có “{value}” cho --{name}. Hãy chọn: {listed}.",
            f"The procedure has no “{value}” for --{name}. Choose one of: {listed}.",
        )
    return value


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise unusable(
            f"“{text}” không phải thời điểm. Hãy viết như 2026-07-01T09:30.",
            f"“{text}” is not a moment. Write it like 2026-07-01T09:30.",
        )
    return moment.isoformat(timespec="minutes")


def _event(text: str) -> dict[str, Any]:
    name, _, when = text.partition("@")
    moment, _, new_date = when.partition("=")
    if name not in EVENT_NAMES:
        listed = ", ".join(sorted(EVENT_NAMES))
        raise unusable(
            f"Không có sự kiện “{name}”. Hãy chọn: {listed}.",
            f"There is no event “{name}”. Choose one of: {listed}.",
        )
    event = {"event": name, "at": _moment(moment)}
    return {**event, "date": _day(new_date)} if new_date else event


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise unusable(
            f"“{text}” không phải ngày. Hãy viết như 2026-07-29.",
            f"“{text}” is not a day. Write it like 2026-07-29.",
        ) from None


def _title(language: str, vi: str, en: str) -> str:
    return f"\n{pick(language, vi, en)}"


def _fields(outcome: Outcome, language: str) -> list[str]:
    lines = [_title(language, "Câu hỏi được hỏi", "Questions asked")]
    for field in outcome.procedure.fields:
        if field.id in outcome.visible():
            must = (
                pick(language, " (bắt buộc)", " (required)")
                if field.id in outcome.evaluation.required
                else ""
            )
            why = outcome.evaluation.why(field.id, language) if field.show is not None else ""
            lines.append(f"  {said(field.label, language)}{must}{': ' + why if why else ''}")
    return lines


def _problems(outcome: Outcome, language: str) -> list[str]:
    found = outcome.problems()
    none = pick(language, "  Không có.", "  None.")
    return [_title(language, "Vấn đề", "Problems"), *(problem_lines(found, language) or [none])]


def _components(outcome: Outcome, language: str) -> list[str]:
    lines = [_title(language, "Thành phần hồ sơ", "Components")]
    return [*lines, *(_component_line(each, language) for each in outcome.components_due)]


def _component_line(each: ComponentDue, language: str) -> str:
    part = each.component
    must = pick(language, "bắt buộc", "required") if each.required else pick(language, "nếu có", "if any")
    if part.kind == "note":
        must = pick(language, "lưu ý", "note")
    choice = pick(language, f", một trong nhóm {part.group}", f", one of {part.group}") if part.group else ""
    numbers = pick(
        language,
        f"{part.originals} bản chính, {part.copies} bản sao",
        f"originals {part.originals}, copies {part.copies}",
    )
    return f"  {said(part.name, language)} ({must}{choice}; {numbers}). {said(each.why, language)}"


def _fees(outcome: Outcome, language: str) -> list[str]:
    lines = [_title(language, "Phí, lệ phí", "Fees")]
    for line in outcome.quote.lines:
        lines.append(
            f"  {said(line.name, language)}: {money(line.amount, language)}. {said(line.why, language)}"
        )
    names = {fee.id: fee.name for fee in outcome.procedure.fees}
    for unknown in outcome.quote.unknown:
        later = pick(language, "chưa tính được vì còn thiếu câu trả lời.", "cannot be worked out yet.")
        lines.append(f"  {said(names[unknown], language)}: {later}")
    total = pick(language, "  Tổng cộng: ", "  Total: ")
    return [*lines, total + money(outcome.quote.total, language)]


def money(amount: int, language: str) -> str:
    """An amount in đồng: 1.250.000 đồng, 1,250,000 VND."""
    text = f"{amount:,}"
    return f"{text} VND" if language == "en" else f"{text.replace(',', '.')} đồng"


def _dates(due: Due, language: str) -> list[str]:
    lines = [
        _title(language, "Thời hạn", "Dates"),
        *(f"  {said(line, language)}" for line in due.explanation),
    ]
    return [*lines, *(f"  {said(problem.message, language)}" for problem in due.problems)]


def _data(outcome: Outcome) -> dict[str, Any]:
    due = outcome.due
    return {
        "visible": sorted(outcome.visible()),
        "required": outcome.required(),
        "problems": [problem.as_dict() for problem in outcome.problems()],
        "components": [
            {**part, "why": dict(each.why)}
            for part, each in zip(outcome.components(), outcome.components_due, strict=True)
        ],
        "fees": [
            {"id": line.id, "ledger": line.ledger, "amount": line.amount, "why": dict(line.why)}
            for line in outcome.quote.lines
        ],
        "total": outcome.quote.total,
        "due": due.due.isoformat() if due.due else None,
        "due_at": due.due_at.isoformat() if due.due_at else None,
        "legal_due": due.legal_due.isoformat() if due.legal_due else None,
        "verdict": due.verdict,
        "provisional": due.provisional,
        "extensions_left": due.extensions_left,
        "explanation": [dict(line) for line in due.explanation],
        "route": outcome.route(),
    }
