"""The static check of a rule: a clash that could ever happen is found here, with a pointer to its node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms_schema.problems import Problem, RuleError
from forms_schema.rules.shape import Node, parse
from forms_schema.rules.table import CONTEXT, MOST_VISITS, problem
from forms_schema.rules.types import (
    BOOL,
    DATE,
    NULL,
    NUM,
    SCALARS,
    STR,
    RuleType,
    Tree,
    Types,
    as_type,
    as_types,
    joined,
)
from forms_schema.rules.values import kind_of

_SIMPLE = {"bool": BOOL, "num": NUM, "str": STR, "date": DATE}
# "null" stands for "nothing known": it may stand anywhere, so one mistake is reported once.
_ADMITTED: Mapping[str, frozenset[str]] = {
    "ordered": frozenset({"null", "num", "date"}),
    "scalar": SCALARS,
    "comparable": SCALARS | {"list"},
    "list": frozenset({"null", "list"}),
    "any": SCALARS | {"list", "object"},
}


def check_rule(
    tree: Tree, types: Types | Mapping[str, RuleType | str], expects: RuleType | str | None = None
) -> tuple[RuleType, list[Problem]]:
    """The type of ``tree`` and its problems; ``expects`` is the type wanted of the whole rule.

    A rule without problems never clashes on answers of the stated types. Never raises.
    """
    try:
        node = parse(tree)
    except RuleError as error:
        return NULL, list(error.problems)
    checker = _Checker(as_types(types))
    found = checker.type_of(node, checker.types.row)
    if node.size > MOST_VISITS:
        checker.problems.append(problem("", "too_long"))
    if expects is not None and found.name not in ("null", as_type(expects).name):
        checker.problems.append(problem("", "type_clash", wanted=as_type(expects).name, got=found.name))
    return found, checker.problems


class _Checker:
    """One check: the environment, the problems met, and the named rules on the way to here."""

    def __init__(self, types: Types, way: tuple[str, ...] = ()) -> None:
        self.types = types
        self.way = way
        self.problems: list[Problem] = []

    def type_of(self, node: Node, row: RuleType | None) -> RuleType:
        """The type of ``node`` inside a row of type ``row`` (None outside of groups)."""
        if node.operator is None:
            return as_type(kind_of(node.value))
        if node.operator.form == "path":
            return self._read(node, row)
        if node.operator.form == "rows":
            return self._over_rows(node, row)
        types = [self.type_of(argument, row) for argument in node.arguments]
        if node.operator.form == "call":
            return self._called(node, types)
        return self._operation(node, types)

    def _complain(self, pointer: str, code: str, **params: str) -> RuleType:
        self.problems.append(problem(pointer, code, **params))
        return NULL

    def _clash(self, pointer: str, wanted: str, got: RuleType) -> RuleType:
        return self._complain(pointer, "type_clash", wanted=wanted, got=got.name)

    def _want(self, node: Node, index: int, kind: str, got: RuleType) -> None:
        if got.name not in _ADMITTED.get(kind, ("null", kind)):
            self._clash(f"{node.pointer}/{index}", kind, got)

    def _read(self, node: Node, row: RuleType | None) -> RuleType:
        assert node.operator is not None
        if node.operator.name == "ctx":
            return as_type(self.types.context.get(node.names[0], CONTEXT[node.names[0]]))
        if node.operator.name == "rule":
            return self._named(node)
        if node.operator.name == "it":
            return self._member(node, row, 0) if row else self._complain(node.pointer, "no_row")
        found = self.types.fields.get(node.names[0])
        if found is None:
            return self._complain(f"{node.pointer}/0", "unknown_field", name=node.names[0])
        return self._member(node, as_type(found), 1)

    def _member(self, node: Node, start: RuleType, first: int) -> RuleType:
        kind = start
        for index in range(first, len(node.names)):
            name, pointer = node.names[index], f"{node.pointer}/{index}"
            if kind.name not in ("object", "null"):
                return self._clash(pointer, "object", kind)
            if kind.members is None:
                return NULL
            if name not in kind.members:
                return self._complain(pointer, "unknown_field", name=".".join(node.names[: index + 1]))
            kind = kind.members[name]
        return kind

    def _named(self, node: Node) -> RuleType:
        name = node.names[0]
        if name not in self.types.rules:
            return self._complain(f"{node.pointer}/0", "unknown_rule", name=name)
        if name in self.way:
            circle = [*self.way[self.way.index(name) :], name]
            return self._complain(node.pointer, "rule_cycle", path=" → ".join(circle))
        inner = _Checker(self.types.inside(None), (*self.way, name))
        try:
            found = inner.type_of(parse(self.types.rules[name]), None)
        except RuleError:
            return NULL
        for cycle in (each for each in inner.problems if each.code == "rule_cycle"):
            self._complain(node.pointer, "rule_cycle", **cycle.params)
        return found

    def _called(self, node: Node, types: Sequence[RuleType]) -> RuleType:
        function = self.types.functions.get(node.names[0])
        if function is None:
            return self._complain(f"{node.pointer}/0", "unknown_function", name=node.names[0])
        if len(types) != len(function.arguments):
            self._complain(node.pointer, "wrong_arity", op=function.name)
            return function.result
        for index, (wanted, got) in enumerate(zip(function.arguments, types, strict=True)):
            if got.name not in ("null", wanted.name):
                self._clash(f"{node.pointer}/{index + 1}", wanted.name, got)
        return function.result

    def _over_rows(self, node: Node, row: RuleType | None) -> RuleType:
        assert node.operator is not None
        rows = self.type_of(node.arguments[0], row)
        self._want(node, 0, "list", rows)
        inside = rows.items or NULL
        body = self.type_of(node.arguments[1], inside) if len(node.arguments) > 1 else BOOL
        self._want(node, 1, node.operator.arguments[1], body)
        return body if node.operator.result == "ordered" else _SIMPLE[node.operator.result]

    def _operation(self, node: Node, types: Sequence[RuleType]) -> RuleType:
        assert node.operator is not None
        before = len(self.problems)
        for index, got in enumerate(types):
            self._want(node, index, node.operator.argument(index), got)
        result = node.operator.result
        if len(self.problems) > before:
            return _SIMPLE.get(result, NULL)
        if result == "list":
            return RuleType("list", items=self._alike(node, types, 0, "comparable"))
        if result == "either":
            return self._alike(node, types, 1 if node.operator.name == "if" else 0, "comparable")
        if "ordered" in node.operator.arguments:
            alike = self._alike(node, types, 0, "ordered")
            return alike if result == "ordered" else BOOL
        if node.operator.name in ("eq", "ne", "in"):
            self._compare(node, types)
        return _SIMPLE[result]

    def _alike(self, node: Node, types: Sequence[RuleType], first: int, wanted: str) -> RuleType:
        """The one type of all arguments from ``first`` on; the first that differs is a clash."""
        common = NULL
        for index in range(first, len(types)):
            both = joined(common, types[index])
            if both is None:
                self._clash(f"{node.pointer}/{index}", wanted, types[index])
                return common
            common = both
        return common

    def _compare(self, node: Node, types: Sequence[RuleType]) -> None:
        assert node.operator is not None
        left, right = types
        one, other = node.arguments
        if node.operator.name == "in":
            elements = right.items or NULL
            if joined(left, elements) is None or elements.name in ("list", "object"):
                self._clash(f"{node.pointer}/1", "comparable", elements)
            for item in other.arguments:
                self._among(item, left)
            return
        common = self._alike(node, types, 0, "comparable")
        if common.items and common.items.name in ("list", "object"):
            self._clash(f"{node.pointer}/1", "comparable", common.items)
        self._among(other, left)
        self._among(one, right)

    def _among(self, literal: Node, kind: RuleType) -> None:
        """A written text compared with a choice must be one of the choices, and is never empty."""
        if literal.operator is not None or type(literal.value) is not str:
            return
        if literal.value == "":
            self._complain(literal.pointer, "empty_text")
        elif kind.choices is not None and literal.value not in kind.choices:
            self._complain(literal.pointer, "unknown_choice", value=literal.value[:80])
