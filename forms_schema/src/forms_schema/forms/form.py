"""`Form`: everything about asking, reading and judging the answers of one procedure version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from forms_schema.fields import pick
from forms_schema.model import Procedure
from forms_schema.problems import Problem
from forms_schema.registry import Registry
from forms_schema.rules.compiler import Rule, compile_tree
from forms_schema.rules.sentences import Labels
from forms_schema.situation import Situation
from forms_schema.validation import Validator, validator

from . import judging, parsing, summary, view
from .evaluation import Answers, Evaluation, evaluate
from .questions import Question, order_of, pages_of, questions_of, row_order
from .reasons import labels_of
from .submission import submission
from .view_model import FileFact, PageView, SummaryPage
from .words import words

Json = Any
Locked = Mapping[str, Json]
NOTHING: Mapping[str, Any] = {}
_MOST_FORMS = 200
_forms: OrderedDict[tuple[str, int], Form] = OrderedDict()


class Form:
    """The compiled form of a procedure version; keep it (see `form_of`), it holds no answers.

    Every method takes ``locked``: answers fixed by a registry or by the signed-in identity. They
    overwrite what was posted or stored under the same field.
    """

    def __init__(self, procedure: Procedure, registry: Registry | None = None) -> None:
        self.procedure = procedure
        self.registry = registry
        document = procedure.document
        self.pages = pages_of(document)
        self.questions = questions_of(document, registry)
        trees = document.get("rules", {})
        self.order = order_of(self.questions, self.pages, trees)
        self.rules: dict[str, Rule] = {name: compile_tree(tree) for name, tree in trees.items()}
        self.functions = registry.functions if registry else NOTHING
        self.row_orders = {q.id: row_order(q) for q in self.questions.values() if q.is_group}
        self.checks = [(check, compile_tree(check["fails_when"])) for check in document.get("checks", ())]

    @cached_property
    def pages_by_id(self) -> dict[str, Any]:
        """The pages by their id."""
        return {page.id: page for page in self.pages}

    @cached_property
    def labels(self) -> Labels:
        """What rules call fields, choices and cases when they are said in words."""
        return labels_of(self)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a whole submission: shapes and limits, no conditions."""
        properties = {question.id: question.schema() for question in self.questions.values()}
        return {"type": "object", "additionalProperties": False, "properties": properties}

    @cached_property
    def validator(self) -> Validator:
        """The fast validator of a submission, built when first needed."""
        return validator(self.schema)

    def question(self, name: str) -> Question:
        """The question of a name: ``share`` or ``owners.0.share``; KeyError when there is none."""
        head, _, rest = name.partition(".")
        top = self.questions[head]
        if not rest:
            return top
        return next(
            inner for inner in (*top.rows, top) if inner.id == rest.rpartition(".")[2] or inner is top
        )

    def page_of(self, name: str) -> str | None:
        """The page that asks for the field; None when no page does."""
        return self.questions[name.partition(".")[0]].page

    def label(self, name: str, language: str) -> str:
        """The field's label; inside a group followed by what its row is called, and its number."""
        group, *inside = name.split(".")
        label = self.question(name).label(language)
        if len(inside) != 2:
            return label
        row = pick(self.questions[group].asked.get("row_label"), language) or words(language)["row"]
        return f"{label} ({row} {int(inside[0]) + 1})"

    def evaluate(self, answers: Answers, situation: Situation, locked: Locked = NOTHING) -> Evaluation:
        """Which fields are asked and required and what is computed."""
        return evaluate(self, {**answers, **locked}, situation)

    def parse(
        self,
        page_id: str,
        posted: Mapping[str, Sequence[str]],
        answers: Answers,
        locked: Locked = NOTHING,
    ) -> parsing.Parsed:
        """Read what was posted from a page into the answers; KeyError when there is no such page."""
        return parsing.parse(self, page_id, posted, answers, locked)

    def view(
        self,
        page_id: str,
        answers: Answers,
        situation: Situation,
        *,
        problems: Sequence[Problem] = (),
        language: str = "vi",
        files: Mapping[str, Sequence[FileFact]] = NOTHING,
        locked: Locked = NOTHING,
        typed: Mapping[str, Sequence[str]] = NOTHING,
    ) -> PageView:
        """A page ready to be drawn; ``typed`` holds the refused texts so that nobody types them twice."""
        drawing = view.Drawing(
            self, {**answers, **locked}, situation, problems, language, files, locked, typed
        )
        return drawing.page(page_id)

    def problems(
        self,
        answers: Answers,
        situation: Situation,
        files: Mapping[str, Sequence[FileFact]] | None = None,
        locked: Locked = NOTHING,
        page: str | None = None,
        already: Sequence[Problem] = (),
    ) -> list[Problem]:
        """Everything that keeps the form from being submitted; papers only when ``files`` is given.

        With ``page`` only what belongs to that page: what to mend before going on to the next. ``already``
        holds what reading the post refused (``Parsed.problems``); it stands in place of "required" at the
        same field. All are in the order of the form.
        """
        found = judging.problems(self, {**answers, **locked}, situation, files)
        refused = {problem.pointer for problem in already}
        rest = [each for each in found if each.pointer not in refused]
        of_page = rest if page is None else [each for each in rest if judging.page_of(self, each) == page]
        return judging.in_order(self, [*already, *of_page])

    def submission(self, answers: Answers, situation: Situation, locked: Locked = NOTHING) -> dict[str, Json]:
        """Only the relevant answers, computed values included: what is submitted and kept for ever."""
        merged = {**answers, **locked}
        return submission(self, merged, evaluate(self, merged, situation))

    def summary(
        self, answers: Answers, situation: Situation, language: str = "vi", locked: Locked = NOTHING
    ) -> list[SummaryPage]:
        """Check your answers: page by page, each answer as people read it."""
        return summary.summary(self, {**answers, **locked}, situation, language, locked)


def form_of(procedure: Procedure, registry: Registry | None = None) -> Form:
    """The form of a procedure version, compiled once for each hash."""
    key = (procedure.hash, id(registry))
    if key not in _forms:
        _forms[key] = Form(procedure, registry)
        if len(_forms) > _MOST_FORMS:
            _forms.popitem(last=False)
    return _forms[key]
