"""The Python text of a rule: one function that computes what the tree says, without walking the tree.

The text is made of the pieces in this module and of names counted out here (``v3``, ``k7``). Nothing that
was written in a document ever stands in it: texts, numbers, field names and pointers are values, kept beside
the code under a counted name. Each operator's usual case stands in the text, its other cases are the
functions of `steps`, `reading` and `rowwise`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from forms_schema.rules import numbers, reading, rowwise, steps
from forms_schema.rules.guards import (
    CLASS_NAMES,
    Spot,
    constants_of,
    folded,
    guard_of,
    name_of,
    places,
    probable_of,
    result_of,
)
from forms_schema.rules.operations import PLAIN
from forms_schema.rules.shape import Node
from forms_schema.rules.table import MOST_DIGITS
from forms_schema.rules.values import filled, kind_of

_NAMES: dict[str, Any] = {
    "type": type,
    "Decimal": Decimal,
    "date": date,
    "str": str,
    "bool": bool,
    "dict": dict,
    "len": len,
    "ZERO": numbers.ZERO,
    "FITS": numbers.SHORT.plus,
    "ADD": numbers.EXACT.add,
    "SUB": numbers.EXACT.subtract,
    "MUL": numbers.EXACT.multiply,
    "NORMAL": numbers.EXACT.normalize,
    "MOST": MOST_DIGITS,
    "outer": reading.read_at,
    "follow": reading.follow,
    "in_row": reading.in_row,
    "condition": steps.condition,
    "filled": filled,
    "rows_of": rowwise.rows_of,
    "look": rowwise.look,
}
"""Everything the text may name, beside ``scope``, ``row``, ``run``, ``get``, ``fact`` and counted names."""
_ORDERED = ("num", "date")
_SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
_SUMS = {"add": "ADD({0}, {1})", "sub": "SUB({0}, {1})"}
_DATES = ("add_days", "add_months", "days_between", "years_between", "year", "month", "day")
_NEVER_FAIL = frozenset({*_DATES, "not", "min_of", "max_of", "starts_with", "length", "lower"})
_BAD_SHORT_READ = {
    "str": "not {0} or not {0}.isascii()",
    "num": "not {0} or not {0}.is_finite() or FITS({0}) != {0}",
}
Step = Callable[..., Any]


def source_of(node: Node, compile_tree: Callable[..., Any]) -> tuple[str, dict[str, Any]]:
    """The text of the functions of a rule (``f0`` is the rule itself) and the values it names."""
    book = _Book(compile_tree)
    book.function(node)
    return "\n".join(book.functions), book.values


def function_of(node: Node, compile_tree: Callable[..., Any]) -> Step:
    """The function ``(scope, row, run)`` that computes the rule of ``node``."""
    text, values = source_of(node, compile_tree)
    names = {**_NAMES, **values, "__builtins__": {}}
    exec(compile(text, "<rule>", "exec"), names)  # noqa: S102 - the text holds no word of a document
    step: Step = names["f0"]
    return step


class _Book:
    """The functions of one rule and the values they name."""

    def __init__(self, compile_tree: Callable[..., Any]) -> None:
        self.compile_tree = compile_tree
        self.functions: list[str] = []
        self.values: dict[str, Any] = {}
        self.count = 0

    def function(self, node: Node) -> str:
        """Write the function of ``node``; its name."""
        name = f"f{self.count}"
        self.count += 1
        self.functions.append(_Writer(self).text(name, node))
        return name

    def keep(self, value: Any) -> str:
        """The counted name of a value."""
        name = f"k{len(self.values)}"
        self.values[name] = value
        return name


class _Writer:
    """Writes one function, line by line."""

    def __init__(self, book: _Book) -> None:
        self.book = book
        self.lines: list[str] = []
        self.depth = 1
        self.spots = 0
        self.row = "row"

    def text(self, name: str, node: Node) -> str:
        """The whole function."""
        value = self.value(node)
        self.line(f"return {value.name}")
        head = [f"def {name}(scope, row, run):", " get = scope.values.get", " fact = scope.context.get"]
        body = "\n".join(self.lines)
        used = [line for line in head[1:] if f"{line.split()[0]}(" in body]
        return "\n".join([head[0], *used, body])

    def line(self, text: str) -> None:
        self.lines.append(" " * self.depth + text)

    @contextmanager
    def under(self, head: str) -> Iterator[None]:
        """Lines that belong to ``head``; nothing stands there when there are none."""
        self.line(head)
        self.depth += 1
        written = len(self.lines)
        yield
        if len(self.lines) == written:
            self.line("pass")
        self.depth -= 1

    def spot(self) -> str:
        self.spots += 1
        return f"v{self.spots}"

    def value(self, node: Node, hint: str = "") -> Spot:
        """Write what computes ``node``; ``hint`` is the type it probably has."""
        if node.operator is None:
            return self.constant(node.value)
        form = node.operator.form
        if form == "plain":
            return self.plain(node, hint)
        if form == "rows":
            return self.over_rows(node)
        writer = getattr(self, f"write_{node.operator.name}", None)
        found: Spot = writer(node, hint) if writer else self.seeing(node)
        return found

    def constant(self, value: Any) -> Spot:
        if value is None or type(value) is bool:
            return Spot(repr(value), "" if value is None else "bool", value is not None)
        return Spot(self.book.keep(value), kind_of(value), True)

    def set(self, text: str, kind: str = "", there: bool = False) -> Spot:
        name = self.spot()
        self.line(f"{name} = {text}")
        return Spot(name, kind, there)

    def called(self, function: Callable[..., Any], *given: str) -> str:
        return f"{self.book.keep(function)}({', '.join(given)})"

    # Reading

    def read(self, text: str, pointer: str, hint: str) -> Spot:
        """A value from outside: the usual case of the probable type costs no call."""
        found = self.set(text)
        outer = f"{found.name} = outer({self.book.keep(pointer)}, {found.name})"
        if hint == "bool":
            self.line(f"if {found.name} is not True and {found.name} is not False: {outer}")
        elif hint in CLASS_NAMES:
            bad = _BAD_SHORT_READ.get(hint)
            if bad:
                with self.under(f"if type({found.name}) is {CLASS_NAMES[hint]}:"):
                    self.line(f"if {bad.format(found.name)}: {outer}")
                self.line(f"elif {found.name} is not None: {outer}")
            else:
                self.line(
                    f"if type({found.name}) is not {CLASS_NAMES[hint]} and {found.name} is not None: {outer}"
                )
        else:
            self.line(f"if {found.name} is not None: {outer}")
        return found

    def write_var(self, node: Node, hint: str) -> Spot:
        if len(node.names) == 1:
            return self.read(f"get({self.book.keep(node.names[0])})", node.pointer, hint)
        names = self.book.keep(node.names)
        return self.set(f"follow({self.book.keep(node.pointer)}, scope.values, {names})")

    def write_ctx(self, node: Node, hint: str) -> Spot:
        return self.read(f"fact({self.book.keep(node.names[0])})", node.pointer, hint)

    def write_it(self, node: Node, hint: str) -> Spot:
        whole = f"in_row({self.book.keep(node.pointer)}, {self.row}, {self.book.keep(node.names)})"
        if len(node.names) != 1:
            return self.set(whole)
        with self.under(f"if type({self.row}) is dict:"):
            found = self.read(f"{self.row}.get({self.book.keep(node.names[0])})", node.pointer, hint)
        self.line(f"else: {found.name} = {whole}")
        return found

    def write_rule(self, node: Node, hint: str) -> Spot:
        return self.set(self.called(reading.naming(node, self.book.compile_tree), "scope", "run"))

    def write_call(self, node: Node, hint: str) -> Spot:
        given = [self.value(argument).name for argument in node.arguments]
        return self.set(self.called(reading.calling(node), "scope", *given))

    # Lazy operators

    def write_and(self, node: Node, hint: str) -> Spot:
        return self.settled(node, "False", "True")

    def write_or(self, node: Node, hint: str) -> Spot:
        return self.settled(node, "True", "False")

    def settled(self, node: Node, decisive: str, undecided: str) -> Spot:
        """``and`` is settled by the first false, ``or`` by the first true; a null is remembered."""
        result = self.spot()
        self.line(f"{result} = {undecided}")
        for index, argument in enumerate(node.arguments):
            with self.under(f"if {result} is not {decisive}:"):
                value = self.value(argument, "bool").name
                looked = f"condition({self.book.keep(f'{node.pointer}/{index}')}, {value})"
                self.line(f"if {value} is {decisive}: {result} = {decisive}")
                self.line(f"elif {value} is not {undecided}: {result} = {looked}")
        return Spot(result, "bool")

    def write_if(self, node: Node, hint: str) -> Spot:
        question, yes, no = node.arguments
        asked, result = self.value(question, "bool"), self.spot()
        if asked.kind != "bool":
            looked = f"condition({self.book.keep(f'{node.pointer}/0')}, {asked.name})"
            self.line(f"if {asked.name} is not True and {asked.name} is not False: {looked}")
        kinds = []
        for head, branch in ((f"if {asked.name} is True:", yes), ("else:", no)):
            with self.under(head):
                value = self.value(branch, hint)
                kinds.append(value.kind)
                self.line(f"{result} = {value.name}")
        return Spot(result, kinds[0] if kinds[0] == kinds[1] else "")

    def write_coalesce(self, node: Node, hint: str) -> Spot:
        probable = hint or probable_of(node.arguments)
        first = self.value(node.arguments[0], probable)
        result, kinds = self.set(first.name).name, {first.kind}
        for argument in node.arguments[1:]:
            with self.under(f"if {result} is None:"):
                value = self.value(argument, probable)
                kinds.add(value.kind)
                self.line(f"{result} = {value.name}")
        return Spot(result, kinds.pop() if len(kinds) == 1 else "")

    # Operators that see null

    def seeing(self, node: Node) -> Spot:
        given = [self.value(argument).name for argument in node.arguments]
        return self.set(self.called(steps.computing(node), *given))

    def write_has(self, node: Node, hint: str) -> Spot:
        return self.filled(node, "{0} != ''", "{0} is not None", "filled({0})")

    def write_empty(self, node: Node, hint: str) -> Spot:
        return self.filled(node, "{0} == ''", "{0} is None", "not filled({0})")

    def filled(self, node: Node, text: str, known: str, other: str) -> Spot:
        given = self.value(node.arguments[0])
        if given.kind in ("bool", "num", "date"):
            return self.set(known.format(given.name), "bool", True)
        choice = f"{text} if type({{0}}) is str else {other}"
        return self.set(choice.format(given.name), "bool", True)

    def write_eq(self, node: Node, hint: str) -> Spot:
        probable = probable_of(node.arguments)
        left, right = (self.value(argument, probable) for argument in node.arguments)
        return self.guarded(node, [left, right], [probable] * 2, f"{{0}} {_SIGNS[name_of(node)]} {{1}}", True)

    write_ne = write_eq

    def write_in(self, node: Node, hint: str) -> Spot:
        items = constants_of(node.arguments[1])
        kinds = {kind_of(item) for item in items}
        if len(kinds) != 1 or not kinds <= {"num", "str", "date"}:
            return self.seeing(node)
        (kind,) = kinds
        value = self.value(node.arguments[0], kind)
        among = self.book.keep(frozenset(items))
        slow = self.called(steps.computing(node), value.name, self.book.keep(items))
        return self.set(
            f"{value.name} in {among} if type({value.name}) is {CLASS_NAMES[kind]} else {slow}", "bool", True
        )

    # Plain operators

    def plain(self, node: Node, hint: str) -> Spot:
        assert node.operator is not None
        constant = folded(node)
        if constant is not None:
            return self.constant(constant)
        kinds = [node.operator.argument(index) for index in range(len(node.arguments))]
        if kinds[0] == "ordered":
            probable = probable_of(node.arguments) or ("" if node.operator.result == "bool" else hint)
            kinds = [probable if probable in _ORDERED else ""] * len(kinds)
        given = [self.value(argument, kind) for argument, kind in zip(node.arguments, kinds, strict=True)]
        return self.operation(node, given, kinds)

    def operation(self, node: Node, given: Sequence[Spot], kinds: list[str]) -> Spot:
        name = name_of(node)
        if name in _SIGNS:
            return self.guarded(node, given, kinds, f"{{0}} {_SIGNS[name]} {{1}}")
        if name in _NEVER_FAIL:
            function = "not {0}" if name == "not" else f"{self.book.keep(PLAIN[name])}({places(given)})"
            return self.guarded(node, given, kinds, function)
        if (name in _SUMS or name == "mul") and len(given) == 2:
            return self.arithmetic(node, given, _SUMS.get(name, "NORMAL(MUL({0}, {1}))"))
        return self.set(self.called(steps.computing(node), *(one.name for one in given)), result_of(node))

    def guarded(
        self, node: Node, given: Sequence[Spot], kinds: list[str], quick: str, there: bool = False
    ) -> Spot:
        """``quick`` when every value has the type that is probable, the whole operator otherwise."""
        names = [one.name for one in given]
        whole = self.called(steps.computing(node), *names)
        guard = guard_of(given, kinds)
        kind = result_of(node) or kinds[0]
        if guard is None:
            return self.set(whole, result_of(node), there)
        text = quick.format(*names)
        certain = kind if result_of(node) or all(one.kind == kind for one in given) else ""
        return self.set(f"{text} if {guard} else {whole}" if guard else text, certain, there)

    def arithmetic(self, node: Node, given: Sequence[Spot], quick: str) -> Spot:
        """Exact, with the bound looked at; the whole operator says what is wrong."""
        names, result = [one.name for one in given], self.spot()
        whole = self.called(steps.computing(node), *names)
        guard = guard_of(given, ["num", "num"])
        if guard is None:
            return self.set(whole, "num")
        with self.under(f"if {guard or 'True'}:"):
            self.line(f"{result} = {quick.format(*names)}")
            self.line(f"if not {result}: {result} = ZERO")
            over = f"FITS({result}) != {result}" if name_of(node) == "mul" else f"{result}.adjusted() >= MOST"
            self.line(f"elif {over}: {result} = {whole}")
        self.line(f"else: {result} = {whole}")
        return Spot(result, "num")

    # Rows

    def over_rows(self, node: Node) -> Spot:
        """A loop in the text; a loop inside its body is a function of its own."""
        assert node.operator is not None
        if self.row != "row":
            return self.set(f"{self.book.function(node)}(scope, {self.row}, run)")
        listed = self.value(node.arguments[0], "list").name
        pointer = self.book.keep(node.pointer)
        rows = self.set(f"rows_of(run, {pointer}, {listed}, {self.book.keep(node.body_size)})").name
        kind = (
            "num" if name_of(node) in ("sum", "count") else "bool" if node.operator.result == "bool" else ""
        )
        if len(node.arguments) == 1:
            return self.set(f"Decimal(len({rows}))", "num", True)
        found = self.each_row(node, rows)
        return self.set(self.called(rowwise.combining(node), found), kind)

    def each_row(self, node: Node, rows: str) -> str:
        """The list of what the body gives for each row, each looked at before the next."""
        assert node.operator is not None
        wanted, found, alike = node.operator.arguments[1], self.set("[]").name, ""
        if wanted == "ordered":
            alike = self.set("None").name
        self.row = self.spot()
        with self.under(f"for {self.row} in {rows}:"):
            body = self.value(node.arguments[1], "" if wanted == "ordered" else wanted)
            at = self.book.keep(f"{node.pointer}/1")
            look = f"look({self.book.keep(wanted)}, {at}, {body.name}, {alike or None})"
            if alike:
                self.line(f"if type({body.name}) is not {alike}: {alike} = {look}")
            elif body.kind != wanted:
                self.line(f"if type({body.name}) is not {CLASS_NAMES[wanted]}: {look}")
            self.line(f"{found}.append({body.name})")
        self.row = "row"
        return found
