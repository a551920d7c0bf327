"""Why a field is asked, not asked, required or computed, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms_schema.fields import pick
from forms_schema.labels import labels_of as procedure_labels
from forms_schema.rules.sentences import Labels, sentence

from .questions import Question, every

if TYPE_CHECKING:
    from .form import Form

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "always": {"vi": "Câu này luôn được hỏi.", "en": "This is always asked."},
    "shown": {"vi": "Câu này được hỏi vì: {rule}.", "en": "This is asked because: {rule}."},
    "hidden": {"vi": "Câu này chỉ được hỏi nếu: {rule}.", "en": "This is asked only if: {rule}."},
    "hidden_page": {
        "vi": "Trang “{page}” chỉ được hỏi nếu: {rule}.",
        "en": "The page “{page}” is asked only if: {rule}.",
    },
    "required": {"vi": "Bắt buộc trả lời.", "en": "It must be answered."},
    "required_because": {"vi": "Bắt buộc trả lời vì: {rule}.", "en": "It must be answered because: {rule}."},
    "optional": {"vi": "Không bắt buộc trả lời.", "en": "It need not be answered."},
    "computed": {"vi": "Giá trị được tính: {rule}.", "en": "The value is worked out: {rule}."},
    "condition": {"vi": "Chỉ trả lời nếu: {rule}.", "en": "Answer only if: {rule}."},
}
PARTS: Mapping[str, Mapping[str, str]] = {
    "province": {"vi": "Tỉnh, thành phố", "en": "Province or city"},
    "ward": {"vi": "Xã, phường, đặc khu", "en": "Ward or commune"},
    "street": {"vi": "Số nhà, đường, thôn, tổ", "en": "House number, street, hamlet"},
}


def labels_of(form: Form) -> Labels:
    """The words of the procedure, with the parts of addresses."""
    words = procedure_labels(form.procedure)
    parts = {
        f"{question.name}.{part}": PARTS[part]
        for question in every(form.questions)
        for part in question.kind.parts
        if part in PARTS
    }
    return replace(words, fields={**words.fields, **parts})


def condition(form: Form, question: Question, language: str) -> str:
    """The hint beside a field that is asked only sometimes; empty when it is always asked."""
    return _say(form, question, "condition", question.show.tree, language) if question.show else ""


def explanation(form: Form, relevant: frozenset[str], required: frozenset[str]) -> Callable[[str, str], str]:
    """A function (name, language) → the reasons, for one evaluation."""

    def why(name: str, language: str) -> str:
        question = form.question(name)
        said = [_relevance(form, question, name in relevant, language)]
        if name in relevant and question.computed:
            said.append(_say(form, question, "computed", question.computed.tree, language))
        elif name in relevant and question.page:
            said.append(_necessity(form, question, name in required, language))
        return " ".join(said)

    return why


def _relevance(form: Form, question: Question, is_relevant: bool, language: str) -> str:
    page = form.pages_by_id.get(question.page or "")
    if question.show and is_relevant:
        return _say(form, question, "shown", question.show.tree, language)
    if page and page.show and is_relevant:
        return _say(form, question, "shown", page.show.tree, language)
    if question.show and not is_relevant:
        return _say(form, question, "hidden", question.show.tree, language)
    if page and page.show and not is_relevant:
        return _say(
            form, question, "hidden_page", page.show.tree, language, pick(page.written["title"], language)
        )
    return _text("always", language)


def _necessity(form: Form, question: Question, is_required: bool, language: str) -> str:
    if not is_required:
        return _text("optional", language)
    if question.required is None:
        return _text("required", language)
    return _say(form, question, "required_because", question.required.tree, language)


def _say(form: Form, question: Question, key: str, tree: Any, language: str, page: str = "") -> str:
    words = sentence(tree, _labels_inside(form, question), language)
    return _text(key, language).replace("{page}", page).replace("{rule}", words)


def _labels_inside(form: Form, question: Question) -> Labels:
    """The labels as a rule of the field sees them: inside a group the members of its row have no prefix."""
    group, inside, _ = question.name.partition(".")
    labels = form.labels
    if not inside:
        return labels
    row = {
        name.partition(".")[2]: text for name, text in labels.fields.items() if name.startswith(f"{group}.")
    }
    chosen = {name.partition(".")[2]: c for name, c in labels.choices.items() if name.startswith(f"{group}.")}
    return replace(labels, fields={**labels.fields, **row}, choices={**labels.choices, **chosen})


def _text(key: str, language: str) -> str:
    return pick(_SENTENCES[key], language)
