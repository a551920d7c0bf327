"""What is submitted: the relevant answers and the computed values, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .questions import Question

if TYPE_CHECKING:
    from .evaluation import Answers, Evaluation
    from .form import Form

Json = Any


def is_blank(value: Json) -> bool:
    """Whether nothing was answered."""
    return value is None or value in ("", [], {})


def submission(form: Form, answers: Answers, evaluation: Evaluation) -> dict[str, Json]:
    """Answers by field id; a hidden answer is left out, a value of a wrong shape is kept to be refused."""
    found = {
        question.id: _value(question, question.id, answers.get(question.id), evaluation)
        for question in form.questions.values()
        if question.id in evaluation.relevant
    }
    return {name: value for name, value in found.items() if not is_blank(value)}


def entries(form: Form, submitted: Mapping[str, Json]) -> Iterator[tuple[str, Question, Json]]:
    """(name, question, value) of everything submitted, rows included, in the order of the form."""
    for question in form.questions.values():
        value = submitted.get(question.id)
        if is_blank(value):
            continue
        yield question.id, question, value
        if question.is_group and isinstance(value, list):
            yield from _row_entries(question, value)


def _row_entries(group: Question, rows: list[Json]) -> Iterator[tuple[str, Question, Json]]:
    for index, row in enumerate(rows):
        for question in group.rows:
            value = row.get(question.id) if isinstance(row, Mapping) else None
            if not is_blank(value):
                yield f"{group.id}.{index}.{question.id}", question, value


def _value(question: Question, name: str, raw: Json, evaluation: Evaluation) -> Json:
    if question.computed is not None:
        return evaluation.computed.get(name)
    if question.is_group and isinstance(raw, list):
        return [_row(question, index, row, evaluation) for index, row in enumerate(raw)]
    return raw


def _row(group: Question, index: int, raw: Json, evaluation: Evaluation) -> Json:
    if not isinstance(raw, Mapping):
        return raw
    found = {}
    for question in group.rows:
        name = f"{group.id}.{index}.{question.id}"
        if name in evaluation.relevant:
            found[question.id] = _value(question, name, raw.get(question.id), evaluation)
    return {name: value for name, value in found.items() if not is_blank(value)}
