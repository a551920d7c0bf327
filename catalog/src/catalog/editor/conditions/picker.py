"""A condition as lines people can pick, and back to a rule tree.

A state is a group ``{"join": "and"|"or", "items": [line or group]}``; a line is
``{"operand": key, "comparison": name, "value": text or list}``. A rule that cannot be said with lines has
no state; it is written as a formula instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editor.conditions.words import Operand
from catalog.editor.values import BadInput
from catalog.editor.words import Options

State = dict[str, Any]
Operands = Mapping[str, Operand]

FILLED: Options = (("has", _("is filled in")), ("empty", _("is left empty")))
EQUAL: Options = (("eq", _("is")), ("ne", _("is not")))
COMPARISONS: dict[str, Options] = {
    "bool": (("yes", _("is yes")), ("no", _("is no")), *FILLED),
    "num": (
        *EQUAL,
        ("lt", _("is less than")),
        ("le", _("is at most")),
        ("gt", _("is more than")),
        ("ge", _("is at least")),
        *FILLED,
    ),
    "date": (
        *EQUAL,
        ("lt", _("is before")),
        ("le", _("is not after")),
        ("gt", _("is after")),
        ("ge", _("is not before")),
        *FILLED,
    ),
    "str": (*EQUAL, ("starts_with", _("begins with")), *FILLED),
    "choice": (*EQUAL, ("in", _("is one of")), *FILLED),
    "list": (("includes", _("includes")), *FILLED),
    "rule": (("yes", _("is met")), ("no", _("is not met"))),
}
WITHOUT_VALUE = ("yes", "no", "has", "empty")
DEEPEST = 6


def comparisons(operand: Operand) -> Options:
    """The comparisons that make sense for an operand."""
    return COMPARISONS["choice" if operand.choices and operand.kind == "str" else operand.kind]


# --- tree → state ---------------------------------------------------------------------------------------


def state_of(tree: Any, known: Operands) -> State | None:
    """The lines that say ``tree``; None when lines cannot say it. No rule is one empty group."""
    if tree is None or tree is False:
        return {"join": "and", "items": []}
    state = _group_or_line(tree, known)
    if state is None:
        return None
    return state if "join" in state else {"join": "and", "items": [state]}


def _group_or_line(tree: Any, known: Operands) -> State | None:
    if not isinstance(tree, Mapping) or len(tree) != 1:
        return None
    (operator, arguments), *_rest = tree.items()
    if operator in ("and", "or"):
        items = [_group_or_line(part, known) for part in arguments]
        return None if None in items else {"join": operator, "items": items}
    return _line(operator, arguments, tree, known)


def _line(operator: str, arguments: list[Any], tree: Any, known: Operands) -> State | None:
    if operator in ("var", "it", "rule"):
        return _said(tree, "yes", "", known, ("bool", "rule"))
    if operator == "not":
        return _said(arguments[0], "no", "", known, ("bool", "rule")) if arguments else None
    if operator in ("has", "empty"):
        return _said(arguments[0], operator, "", known)
    if operator == "in" and len(arguments) == 2:
        return _membership(arguments, known)
    if operator in ("eq", "ne", "lt", "le", "gt", "ge", "starts_with") and len(arguments) == 2:
        return _comparison(operator, arguments, known)
    return None


def _said(
    tree: Any, comparison: str, value: Any, known: Operands, kinds: tuple[str, ...] = ()
) -> State | None:
    key = _key(tree)
    if key not in known or (kinds and known[key].kind not in kinds):
        return None
    return {"operand": key, "comparison": comparison, "value": value}


def _key(tree: Any) -> str:
    if isinstance(tree, Mapping) and len(tree) == 1:
        (operator, path), *_rest = tree.items()
        if operator in ("var", "it", "ctx", "rule") and all(isinstance(step, str) for step in path):
            return f"{operator}:{'.'.join(path)}"
    return ""


def _membership(arguments: list[Any], known: Operands) -> State | None:
    value, where = arguments
    if isinstance(where, Mapping) and set(where) == {"list"}:
        said = _said(value, "in", list(where["list"]), known)
        return said if said and known[said["operand"]].choices else None
    return _said(where, "includes", value, known, ("list",)) if isinstance(value, str) else None


def _comparison(operator: str, arguments: list[Any], known: Operands) -> State | None:
    subject, value = arguments
    if isinstance(value, bool) and operator in ("eq", "ne"):
        return _said(subject, "yes" if value is (operator == "eq") else "no", "", known, ("bool",))
    text = _literal_text(value)
    said = _said(subject, operator, text, known) if text is not None else None
    return said if said and operator in dict(comparisons(known[said["operand"]])) else None


def _literal_text(value: Any) -> str | None:
    if isinstance(value, Mapping) and set(value) <= {"date", "dec"} and len(value) == 1:
        return str(next(iter(value.values()))[0])
    return str(value) if isinstance(value, int | str) and not isinstance(value, bool) else None


# --- posted → state -------------------------------------------------------------------------------------


def read_state(posted: Mapping[str, Any], name: str = "g", depth: int = 0) -> State:
    """The state the picker's form posted; unreadable parts are left out."""
    join = "or" if posted.get(f"{name}.join") == "or" else "and"
    items: list[State] = []
    count = min(int(posted.get(f"{name}.count") or 0), 60)
    for number in range(count):
        place = f"{name}.{number}"
        if posted.get(f"{place}.count") is not None and depth < DEEPEST:
            items.append(read_state(posted, place, depth + 1))
        else:
            items.append(_read_line(posted, place))
    return _edited({"join": join, "items": items}, str(posted.get("do") or ""), name)


def _read_line(posted: Mapping[str, Any], place: str) -> State:
    comparison = str(posted.get(f"{place}.comparison") or "")
    many = (
        posted.getlist(f"{place}.value") if hasattr(posted, "getlist") else [posted.get(f"{place}.value", "")]
    )
    return {
        "operand": str(posted.get(f"{place}.operand") or ""),
        "comparison": comparison,
        "value": many if comparison == "in" else (many[-1] if many else ""),
    }


def _edited(group: State, act: str, name: str) -> State:
    verb, _colon, place = act.partition(":")
    if verb == "line" and place == name:
        group["items"].append({"operand": "", "comparison": "", "value": ""})
    if verb == "group" and place == name:
        group["items"].append({"join": "or" if group["join"] == "and" else "and", "items": []})
    parent, _dot, number = place.rpartition(".")
    if verb == "drop" and parent == name and number.isdigit() and int(number) < len(group["items"]):
        del group["items"][int(number)]
    return group


# --- state → tree ---------------------------------------------------------------------------------------


def tree_of(state: State, known: Operands) -> Any:
    """The rule the lines say; None when there is no line. Raises BadInput with a sentence."""
    if "join" not in state:
        return _line_tree(state, known)
    parts = [tree for tree in (tree_of(item, known) for item in state["items"]) if tree is not None]
    if len(parts) > 1:
        return {state["join"]: parts}
    return parts[0] if parts else None


def _line_tree(line: State, known: Operands) -> Any:
    if not line["operand"]:
        return None
    if line["operand"] not in known:
        raise BadInput(gettext("Choose what the condition looks at."))
    operand, comparison = known[line["operand"]], line["comparison"]
    if comparison not in dict(comparisons(operand)):
        raise BadInput(gettext("Choose how “%(label)s” is compared.") % {"label": operand.label})
    subject = operand.tree()
    if comparison in WITHOUT_VALUE:
        return _without_value(operand, comparison, subject)
    if comparison == "in":
        return {"in": [subject, {"list": [_value(operand, one) for one in line["value"] if one]}]}
    value = _value(operand, line["value"])
    return {"in": [value, subject]} if comparison == "includes" else {comparison: [subject, value]}


def _without_value(operand: Operand, comparison: str, subject: Any) -> Any:
    if comparison in ("has", "empty"):
        return {comparison: [subject]}
    if operand.kind == "rule":
        return subject if comparison == "yes" else {"not": [subject]}
    return {"eq": [subject, comparison == "yes"]}


def _value(operand: Operand, text: Any) -> Any:
    typed = str(text or "").strip()
    if not typed:
        raise BadInput(gettext("Give a value for “%(label)s”.") % {"label": operand.label})
    if operand.choices and typed not in dict(operand.choices):
        raise BadInput(gettext("Choose a value for “%(label)s” from the list.") % {"label": operand.label})
    if operand.kind == "num":
        return number(typed, operand.label)
    return {"date": [typed]} if operand.kind == "date" else typed


def number(typed: str, label: str) -> Any:
    """A number of the rule language: a whole number as it is, a decimal as ``dec``."""
    plain = typed.replace(" ", "").replace(",", ".")
    if re.fullmatch(r"-?\d{1,15}", plain):
        return int(plain)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,6}", plain):
        return {"dec": [plain]}
    raise BadInput(gettext("“%(label)s” must be compared with a number.") % {"label": label})
