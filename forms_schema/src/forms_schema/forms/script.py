"""What the browser needs to show, hide, require and compute as the server does, and no more than that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from forms_schema.rules.graph import dependencies, runs_in_browser
from forms_schema.situation import Situation

from .evaluation import Answers, Evaluation, context_of
from .questions import FormPage, Question
from .words import words

if TYPE_CHECKING:
    from .form import Form

Json = Any


def script_of(
    form: Form,
    page: FormPage,
    evaluation: Evaluation,
    answers: Answers,
    situation: Situation,
    language: str,
    locked: Mapping[str, Json],
) -> dict[str, Json]:
    """Rules and types of the page's fields, named rules they use, and answers of other pages they read."""
    fields = {name: _field(form, form.questions[name]) for name in page.fields}
    for name, field in fields.items():
        question = form.questions[name]
        if name in locked or not (question.is_asked or question.computed):
            field["fixed"] = answers.get(name)
    trees = [tree for name in page.fields for tree in _trees(form.questions[name])]
    named, read = _closure(form, [tree for tree in trees if _is_for_browser(form, tree)])
    outside = sorted(read - set(page.fields))
    return {
        "language": language,
        "words": {name: words(language)[name] for name in ("yes", "no")},
        "context": {name: str(value) for name, value in context_of(situation).items()},
        "rules": {name: form.rules[name].tree for name in sorted(named)},
        "order": [name for name in form.order if name in fields],
        "fields": fields,
        "outside": {name: _outside(form.questions[name], evaluation, answers) for name in outside},
    }


def _field(form: Form, question: Question) -> dict[str, Json]:
    found: dict[str, Json] = {
        "type": question.kind.id,
        "rule_type": question.kind.rule_type_of(question.written),
        "always": question.always and question.is_asked,
    }
    if units := question.kind.units(question.written):
        found["units"] = list(units)
    for key, rule in (
        ("show", question.show),
        ("required", question.required),
        ("computed", question.computed),
    ):
        if rule and _is_for_browser(form, rule.tree):
            found[key] = rule.tree
    if question.is_group:
        found["rows"] = {row.id: _field(form, row) for row in question.rows}
        found["row_order"] = [row.id for row in form.row_orders[question.id]]
    return found


def _trees(question: Question) -> Iterator[Any]:
    for rule in (question.show, question.required, question.computed):
        if rule:
            yield rule.tree
    for row in question.rows:
        yield from _trees(row)


def _is_for_browser(form: Form, tree: Any) -> bool:
    return runs_in_browser(tree, {name: rule.tree for name, rule in form.rules.items()})


def _closure(form: Form, trees: list[Any]) -> tuple[set[str], set[str]]:
    """Named rules used and fields read, directly or through named rules."""
    named: set[str] = set()
    read: set[str] = set()
    waiting = list(trees)
    while waiting:
        for name in dependencies(waiting.pop()):
            if name.startswith("rule:") and name[5:] not in named:
                named.add(name[5:])
                waiting.append(form.rules[name[5:]].tree)
            elif not name.startswith(("rule:", "it:")):
                read.add(name)
    return named, read & form.questions.keys()


def _outside(question: Question, evaluation: Evaluation, answers: Answers) -> dict[str, Json]:
    """An answer of another page as kept, with its types; null when it is not relevant."""
    value = answers.get(question.id) if question.id in evaluation.relevant else None
    value = evaluation.computed.get(question.id) if question.computed else value
    found: dict[str, Json] = {"value": value, "rule_type": question.kind.rule_type_of(question.written)}
    if question.is_group:
        found["rows"] = {row.id: row.kind.rule_type_of(row.written) for row in question.rows}
    return found
