"""How the parts of a procedure are called, for rules written out as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.model import Procedure
from forms_schema.questions import Text
from forms_schema.rules import Labels, RuleError, sentence

DIMENSION_WORDS: Mapping[str, Mapping[str, Text]] = {
    "channel": {
        "direct": {"vi": "trực tiếp", "en": "direct"},
        "online": {"vi": "trực tuyến", "en": "online"},
        "post": {"vi": "qua bưu chính", "en": "post"},
    },
    "place": {
        "standard": {"vi": "địa bàn thông thường", "en": "standard place"},
        "remote": {"vi": "địa bàn khó khăn", "en": "remote place"},
    },
    "applicant": {
        "citizen": {"vi": "cá nhân", "en": "a citizen"},
        "organisation": {"vi": "tổ chức", "en": "an organisation"},
    },
}
DIMENSION_NAMES: Mapping[str, Text] = {
    "case": {"vi": "trường hợp là", "en": "the case is"},
    "channel": {"vi": "kênh nộp là", "en": "the channel is"},
    "place": {"vi": "nơi nộp là", "en": "the place is"},
    "applicant": {"vi": "người nộp là", "en": "the applicant is"},
}
_AND = {"vi": " và ", "en": " and "}
_OR = {"vi": " hoặc ", "en": " or "}


def labels_of(procedure: Procedure) -> Labels:
    """The words of the procedure's fields, choices, cases and named rules."""
    fields = list(procedure.all_fields())
    choices: dict[str, Mapping[str, Text]] = {
        field.path: {choice.value: choice.label for choice in field.choices}
        for field in fields
        if field.choices
    }
    cases = {case.id: case.name for case in procedure.cases}
    return Labels(
        fields={field.path: field.label for field in fields},
        choices={**choices, **DIMENSION_WORDS, "case": cases},
        rules=procedure.rules,
    )


def in_words(procedure: Procedure, tree: Any) -> dict[str, str]:
    """The rule as a sentence in Vietnamese and English."""
    labels = labels_of(procedure)
    try:
        return {language: sentence(tree, labels, language) for language in ("vi", "en")}
    except RuleError:
        return {"vi": "quy tắc chưa đúng", "en": "a rule that is not well formed"}


def selector_words(procedure: Procedure, selector: Mapping[str, Any]) -> dict[str, str]:
    """A selector as words, for example “trường hợp là Thừa kế và kênh nộp là trực tuyến”."""
    known = {**DIMENSION_WORDS, "case": {case.id: case.name for case in procedure.cases}}
    words: dict[str, str] = {}
    for language in ("vi", "en"):
        parts = [
            f"{_word(DIMENSION_NAMES[name], name, language)} "
            + _OR[language].join(_word(known[name].get(value), value, language) for value in selector[name])
            for name in DIMENSION_NAMES
            if name in selector
        ]
        words[language] = _AND[language].join(parts)
    return words


def condition_words(procedure: Procedure, selector: Mapping[str, Any], *rules: Any) -> dict[str, str]:
    """A selector and rules that must all hold, as one condition; empty when there is none."""
    parts = [
        selector_words(procedure, selector),
        *(_said(procedure, rule, rules, selector) for rule in rules),
    ]
    return {
        language: _AND[language].join(part[language] for part in parts if part[language])
        for language in ("vi", "en")
    }


def _said(
    procedure: Procedure, rule: Any, rules: tuple[Any, ...], selector: Mapping[str, Any]
) -> dict[str, str]:
    words = in_words(procedure, rule)
    alone = len(rules) == 1 and not selector
    return words if alone or "or" not in rule else {language: f"({text})" for language, text in words.items()}


def _word(text: Text | None, value: str, language: str) -> str:
    return (text.get(language) or text["vi"]) if text else value
