"""What rules read, in which order they are computed, and the circle when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms_schema.problems import Problem
from forms_schema.rules.shape import Node, parse
from forms_schema.rules.table import problem
from forms_schema.rules.types import Tree


def dependencies(tree: Tree) -> frozenset[str]:
    """What ``tree`` reads: field ids, ``rule:NAME`` for named rules, ``it:NAME`` for members of its own row.

    Members read inside a row operator belong to the group that operator reads and are not listed.
    """
    return reads(parse(tree))


def reads(node: Node) -> frozenset[str]:
    """The same for a tree that is parsed already."""
    return frozenset(_reads(node, in_rows=False))


def _reads(node: Node, in_rows: bool) -> Iterator[str]:
    name = node.operator.name if node.operator else ""
    if name == "var":
        yield node.names[0]
    elif name == "rule":
        yield f"rule:{node.names[0]}"
    elif name == "it" and not in_rows and node.names:
        yield f"it:{node.names[0]}"
    for index, argument in enumerate(node.arguments):
        body = index > 0 and node.operator is not None and node.operator.form == "rows"
        yield from _reads(argument, in_rows or body)


def order(trees: Mapping[str, Tree | tuple[Tree, ...]]) -> tuple[str, ...] | Problem:
    """The keys of ``trees``, each after the keys it reads; a Problem with the path of a circle.

    Keys are named as ``dependencies`` names them (field id, ``rule:NAME``); several trees of one key
    (a field's condition and its formula) stand in a tuple. Keys keep their order where they are free.
    """
    links = {key: _links(value, trees) for key, value in trees.items()}
    done: dict[str, None] = {}
    for key in links:
        circle = _visit(key, links, done)
        if circle:
            return problem("", "rule_cycle", path=" → ".join(circle))
    return tuple(done)


def _links(value: Tree | tuple[Tree, ...], known: Iterable[str]) -> list[str]:
    trees = value if isinstance(value, tuple) else (value,)
    read = set().union(*(dependencies(tree) for tree in trees))
    return [key for key in known if key in read]


def _visit(start: str, links: Mapping[str, list[str]], done: dict[str, None]) -> list[str]:
    """Depth first without recursion: a chain of names may be longer than Python's stack."""
    path: list[str] = []
    waiting: list[Iterator[str]] = [iter([start])]
    while waiting:
        key = next(waiting[-1], None)
        if key is None:
            waiting.pop()
            if path:
                done[path.pop()] = None
        elif key in path:
            return [*path[path.index(key) :], key]
        elif key not in done:
            path.append(key)
            waiting.append(iter(links[key]))
    return []


def runs_in_browser(tree: Tree, rules: Mapping[str, Tree] | None = None) -> bool:
    """Whether the browser may evaluate ``tree``: neither it nor a rule it names calls a plugin function."""
    waiting, seen = [tree], set[str]()
    while waiting:
        node = parse(waiting.pop())
        if _calls(node):
            return False
        named = {name.removeprefix("rule:") for name in reads(node) if name.startswith("rule:")}
        waiting += [rules[name] for name in named - seen if rules and name in rules]
        seen |= named
    return True


def _calls(node: Node) -> bool:
    return (node.operator is not None and not node.operator.browser) or any(map(_calls, node.arguments))
