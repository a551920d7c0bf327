"""The operator table and the sentences of problems, read once from the data files beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from forms_schema.problems import Problem, RuleError

Form = Literal["literal", "list", "path", "call", "lazy", "seeing", "plain", "rows"]


def _data(name: str) -> dict[str, Any]:
    text = files("forms_schema.rules").joinpath(name).read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@dataclass(frozen=True)
class Operator:
    """One line of ``operators.json``: what the operator takes, gives, and does with null."""

    name: str
    form: Form
    arguments: tuple[str, ...]
    least: int
    most: int | None
    result: str
    null: str
    browser: bool
    phrases: Mapping[str, Mapping[str, str]]

    def argument(self, index: int) -> str:
        """The kind of the argument at ``index``; the last kind repeats."""
        return self.arguments[min(index, len(self.arguments) - 1)]

    def takes(self, count: int) -> bool:
        """Whether the operator may stand with ``count`` arguments."""
        return count >= self.least and (self.most is None or count <= self.most)


def _operator(name: str, line: Mapping[str, Any]) -> Operator:
    arguments = tuple(line["arguments"])
    return Operator(
        name=name,
        form=line["form"],
        arguments=arguments,
        least=line.get("least", len(arguments)),
        most=None if line.get("more") else len(arguments),
        result=line["result"],
        null=line["null"],
        browser=line["browser"],
        phrases={key: value for key, value in line.items() if key.startswith("phrase")},
    )


_TABLE = _data("operators.json")
_TEXTS = _data("messages.json")
_MESSAGES: dict[str, dict[str, str]] = _TEXTS["problems"]
TYPE_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(_TEXTS["types"])

OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {name: _operator(name, line) for name, line in _TABLE["operators"].items()}
)
CONTEXT: Mapping[str, str] = MappingProxyType(_TABLE["context"])
MODES: tuple[str, ...] = tuple(_TABLE["modes"])
LEAST_PLACES, MOST_PLACES = _TABLE["places"]

LIMITS: Mapping[str, int] = MappingProxyType(_TABLE["limits"])
MOST_VISITS: int = LIMITS["visits"]
MOST_DEPTH: int = LIMITS["depth"]
MOST_ITEMS: int = LIMITS["items"]
MOST_TEXT: int = LIMITS["text"]
MOST_DIGITS: int = LIMITS["digits"]
MOST_PATH: int = LIMITS["path"]


def problem(pointer: str, code: str, **params: str) -> Problem:
    """The problem ``code`` at ``pointer`` with its sentences filled in."""
    message = {language: _filled(text, params, language) for language, text in _MESSAGES[code].items()}
    return Problem(pointer, code, message, params=params)


def _filled(text: str, params: Mapping[str, str], language: str) -> str:
    for name, value in params.items():
        shown = TYPE_NAMES.get(value, {}).get(language, value) if name in ("wanted", "got") else value
        text = text.replace("{" + name + "}", shown)
    return text


def failure(pointer: str, code: str, **params: str) -> RuleError:
    """The same as an exception to raise."""
    return RuleError([problem(pointer, code, **params)])


def browser_table() -> str:
    """The module ``operators.js``: the part of the table the browser needs, one operator a line."""
    head = {key: _TABLE[key] for key in ("limits", "modes", "places")} | {"context": list(CONTEXT)}
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    for name, operator in OPERATORS.items():
        kinds = " ".join(kind.replace(" ", "_") for kind in operator.arguments)
        line = [operator.form, kinds, operator.least, operator.most]
        lines.append(f"  {json.dumps('op:' + name)}: {json.dumps(line)},")
    return "\n".join([_BROWSER_HEAD, *lines, "};", ""])


_BROWSER_HEAD = """// Written from operators.json (a test compares). Operator: form, kinds, least, most.
export const TABLE = {
  __proto__: null,"""
