"""Any rule, built part by part: each part is a value, an answer, or an operator with parts of its own.

The formula editor can say everything the rule language can; the operators are read from the language's
own table, so there is nothing to keep in step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from forms_schema.rules import OPERATORS

from catalog.editor.conditions.picker import Operands, number
from catalog.editor.values import BadInput
from catalog.editor.words import Options

Node = dict[str, Any]

PLAIN: Options = (
    ("", _("— choose —")),
    ("answer", _("an answer or a fact")),
    ("number", _("a number")),
    ("text", _("a text")),
    ("date", _("a date")),
    ("yes", _("yes")),
    ("no", _("no")),
    ("nothing", _("nothing")),
    ("list", _("a list of texts")),
)
READING = ("var", "it", "ctx", "rule")
HIDDEN = ("dec", "date", "list", "call", *READING)
DEEPEST = 12


def operator_options() -> Options:
    """The operators with their phrases; the places of the parts are shown as dots."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return tuple(
        (f"op:{name}", _phrase(operator, language))
        for name, operator in OPERATORS.items()
        if name not in HIDDEN
    )


def _phrase(operator: Any, language: str) -> str:
    text = operator.phrases["phrase"][language] if "phrase" in operator.phrases else operator.name
    for place in ("{0}", "{1}", "{2}", "{3}", "{all}"):
        text = text.replace(place, "…")
    return text.strip() if "…" in text else f"… {text.strip()} …"


def node_of(tree: Any) -> Node:
    """The editor's node for a rule tree."""
    if isinstance(tree, bool):
        return {"kind": "yes" if tree else "no"}
    if tree is None:
        return {"kind": "nothing"}
    if isinstance(tree, int | str):
        return {"kind": "number" if isinstance(tree, int) else "text", "value": str(tree)}
    (operator, arguments), *_rest = tree.items()
    if operator in ("dec", "date"):
        return {"kind": "number" if operator == "dec" else "date", "value": arguments[0]}
    if operator == "list":
        return {"kind": "list", "value": "\n".join(str(one) for one in arguments)}
    if operator in READING:
        return {"kind": "answer", "value": f"{operator}:{'.'.join(arguments)}"}
    return {"kind": f"op:{operator}", "parts": [node_of(one) for one in arguments]}


def read_node(posted: Mapping[str, Any], name: str = "n", depth: int = 0) -> Node:
    """The node the formula's form posted; an operator gets at least the parts it needs."""
    kind = str(posted.get(f"{name}.kind") or "")
    if not kind.startswith("op:"):
        return {"kind": kind, "value": str(posted.get(f"{name}.value") or "")}
    wanted = _slots(kind[3:], int(posted.get(f"{name}.count") or 0))
    act, _colon, place = str(posted.get("do") or "").partition(":")
    if place == name and act == "more":
        wanted += 1
    if place == name and act == "fewer":
        wanted -= 1
    parts = [read_node(posted, f"{name}.{at}", depth + 1) for at in range(wanted)] if depth < DEEPEST else []
    return {"kind": kind, "parts": parts}


def shape_of(operator: str) -> Any:
    """The operator's line of the language's table."""
    shape = OPERATORS.get(operator)
    if shape is None or operator in HIDDEN:
        raise BadInput(gettext("Choose an operator from the list."))
    return shape


def _slots(operator: str, given: int) -> int:
    shape = shape_of(operator)
    return max(given, shape.least) if shape.most is None else max(min(given, shape.most), shape.least)


def tree_of(node: Node, known: Operands) -> Any:
    """The rule tree of a node. Raises BadInput with a sentence that says what is missing."""
    kind, value = node["kind"], str(node.get("value") or "").strip()
    if kind.startswith("op:"):
        return {kind[3:]: [tree_of(part, known) for part in node["parts"]]}
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind == "":
        raise BadInput(gettext("A part of the formula is not chosen yet."))
    if not value:
        raise BadInput(gettext("A part of the formula is still empty."))
    return _plain(kind, value, known)


_CONSTANTS: dict[str, Any] = {"yes": True, "no": False, "nothing": None}


def _plain(kind: str, value: str, known: Operands) -> Any:
    if kind == "number":
        return number(value, gettext("the formula"))
    if kind == "text":
        return value
    if kind == "date":
        return {"date": [value]}
    if kind == "list":
        return {"list": [line.strip() for line in value.splitlines() if line.strip()]}
    if value not in known and not value.startswith("it:"):
        raise BadInput(gettext("Choose an answer or a fact from the list."))
    operator, _colon, path = value.partition(":")
    return {operator: path.split(".")}


def row_options(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields of the rows of every group, for operators that go over rows."""
    from catalog.editor.parts import text_in

    language = get_language() or "vi"
    for schema in document.get("form", {}).get("data", {}).get("properties", {}).values():
        outer = text_in(schema["x-field"]["label"], language)
        for name, part in schema.get("items", {}).get("properties", {}).items():
            yield f"it:{name}", f"{outer} → {text_in(part['x-field']['label'], language)}"


def modes() -> Sequence[tuple[str, Any]]:
    """How rounding goes, in words."""
    return (("half_up", _("to the nearest")), ("up", _("upwards")), ("down", _("downwards")))
