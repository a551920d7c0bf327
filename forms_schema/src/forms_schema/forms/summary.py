"""Check your answers: every relevant answer as people read it, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from forms_schema.fields import pick
from forms_schema.situation import Situation

from .controls import named
from .evaluation import Answers, evaluate
from .questions import FormPage, Question
from .submission import is_blank, submission
from .view_model import SummaryPage, SummaryRow

if TYPE_CHECKING:
    from .form import Form

Json = Any
_UNANSWERED = {"vi": "(chưa trả lời)", "en": "(not answered)"}


def summary(
    form: Form, answers: Answers, situation: Situation, language: str, locked: Collection[str]
) -> list[SummaryPage]:
    """The pages asked now with their answers; a page without fields is left out."""
    evaluation = evaluate(form, answers, situation)
    submitted = submission(form, answers, evaluation)
    reading = _Reading(form, submitted, situation, language, locked)
    pages = []
    for page in form.pages:
        fields = [form.questions[name] for name in page.fields if name in evaluation.visible]
        if page.id in evaluation.pages and fields:
            pages.append(reading.page(page, fields))
    return pages


class _Reading:
    def __init__(
        self,
        form: Form,
        submitted: Mapping[str, Json],
        situation: Situation,
        language: str,
        locked: Collection[str],
    ) -> None:
        self.form = form
        self.submitted = submitted
        self.situation = situation
        self.language = language
        self.locked = locked

    def page(self, page: FormPage, fields: list[Question]) -> SummaryPage:
        rows = [
            SummaryRow(
                self.form.label(name, self.language),
                self.text(question, value),
                name,
                page.id if question.is_asked and each.id not in self.locked else "",
            )
            for each in fields
            for name, question, value in self.answers(each)
        ]
        return SummaryPage(page.id, pick(page.written["title"], self.language), tuple(rows))

    def answers(self, question: Question) -> Iterator[tuple[str, Question, Json]]:
        value = self.submitted.get(question.id)
        if not question.is_group or not isinstance(value, list) or not value:
            yield question.id, question, value
            return
        for index, row in enumerate(value):
            for inner in question.rows:
                if isinstance(row, Mapping) and inner.id in row:
                    yield f"{question.id}.{index}.{inner.id}", inner, row[inner.id]

    def text(self, question: Question, value: Json) -> str:
        if is_blank(value):
            return pick(_UNANSWERED, self.language)
        registry, on = self.form.registry, self.situation.on
        with_names = named(registry, question, value, self.submitted, on, self.language)
        return with_names or question.kind.format(value, self.language, question.written)
