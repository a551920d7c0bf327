"""What a rule is and what values are, as ``rules/definition.md`` states it: the reading half of the reference.

A tree is read in reading order, before anything is computed; values from outside are looked at when they are met.
It imports nothing of the package; the operator table it reads is data.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal
from importlib.resources import files
from typing import Any

TABLE = json.loads(files("forms_schema.rules").joinpath("operators.json").read_text(encoding="utf-8"))
OPERATORS, LIMITS = TABLE["operators"], TABLE["limits"]
WIDE = Context(prec=250, traps=[])
LARGEST = Decimal(10) ** LIMITS["digits"]
FINEST = Decimal(1).scaleb(-LIMITS["digits"])
KINDS = {bool: "bool", Decimal: "num", str: "str", date: "date", list: "list", dict: "object"}


class Refused(Exception):
    """A rule that has no value: the code of the error and the pointer to its node."""

    def __init__(self, code: str, at: str) -> None:
        super().__init__(code, at)
        self.code, self.at = code, at


class Node:
    """A part of a rule that has been read: its operator (or a literal), its arguments, where it stands."""

    __slots__ = ("args", "at", "depth", "height", "names", "op", "size", "value")

    def __init__(self, at: str, depth: int, op: str = "", value: Any = None) -> None:
        self.at, self.depth, self.op, self.value = at, depth, op, value
        self.args: list[Node] = []
        self.names: list[Any] = []
        self.size, self.height = 1, depth

    def add(self, node: Node) -> None:
        """One argument more; the body of a row operator is paid for by its rows."""
        if not (self.args and OPERATORS[self.op]["form"] == "rows"):
            self.size += node.size
        self.height = max(self.height, node.height)
        self.args.append(node)


# Reading: in reading order, before anything is computed


def read(tree: Any, at: str = "", depth: int = 1) -> Node:
    """The nodes of a tree, or the first place that is no rule."""
    if depth > LIMITS["depth"]:
        raise Refused("too_deep", at)
    if not isinstance(tree, dict):
        return Node(at, depth, value=literal(tree, at))
    name, given = next(iter(tree.items()), (None, None))
    if len(tree) != 1 or not isinstance(name, str) or not isinstance(given, list):
        raise Refused("bad_shape", at)
    if name not in OPERATORS:
        raise Refused("unknown_operator", at)
    line = OPERATORS[name]
    if len(given) > LIMITS["items"]:
        raise Refused("list_too_long", at)
    least, most = line.get("least", len(line["arguments"])), len(line["arguments"])
    if len(given) < least or (len(given) > most and not line.get("more")):
        raise Refused("wrong_arity", at)
    return _read_operator(name, line, given, f"{at}/{name}", depth)


def _read_operator(name: str, line: dict[str, Any], given: list[Any], at: str, depth: int) -> Node:
    if line["form"] == "literal":
        return Node(at, depth, value=(written_number if name == "dec" else written_date)(given[0], f"{at}/0"))
    node = Node(at, depth, name)
    if line["form"] == "path" and len(given) > LIMITS["path"]:
        raise Refused("bad_shape", at)
    for index, argument in enumerate(given):
        kind = line["arguments"][min(index, len(line["arguments"]) - 1)]
        if kind in ("name", "places", "mode"):
            node.names.append(written_name(kind, argument, f"{at}/{index}"))
        else:
            node.add(read(argument, f"{at}/{index}", depth + 1))
    if name == "ctx" and node.names[0] not in TABLE["context"]:
        raise Refused("unknown_context", f"{at}/0")
    return node


def literal(value: Any, at: str) -> Any:
    """null, true, false, text, or a whole number a browser keeps exact."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int) and abs(value) < 2**53:
        return Decimal(value)
    raise Refused("bad_shape" if isinstance(value, list) else "bad_literal", at)


def written_number(text: Any, at: str) -> Decimal:
    """The number of ``{"dec": ["0.5"]}``."""
    if not isinstance(text, str) or not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text, re.ASCII):
        raise Refused("bad_literal", at)
    return fitting(Decimal(text), at)


def written_date(text: Any, at: str) -> date:
    """The day of ``{"date": ["2026-07-01"]}``."""
    if isinstance(text, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date(*map(int, text.split("-")))
        except ValueError:
            pass
    raise Refused("bad_literal", at)


def written_name(kind: str, value: Any, at: str) -> Any:
    """A name, a number of places or a mode: written out, never computed."""
    if kind == "name" and not (isinstance(value, str) and value):
        raise Refused("bad_shape", at)
    first, last = TABLE["places"]
    if kind == "places" and not (type(value) is int and first <= value <= last):
        raise Refused("bad_places", at)
    if kind == "mode" and not (isinstance(value, str) and value in TABLE["modes"]):
        raise Refused("bad_mode", at)
    return value


# Values


def fitting(number: Decimal, at: str) -> Decimal:
    """A number of at most 40 digits on each side of the point."""
    if number.is_finite() and number.copy_abs() < LARGEST and number.quantize(FINEST, context=WIDE) == number:
        return number or Decimal(0)
    raise Refused("number_too_long", at)


def seen(value: Any, at: str) -> Any:
    """A value from outside: what is empty is null, text is NFC, numbers fit."""
    if value is None or type(value) is bool or type(value) is date:
        return value
    if type(value) is str:
        return unicodedata.normalize("NFC", value) or None
    if type(value) in (int, Decimal):
        return fitting(Decimal(value), at)
    if type(value) in (list, tuple):
        if len(value) > LIMITS["items"]:
            raise Refused("list_too_long", at)
        return [seen(item, at) for item in value] or None
    if isinstance(value, Mapping):
        return value
    raise Refused("type_clash", at)


def follow(value: Any, names: list[str], at: str) -> Any:
    """The member of a member; nothing has no members."""
    for name in names:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise Refused("type_clash", at)
        value = seen(value.get(name), at)
    return value if names else seen(value, at)


def wanted(value: Any, kind: str, at: str) -> Any:
    """A value of one kind, or null."""
    if value is not None and KINDS.get(type(value)) != kind:
        raise Refused("type_clash", at)
    return value


def ordered(values: list[Any], places: list[str]) -> list[Any]:
    """Numbers only or days only."""
    met = None
    for value, at in zip(values, places, strict=True):
        if value is None:
            continue
        if type(value) not in (Decimal, date) or met not in (None, type(value)):
            raise Refused("type_clash", at)
        met = type(value)
    return values


def equal(left: Any, right: Any, at: str) -> bool:
    """Equality of two values of one type; null equals only null."""
    if left is None or right is None:
        return left is None and right is None
    if type(left) is not type(right) or isinstance(left, Mapping):
        raise Refused("type_clash", at)
    if isinstance(left, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(equal(one, other, at) for one, other in pairs)
    return bool(left == right)


def empty(value: Any) -> bool:
    """Whether a person would call it empty."""
    if isinstance(value, Mapping):
        return all(member is None or member in ("", []) for member in value.values())
    return value is None or value in ("", [])
