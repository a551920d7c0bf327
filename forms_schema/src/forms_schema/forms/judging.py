"""Everything that keeps a form from being submitted, each with a place and a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from forms_schema.fields import Refusal, pick
from forms_schema.fields.base import UNREADABLE, is_readable
from forms_schema.fields.choices import NOT_OFFERED
from forms_schema.problems import Problem, RuleError
from forms_schema.situation import Situation
from forms_schema.validation import Finding

from .evaluation import Answers, Evaluation, evaluate, scope_of
from .papers import paper_problems
from .parsing import pointer_of, problem_of
from .questions import Question
from .sentences import RULE_FAILED, keyword_refusal, required_refusal
from .sources import Options, address_options, options_for
from .submission import entries, is_blank, submission
from .view_model import FileFact

if TYPE_CHECKING:
    from .form import Form

Json = Any
_ITEMS = {"answers": "field", "components": "component"}


def problems(
    form: Form,
    answers: Answers,
    situation: Situation,
    files: Mapping[str, Sequence[FileFact]] | None,
) -> list[Problem]:
    """At most one problem for each place and one for each check, in the order of the form."""
    evaluation = evaluate(form, answers, situation)
    submitted = submission(form, answers, evaluation)
    found: dict[str, Problem] = {}
    for problem in _of_answers(form, submitted, evaluation, situation):
        found.setdefault(problem.pointer, problem)
    checked = _of_checks(form, evaluation, situation)
    return in_order(form, [*found.values(), *checked, *paper_problems(form, evaluation, situation, files)])


def in_order(form: Form, found: Sequence[Problem]) -> list[Problem]:
    """The problems as somebody meets them who reads the form from its first page to its last."""
    return sorted(found, key=lambda problem: _place(form, problem.pointer))


def name_of(pointer: str) -> str:
    """``/answers/owners/0/share`` → ``owners.0.share``."""
    return ".".join(pointer.split("/")[2:])


def page_of(form: Form, problem: Problem) -> str | None:
    """The page on which the problem can be mended; None when no page asks for it."""
    kind, target = problem.pointer.split("/")[1:3]
    if kind == "answers":
        return form.page_of(target)
    wanted = (page.id for page in form.pages for item in page.items if item.get("component") == target)
    return target if kind == "pages" else next(wanted, None)


def _of_answers(
    form: Form, submitted: Mapping[str, Json], evaluation: Evaluation, situation: Situation
) -> Iterator[Problem]:
    for name in evaluation.failures:
        yield (
            problem_of(form, name, RULE_FAILED)
            if name.split(".")[0] in form.questions
            else _page_failed(name)
        )
    for name in evaluation.required:
        if is_blank(_at(submitted, name)):
            yield problem_of(form, name, required_refusal(form.question(name).kind.id))
    for finding in form.validator.findings(submitted):
        yield _of_finding(form, finding, submitted)
    for name, question, value in entries(form, submitted):
        if refusal := _refusal(question, value) or _not_offered(form, question, value, submitted, situation):
            yield problem_of(form, name, refusal)


def _of_finding(form: Form, finding: Finding, submitted: Mapping[str, Json]) -> Problem:
    """The type's own sentence where it has one (check digits, dates), else the keyword's."""
    name = _asked_name(form, finding.pointer)
    question = form.question(name)
    refusal = keyword_refusal(finding.keyword, finding.params.get("limit"))
    if finding.keyword in ("pattern", "type"):
        refusal = question.kind.refuse(_at(submitted, name), question.written) or refusal
    return problem_of(form, name, refusal)


def _asked_name(form: Form, pointer: str) -> str:
    """The field that holds the place: parts of an address and items of a list belong to their field."""
    steps = pointer.split("/")[1:]
    question = form.questions[steps[0]]
    inner = {part.id for part in question.rows}
    return ".".join(steps[:3]) if len(steps) > 2 and steps[2] in inner else steps[0]


def _refusal(question: Question, value: Json) -> Refusal | None:
    if question.is_group:
        return None
    if not all(is_readable(text) for text in _texts(value)):
        return UNREADABLE
    return question.kind.refuse(value, question.written)


def _not_offered(
    form: Form, question: Question, value: Json, submitted: Mapping[str, Json], situation: Situation
) -> Refusal | None:
    """A code must be in its list on the dossier's day."""
    if question.kind.id == "code":
        return _missing_from(options_for(form.registry, question, submitted, situation.on), value)
    if question.kind.id == "address" and isinstance(value, Mapping):
        offered = address_options(form.registry, value, situation.on)
        missing = (_missing_from(options, value.get(part)) for part, options in offered.items())
        return next(filter(None, missing), None)
    return None


def _missing_from(options: Options | None, code: Json) -> Refusal | None:
    return NOT_OFFERED if options is not None and code not in {each for each, _ in options} else None


def _of_checks(form: Form, evaluation: Evaluation, situation: Situation) -> Iterator[Problem]:
    scope = scope_of(form, evaluation, situation)
    for check, rule in form.checks:
        try:
            fails = rule.holds(scope)
        except RuleError:
            yield problem_of(form, check["at"], RULE_FAILED)
            continue
        if fails:
            sentences = {language: pick(check["message"], language) for language in ("vi", "en")}
            yield Problem(pointer_of(check["at"]), f"check.{check['id']}", sentences)


def _page_failed(page_id: str) -> Problem:
    sentences = {language: text.replace("{label}", page_id) for language, text in RULE_FAILED.message.items()}
    return Problem(f"/pages/{page_id}", RULE_FAILED.code, sentences)


def _place(form: Form, pointer: str) -> tuple[int, ...]:
    """Where the problem stands: page, item on the page, row, field in the row; what stands nowhere comes last."""
    kind, head, *inside = pointer.split("/")[1:]
    wanted = {_ITEMS.get(kind, ""): head}
    place = next(
        (
            (number, position)
            for number, page in enumerate(form.pages)
            for position, item in enumerate(page.items)
            if wanted.items() <= item.items()
        ),
        (len(form.pages),),
    )
    question = form.questions.get(head) if kind == "answers" else None
    columns = [row.id for row in question.rows] if question else []
    if len(inside) < 2 or inside[1] not in columns:
        return place
    return (*place, int(inside[0]), columns.index(inside[1]))


def _at(submitted: Mapping[str, Json], name: str) -> Json:
    """The value of ``owners.0.share`` in the submission; None when it is not there."""
    here: Json = submitted
    for step in name.split("."):
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, list) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return None
    return here


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in value.values() if isinstance(text, str))
    elif isinstance(value, list):
        yield from (text for text in value if isinstance(text, str))
