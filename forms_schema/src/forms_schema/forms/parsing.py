"""From what a browser posted to answers: every name that is not asked on the page is ignored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms_schema.fields import Refusal
from forms_schema.fields.numbers import grouped
from forms_schema.problems import Problem

from .questions import Question

if TYPE_CHECKING:
    from .evaluation import Answers
    from .form import Form

Json = Any
Posted = Mapping[str, Sequence[str]]
_NOT_POSTED = object()
_ROW_ACTION = re.compile(r"(add):([a-z][a-z0-9_]{0,39})|(remove):([a-z][a-z0-9_]{0,39}):([0-9]{1,4})")


@dataclass(frozen=True)
class Parsed:
    """The draft after the page was posted.

    ``typed`` holds the texts that were refused, by name, to be shown again; their answers are removed, so
    that an old value never stands for a new one. ``row_action`` is ``add:group`` or ``remove:group:2`` when
    such a button was pressed; it has been carried out in ``answers``.
    """

    answers: dict[str, Json]
    problems: list[Problem] = field(default_factory=list)
    row_action: str | None = None
    typed: dict[str, list[str]] = field(default_factory=dict)


def parse(form: Form, page_id: str, posted: Posted, answers: Answers, locked: Mapping[str, Json]) -> Parsed:
    """Read every asked field of the page; fields that were not posted keep their answer."""
    reading = _Reading(form, posted, answers)
    for name in form.pages_by_id[page_id].fields:
        question = form.questions[name]
        if question.is_asked and name not in locked:
            reading.read(question)
    reading.parsed.answers.update(locked)
    action = reading.act(form.pages_by_id[page_id].fields, locked)
    return Parsed(reading.parsed.answers, reading.parsed.problems, action, reading.parsed.typed)


def problem_of(form: Form, name: str, refusal: Refusal) -> Problem:
    """The refusal at the field, with the field's label in its sentences."""
    sentences = {
        language: _filled(text, _shown(refusal.params, language) | {"label": form.label(name, language)})
        for language, text in refusal.message.items()
    }
    return Problem(pointer_of(name), refusal.code, sentences, params=dict(refusal.params))


def pointer_of(name: str) -> str:
    """``owners.0.share`` → ``/answers/owners/0/share``."""
    return "/answers/" + name.replace(".", "/")


def _shown(params: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Numbers as people read them: 900.000.000, not 900000000."""
    return {
        name: grouped(str(value), language) if type(value) is int else value for name, value in params.items()
    }


def _filled(text: str, params: Mapping[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: str(params.get(m[1], "")), text)


class _Reading:
    def __init__(self, form: Form, posted: Posted, answers: Answers) -> None:
        self.form = form
        self.posted = posted
        self.parsed = Parsed(dict(answers))

    def read(self, question: Question) -> None:
        if question.is_group:
            self.read_group(question)
            return
        self.keep(self.parsed.answers, question, question.id)

    def keep(self, into: dict[str, Json], question: Question, name: str) -> None:
        """Put the posted value into the answers or the row; a refusal removes the old value."""
        value = self.value(question, name)
        if value is _NOT_POSTED:
            return
        if question.kind.id == "file":
            value = [item for item in value or () if item in (into.get(question.id) or ())]
        if isinstance(value, Refusal):
            self.parsed.problems.append(problem_of(self.form, name, value))
            self.parsed.typed.update(self.typed(question, name))
            value = None
        if value is None or value == []:
            into.pop(question.id, None)
        else:
            into[question.id] = value

    def value(self, question: Question, name: str) -> Json:
        parts = {part: self.texts(f"{name}.{part}") for part in question.kind.boxes}
        if any(texts is not None for texts in parts.values()):
            given = {part: texts or [] for part, texts in parts.items()}
            return question.kind.parse_parts(given, question.written)
        texts = self.texts(name)
        return _NOT_POSTED if texts is None else question.kind.parse(texts, question.written)

    def typed(self, question: Question, name: str) -> dict[str, list[str]]:
        names = [name, *(f"{name}.{part}" for part in question.kind.boxes)]
        return {
            each: [text[:1000] for text in texts] for each in names if (texts := self.texts(each)) is not None
        }

    def texts(self, name: str) -> list[str] | None:
        found = self.posted.get(name)
        if isinstance(found, str):
            return [found]
        if not isinstance(found, Sequence):
            return None
        return [text for text in found[:1000] if isinstance(text, str)]

    def read_group(self, group: Question) -> None:
        count = self.row_count(group)
        if count is None:
            return
        stored = self.parsed.answers.get(group.id)
        old = stored if isinstance(stored, list) else []
        rows = [dict(row) if isinstance(row, Mapping) else {} for row in old[:count]]
        rows += [{} for _ in range(count - len(rows))]
        for index, row in enumerate(rows):
            for question in group.rows:
                if question.is_asked:
                    self.keep(row, question, f"{group.id}.{index}.{question.id}")
        self.parsed.answers[group.id] = rows

    def row_count(self, group: Question) -> int | None:
        """How many rows were posted, from the count beside the group and from the names of its fields."""
        pattern = re.compile(rf"{group.id}\.([0-9]{{1,4}})\.")
        found = (pattern.match(name) for name in self.posted if isinstance(name, str))
        indexes = {int(match[1]) for match in found if match and int(match[1]) < group.most_rows}
        stated = [text for text in self.texts(group.id) or () if re.fullmatch(r"[0-9]{1,4}", text)]
        if not indexes and not stated:
            return None
        return min(
            max([int(stated[-1]) if stated else 0, *(index + 1 for index in indexes)]), group.most_rows
        )

    def act(self, fields: Sequence[str], locked: Mapping[str, Json]) -> str | None:
        """Carry out the add or remove button pressed; None when none was, or it names no group here."""
        match = _ROW_ACTION.fullmatch((self.texts("row_action") or [""])[-1])
        group = match and self.form.questions.get(match[2] or match[4])
        if not match or not group or not group.is_group or group.id not in fields or group.id in locked:
            return None
        rows = self.parsed.answers.get(group.id)
        rows = list(rows) if isinstance(rows, list) else []
        done = _add(rows, group) if match[1] else self.remove(rows, group, int(match[5]))
        self.parsed.answers[group.id] = rows
        return match[0] if done else None

    def remove(self, rows: list[Json], group: Question, index: int) -> bool:
        if index >= len(rows) or len(rows) <= group.fewest_rows:
            return False
        del rows[index]
        start = pointer_of(group.id) + "/"
        self.parsed.problems[:] = [p for p in self.parsed.problems if not p.pointer.startswith(start)]
        for name in [name for name in self.parsed.typed if name.startswith(f"{group.id}.")]:
            del self.parsed.typed[name]
        return True


def _add(rows: list[Json], group: Question) -> bool:
    if len(rows) >= group.most_rows:
        return False
    rows.append({})
    return True
