"""One pass over a form: which questions are asked, what is computed, what must be answered.

A field that is not relevant reads as null everywhere. What a person typed into it stays in the draft and
comes back with the question. Fields are visited after the fields they read, so the order they are written
in never matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms_schema.problems import RuleError
from forms_schema.rules.compiler import Rule
from forms_schema.rules.scope import Scope
from forms_schema.situation import Situation

from .questions import FormPage, Question
from .reasons import explanation

if TYPE_CHECKING:
    from .form import Form

Json = Any
Answers = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What the rules say about one set of answers; names inside groups are ``group.0.share``."""

    visible: frozenset[str]
    """Asked on some page now."""
    relevant: frozenset[str]
    """Counts now: visible, or on no page at all (filled by officers, computed)."""
    required: frozenset[str]
    values: Mapping[str, Any]
    """Rule values by field id; null where not relevant."""
    computed: Mapping[str, Json]
    pages: tuple[str, ...]
    failures: tuple[str, ...]
    """Names whose rule could not be worked out (a bound was reached, a plugin's function failed)."""
    explain: Callable[[str, str], str] = field(repr=False)

    def why(self, name: str, language: str = "vi") -> str:
        """Why the field is asked, not asked, or required, in one or two sentences."""
        return self.explain(name, language)


def context_of(situation: Situation) -> dict[str, Any]:
    """The dossier facts rules may read."""
    return {
        "date": situation.on,
        "case": situation.case,
        "channel": situation.channel,
        "place": situation.place,
        "applicant": situation.applicant,
    }


def scope_of(form: Form, evaluation: Evaluation, situation: Situation) -> Scope:
    """The scope of rules that are asked after the pass (checks, papers, fees)."""
    return Scope(evaluation.values, form.rules, context_of(situation), functions=form.functions)


def evaluate(form: Form, answers: Answers, situation: Situation) -> Evaluation:
    """Run the pass; never raises on answers, whatever they hold."""
    run = _Pass(form, answers, situation)
    for name in form.order:
        run.visit(form.questions[name])
    for name in form.order:
        run.require(form.questions[name])
    return run.result()


class _Pass:
    def __init__(self, form: Form, answers: Answers, situation: Situation) -> None:
        self.form = form
        self.answers = answers
        self.values: dict[str, Any] = {}
        self.relevant: set[str] = set()
        self.required: set[str] = set()
        self.computed: dict[str, Json] = {}
        self.failures: list[str] = []
        self.shown_pages: dict[str, bool] = {}
        self.base = Scope(self.values, form.rules, context_of(situation), functions=form.functions)

    def work_out(self, rule: Rule, name: str, row: Mapping[str, Any] | None = None) -> Any:
        base = self.base
        scope = base if row is None else Scope(base.values, base.rules, base.context, row, base.functions)
        try:
            return rule.evaluate(scope)
        except RuleError:
            self.failures.append(name)
            return None

    def is_shown(self, page: FormPage) -> bool:
        if page.id not in self.shown_pages:
            self.shown_pages[page.id] = page.show is None or self.work_out(page.show, page.id) is True
        return self.shown_pages[page.id]

    def visit(self, question: Question) -> None:
        page = self.form.pages_by_id.get(question.page or "")
        hidden = page is not None and not self.is_shown(page)
        if hidden or not self.holds(question, question.name):
            self.values[question.id] = None
            return
        self.relevant.add(question.id)
        if question.is_group:
            self.values[question.id] = self.rows(question)
        else:
            self.values[question.id] = self.value(question, question.name, self.answers.get(question.id))

    def holds(self, question: Question, name: str, row: Mapping[str, Any] | None = None) -> bool:
        return question.show is None or self.work_out(question.show, name, row) is True

    def value(self, question: Question, name: str, raw: Json, row: Mapping[str, Any] | None = None) -> Any:
        if question.computed is None:
            return question.kind.rule_value(raw)
        value = self.work_out(question.computed, name, row)
        self.computed[name] = question.kind.json_value(value, question.written)
        return value

    def rows(self, group: Question) -> list[dict[str, Any]]:
        raw = group.kind.rule_value(self.answers.get(group.id)) or []
        return [self.row(group, index, row) for index, row in enumerate(raw)]

    def row(self, group: Question, index: int, raw: Mapping[str, Json]) -> dict[str, Any]:
        row: dict[str, Any] = dict.fromkeys(question.id for question in group.rows)
        for question in self.form.row_orders[group.id]:
            name = f"{group.id}.{index}.{question.id}"
            if self.holds(question, name, row):
                self.relevant.add(name)
                row[question.id] = self.value(question, name, raw.get(question.id), row)
        return row

    def require(self, question: Question) -> None:
        if question.id not in self.relevant:
            return
        if self.must(question, question.name, None):
            self.required.add(question.name)
        for index, row in enumerate(self.values[question.id] if question.is_group else ()):
            for inner in question.rows:
                name = f"{question.id}.{index}.{inner.id}"
                if name in self.relevant and self.must(inner, name, row):
                    self.required.add(name)

    def must(self, question: Question, name: str, row: Mapping[str, Any] | None) -> bool:
        if not question.is_asked or question.page is None:
            return False
        if question.always or (question.is_group and question.fewest_rows > 0):
            return True
        return question.required is not None and self.work_out(question.required, name, row) is True

    def result(self) -> Evaluation:
        placed = {name for name in self.relevant if self.form.page_of(name) is not None}
        return Evaluation(
            visible=frozenset(placed),
            relevant=frozenset(self.relevant),
            required=frozenset(self.required),
            values=self.values,
            computed=self.computed,
            pages=tuple(
                page.id for page in self.form.pages if self.is_shown(page) and self.has_content(page)
            ),
            failures=tuple(dict.fromkeys(self.failures)),
            explain=explanation(self.form, frozenset(self.relevant), frozenset(self.required)),
        )

    def has_content(self, page: FormPage) -> bool:
        """A page whose fields are all irrelevant is skipped, unless it also asks for papers."""
        fields = page.fields
        papers = any("component" in item for item in page.items)
        return papers or not fields or any(name in self.relevant for name in fields)
