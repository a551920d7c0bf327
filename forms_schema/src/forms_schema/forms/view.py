"""A page of the form as plain values: controls with ids, hints, problems, and rules for the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms_schema.fields import pick
from forms_schema.problems import Problem
from forms_schema.rules.graph import dependencies, runs_in_browser
from forms_schema.situation import Situation

from . import controls
from .evaluation import Answers, evaluate
from .judging import name_of
from .papers import papers_due
from .questions import FormPage, Question
from .reasons import condition
from .script import script_of
from .view_model import FileFact, ItemView, PageView
from .words import words

if TYPE_CHECKING:
    from forms_schema.components import ComponentDue

    from .form import Form

Json = Any


class Drawing:
    """One page for one set of answers; made and used once (see `Form.view`)."""

    def __init__(
        self,
        form: Form,
        answers: Answers,
        situation: Situation,
        problems: Sequence[Problem],
        language: str,
        files: Mapping[str, Sequence[FileFact]],
        locked: Mapping[str, Json],
        typed: Mapping[str, Sequence[str]],
    ) -> None:
        self.form = form
        self.answers = answers
        self.situation = situation
        self.language = language
        self.files = files
        self.locked = locked
        self.typed = typed
        self.evaluation = evaluate(form, answers, situation)
        self.problems = problems
        self.sentences = {_target(p): pick(p.message, language) for p in reversed(problems)}

    def page(self, page_id: str) -> PageView:
        """The page; KeyError when the form has none of that id."""
        page = self.form.pages_by_id[page_id]
        items, language = tuple(self.items(page)), self.language
        pages = self.evaluation.pages
        return PageView(
            id=page.id,
            title=pick(page.written["title"], language),
            intro=pick(page.written.get("intro"), language),
            number=pages.index(page.id) + 1 if page.id in pages else 1,
            count=len(pages) or 1,
            items=items,
            problems=tuple(self.summary(items)),
            language=language,
            words=words(language),
            script=script_of(
                self.form, page, self.evaluation, self.answers, self.situation, language, self.locked
            ),
        )

    def items(self, page: FormPage) -> Iterator[ItemView]:
        due = {each.component.id: each for each in self.papers(page)}
        for item in page.items:
            if "field" in item:
                yield from self.field(page, self.form.questions[item["field"]])
            elif "component" in item and item["component"] in due:
                yield self.paper(item["component"], due)
            elif "heading" in item or "text" in item:
                kind = "heading" if "heading" in item else "text"
                yield ItemView(kind=kind, id=f"{kind}-{item['id']}", text=pick(item[kind], self.language))

    def paper(self, name: str, due: Mapping[str, ComponentDue]) -> ItemView:
        group = due[name].component.group
        others = [
            pick(each.component.name, self.language)
            for each in due.values()
            if group and each.component.group == group and each.component.id != name
        ]
        sentence, files = self.sentences.get(name, ""), self.files.get(name, ())
        return controls.paper(due[name], others, sentence, files, self.language)

    def papers(self, page: FormPage) -> list[ComponentDue]:
        if not any("component" in item for item in page.items):
            return []
        return papers_due(self.form, self.evaluation, self.situation)

    def field(self, page: FormPage, question: Question) -> Iterator[ItemView]:
        """The field; nothing when another page, or a rule about another page, has decided against it."""
        shown = question.id in self.evaluation.visible
        same_page = self.hangs_on(page, question)
        if shown or same_page:
            yield self.item(question, question.id, self.answers.get(question.id), shown, same_page)

    def hangs_on(self, page: FormPage, question: Question) -> bool:
        """Whether an answer on this page can show or hide the field."""
        return question.show is not None and bool(self.reads(question.show.tree) & set(page.fields))

    def reads(self, tree: Any) -> set[str]:
        """Field ids the rule reads, through named rules as well."""
        found, waiting, seen = set(), [tree], set()
        while waiting:
            for name in dependencies(waiting.pop()):
                if name.startswith("rule:") and name not in seen:
                    seen.add(name)
                    waiting.append(self.form.rules[name[5:]].tree)
                elif not name.startswith(("rule:", "it:")):
                    found.add(name)
        return found

    def item(
        self, question: Question, name: str, value: Json, shown: bool, conditional: bool, row: Any = None
    ) -> ItemView:
        value = self.evaluation.computed.get(name) if question.computed else value
        drawn = controls.control(self, question, name, value, row)
        hint = condition(self.form, question, self.language) if conditional else ""
        problem = self.sentences.get(name, "")
        return replace(
            drawn,
            required=name in self.evaluation.required,
            optional=question.is_asked and not question.always and name not in self.evaluation.required,
            shown=shown,
            condition=hint,
            rule=self.browser_tree(question.show) if conditional else None,
            required_rule=self.browser_tree(question.required),
            computed_rule=self.browser_tree(question.computed),
            problem=problem,
            described_by=_described_by(drawn, hint, problem),
        )

    def browser_tree(self, rule: Any) -> Any:
        """The rule for the browser; None when only the server can work it out."""
        rules = {name: known.tree for name, known in self.form.rules.items()}
        return rule.tree if rule and runs_in_browser(rule.tree, rules) else None

    def rows(self, group: Question) -> Iterator[tuple[ItemView, ...]]:
        """The items of each row; at least as many rows as the group must have."""
        stored = group.kind.rule_value(self.answers.get(group.id)) or []
        missing = max(0, group.fewest_rows - len(stored))
        for index, row in enumerate([*stored, *({} for _ in range(missing))][: group.most_rows]):
            yield tuple(self.row(group, index, row))

    def row(self, group: Question, index: int, row: Mapping[str, Json]) -> Iterator[ItemView]:
        known = index < len(self.evaluation.values.get(group.id) or ())
        for question in group.rows:
            name = f"{group.id}.{index}.{question.id}"
            shown = name in self.evaluation.relevant if known else question.show is None
            item = self.item(question, name, row.get(question.id), shown, question.show is not None, row)
            yield item if known else replace(item, required=question.always, optional=not question.always)

    def summary(self, items: Sequence[ItemView]) -> Iterator[tuple[str, str]]:
        """Problems of this page first with a link to their control, the others without."""
        targets = {item.name.removeprefix("component.") or item.id: item.id for item in _every(items)}
        for problem in self.problems:
            target = _target(problem)
            while target and target not in targets:
                target = target.rpartition(".")[0]
            yield targets.get(target, ""), pick(problem.message, self.language)


def _target(problem: Problem) -> str:
    """The name of the field, or the id of the component, the problem belongs to."""
    return name_of(problem.pointer)


def _every(items: Sequence[ItemView]) -> Iterator[ItemView]:
    for item in items:
        yield item
        for row in item.rows:
            yield from _every(row)


def _described_by(item: ItemView, hint: str, problem: str) -> str:
    parts = {"help": item.help, "condition": hint, "problem": problem}
    return " ".join(f"{item.id}-{part}" for part, text in parts.items() if text)
