"""Rules as sentences for people, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from forms_schema.rules.numbers import plain
from forms_schema.rules.shape import Node, parse
from forms_schema.rules.table import MOST_DEPTH, Operator
from forms_schema.rules.types import Tree

Text = str | Mapping[str, str]

_WORDS: Mapping[str, Mapping[str, str]] = {
    "true": {"vi": "Có", "en": "Yes"},
    "false": {"vi": "Không", "en": "No"},
    "null": {"vi": "(trống)", "en": "(nothing)"},
    "row": {"vi": "dòng", "en": "the row"},
    "date": {"vi": "ngày của hồ sơ", "en": "the dossier's date"},
    "case": {"vi": "trường hợp", "en": "the case"},
    "channel": {"vi": "kênh nộp", "en": "the channel"},
    "place": {"vi": "loại địa bàn", "en": "the class of place"},
    "applicant": {"vi": "loại người nộp", "en": "the kind of applicant"},
    "half_up": {"vi": "nửa thì lên", "en": "half up"},
    "half_even": {"vi": "nửa thì về số chẵn", "en": "half to even"},
    "up": {"vi": "luôn lên", "en": "always up"},
    "down": {"vi": "luôn xuống", "en": "always down"},
    "ceiling": {"vi": "lên số lớn hơn", "en": "to the larger"},
    "floor": {"vi": "xuống số nhỏ hơn", "en": "to the smaller"},
    "places": {"vi": "{0} chữ số thập phân", "en": "{0} decimal places"},
    "rule": {"vi": "quy tắc “{0}”", "en": "the rule “{0}”"},
    "function": {"vi": "{0} của ({1})", "en": "{0} of ({1})"},
    "or": {"vi": " hoặc ", "en": " or "},
    "answered": {"vi": "trả lời {1} cho câu hỏi “{0}”", "en": "the answer to “{0}” is {1}"},
    "not_answered": {"vi": "không trả lời {1} cho câu hỏi “{0}”", "en": "the answer to “{0}” is not {1}"},
    "not_plain": {"vi": "quy tắc chưa đúng cú pháp", "en": "a rule that is not well formed"},
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_JOINING = frozenset({"and", "or", "add", "mul", "concat"})
_COMPOSITE = _JOINING | {"sub", "div", "if", "coalesce", "any", "all"}


@dataclass(frozen=True)
class Labels:
    """How fields, choices, facts and functions are called; each text is one string or ``{"vi", "en"}``.

    ``fields`` by path (``land_type``, ``address.province``, ``owners.share`` inside a group); ``choices``
    by the same path (or ``case``, ``channel`` …) then value; ``rules`` holds the trees of named rules,
    which are written out in the place of their name.
    """

    fields: Mapping[str, Text] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    rules: Mapping[str, Tree] = field(default_factory=dict)
    functions: Mapping[str, Text] = field(default_factory=dict)


def sentence(tree: Tree, labels: Labels | Mapping[str, Text], language: str = "vi") -> str:
    """The rule in words: "Diện tích lớn hơn 200 và Loại đất là Đất ở". RuleError when it is no rule."""
    known = labels if isinstance(labels, Labels) else Labels(fields=labels)
    return _Speaker(known, language).say(parse(tree))


def _text(text: Text, language: str) -> str:
    return text if isinstance(text, str) else text.get(language) or text.get("vi", "")


class _Speaker:
    """One sentence under way: labels, language, the group it is in and the named rules it is inside of."""

    def __init__(self, labels: Labels, language: str, group: str = "", way: tuple[str, ...] = ()) -> None:
        self.labels = labels
        self.language = language if language in ("vi", "en") else "vi"
        self.group = group
        self.way = way

    def say(self, node: Node, choices: str = "") -> str:
        """The words of ``node``; a written text is looked up among the choices of the path ``choices``."""
        if node.operator is None:
            return self._literal(node.value, choices)
        if node.operator.form == "path":
            return self._path(node)
        if node.operator.form == "rows":
            return self._rows(node)
        if node.operator.form == "list":
            return ", ".join(self.say(item, choices) for item in node.arguments)
        if node.operator.form == "call":
            return self._called(node)
        return self._operation(node)

    def _word(self, key: str) -> str:
        return _WORDS[key][self.language]

    def _literal(self, value: Any, choices: str) -> str:
        if value is None or isinstance(value, bool):
            return self._word("null" if value is None else str(value).lower())
        if isinstance(value, Decimal):
            return self._number(value)
        if isinstance(value, date):
            return self._date(value)
        label = self.labels.choices.get(choices, {}).get(value)
        return _text(label, self.language) if label is not None else f"“{value}”"

    def _date(self, value: date) -> str:
        if self.language == "vi":
            return f"{value.day:02}/{value.month:02}/{value.year:04}"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def _number(self, value: Decimal) -> str:
        whole, _, fraction = plain(value).partition(".")
        text = f"{int(whole):,}" + (f".{fraction}" if fraction else "")
        text = f"-{text}" if whole == "-0" else text
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def _path(self, node: Node) -> str:
        assert node.operator is not None
        name = node.names[0] if node.names else ""
        if node.operator.name == "rule":
            return self._named(node, name)
        if node.operator.name == "ctx":
            return self._word(name)
        path = self._path_key(node)
        label = self.labels.fields.get(path)
        if label is not None:
            return _text(label, self.language)
        return path or self._word("row")

    def _path_key(self, node: Node) -> str:
        if node.operator is None or node.operator.name not in ("var", "it", "ctx"):
            return ""
        inside = (self.group,) if node.operator.name == "it" and self.group else ()
        return ".".join((*inside, *node.names))

    def _named(self, node: Node, name: str) -> str:
        tree = self.labels.rules.get(name)
        if tree is None or name in self.way or node.depth + len(self.way) > MOST_DEPTH:
            return self._word("rule").format(name)
        inner = _Speaker(self.labels, self.language, way=(*self.way, name))
        return f"({inner.say(parse(tree))})"

    def _called(self, node: Node) -> str:
        name = _text(self.labels.functions.get(node.names[0], node.names[0]), self.language)
        return self._word("function").format(name, ", ".join(self.say(each) for each in node.arguments))

    def _rows(self, node: Node) -> str:
        assert node.operator is not None
        rows = node.arguments[0]
        words = [self.say(rows)]
        if len(node.arguments) == 1:
            return self._phrase(node.operator, "phrase_short").format(*words)
        inner = _Speaker(self.labels, self.language, self._path_key(rows), self.way)
        return self._phrase(node.operator, "phrase").format(*words, inner.say(node.arguments[1]))

    def _phrase(self, operator: Operator, key: str) -> str:
        return operator.phrases[key][self.language]

    def _operation(self, node: Node) -> str:
        assert node.operator is not None
        if asked := self._question(node):
            return asked
        words = self._arguments(node)
        if node.operator.name in _JOINING:
            return self._phrase(node.operator, "phrase").join(words)
        if node.operator.name == "coalesce":
            return self._nested(node.operator, words)
        written = [self._written(name) for name in node.names]
        key = "phrase_date" if self._dated(node) else "phrase"
        return self._phrase(node.operator, key).format(*words, *written, all=", ".join(words))

    def _question(self, node: Node) -> str:
        """A comparison with a label that is a question: the answer given to it. Empty when it is none."""
        assert node.operator is not None
        if node.operator.name not in ("eq", "ne", "in"):
            return ""
        asked, given = node.arguments if self._asks(node.arguments[0]) else reversed(node.arguments)
        values = given.arguments if given.operator and given.operator.form == "list" else (given,)
        if not self._asks(asked) or any(value.operator for value in values):
            return ""
        key = "not_answered" if node.operator.name == "ne" else "answered"
        return self._answered(asked, [self.say(value, self._path_key(asked)) for value in values], key)

    def _answered(self, asked: Node, answers: list[str], key: str = "answered") -> str:
        quoted = [one if one.startswith("“") else f"“{one}”" for one in answers]
        return self._word(key).format(self.say(asked), self._word("or").join(quoted))

    def _asks(self, node: Node) -> bool:
        """Whether the node is an answer to a question written as one."""
        label = self.labels.fields.get(self._path_key(node))
        return label is not None and _text(label, self.language).endswith("?")

    def _arguments(self, node: Node) -> list[str]:
        assert node.operator is not None
        comparing = node.operator.name in ("eq", "ne", "in")
        choices = [self._path_key(argument) for argument in reversed(node.arguments)] if comparing else []
        words = [self.say(each, choices[i] if comparing else "") for i, each in enumerate(node.arguments)]
        if node.operator.name in ("and", "or", "not"):
            said = zip(node.arguments, words, strict=True)
            words = [
                self._answered(one, [self._word("true")]) if self._asks(one) else text for one, text in said
            ]
        if node.operator.name == "not":
            return words
        return [self._bracketed(node, each, text) for each, text in zip(node.arguments, words, strict=True)]

    def _bracketed(self, node: Node, argument: Node, text: str) -> str:
        if (
            argument.operator is None
            or argument.operator.name not in _COMPOSITE
            or argument.operator is node.operator
        ):
            return text
        return f"({text})"

    def _nested(self, operator: Operator, words: list[str]) -> str:
        text = words[-1]
        for word in reversed(words[:-1]):
            text = self._phrase(operator, "phrase").format(word, text)
        return text

    def _written(self, name: Any) -> str:
        return self._word("places").format(name) if isinstance(name, int) else self._word(name)

    def _dated(self, node: Node) -> bool:
        assert node.operator is not None
        return "phrase_date" in node.operator.phrases and any(map(_is_date, node.arguments))


def _is_date(node: Node) -> bool:
    if node.operator is None:
        return isinstance(node.value, date)
    return node.operator.result == "date" or (node.operator.name == "ctx" and node.names[0] == "date")
