"""Which regular expressions a document may use: a subset every engine reads alike, in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESCAPED = set(".^$*+?()[]{}|/\\-")
_COUNT = re.compile(r"\{([0-9]{1,4})(,([0-9]{0,4}))?\}")
MAX_REPEAT = 1000
MAX_OPEN = 3
"""How many times a pattern may leave the number of repetitions open."""


@dataclass
class _Group:
    repeats: bool = False
    branches: bool = False


class _Walk:
    """One pass over the pattern; ``fault`` is the code of the first thing refused."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.open = 0
        self.groups = [_Group()]
        self.closed: _Group | None = None
        self.fault: str | None = None

    def run(self) -> str | None:
        """The code of the first fault, or None."""
        while self.at < len(self.pattern) and not self.fault:
            self._one()
        return self.fault

    def _one(self) -> None:
        char = self.pattern[self.at]
        closed, self.closed = self.closed, None
        if char == "\\":
            self._escape()
        elif char == "[":
            self._set()
        elif char == "(":
            self._group()
        elif char == ")":
            self._close()
        elif char in "*+?" or char == "{":
            self._quantifier(closed)
        else:
            self.groups[-1].branches |= char == "|"
            self.at += 1

    def _escape(self) -> None:
        if self.pattern[self.at + 1 : self.at + 2] not in _ESCAPED:
            self.fault = "pattern.escape"
        self.at += 2

    def _set(self) -> None:
        end = self.at + 1
        while end < len(self.pattern) and self.pattern[end] != "]":
            if self.pattern[end] == "\\" and self.pattern[end + 1 : end + 2] not in _ESCAPED:
                self.fault = "pattern.escape"
            end += 2 if self.pattern[end] == "\\" else 1
        self.at = end + 1

    def _group(self) -> None:
        rest = self.pattern[self.at :]
        if rest.startswith("(?") and not rest.startswith("(?:"):
            self.fault = "pattern.look_around"
        self.groups.append(_Group())
        self.at += 3 if rest.startswith("(?:") else 1

    def _close(self) -> None:
        self.closed = self.groups.pop() if len(self.groups) > 1 else None
        if self.closed:
            self.groups[-1].repeats |= self.closed.repeats
            self.groups[-1].branches |= self.closed.branches
        self.at += 1

    def _quantifier(self, closed: _Group | None) -> None:
        count = _COUNT.match(self.pattern, self.at)
        if self.pattern[self.at] == "{" and not count:
            self.fault = "pattern.syntax"
            return
        if closed and (closed.repeats or closed.branches):
            self.fault = "pattern.nested_repeat"
        if self._is_open(count):
            self.open += 1
            self.groups[-1].repeats = True
        if self.open > MAX_OPEN or (count and max(int(n or 0) for n in count.group(1, 3)) > MAX_REPEAT):
            self.fault = self.fault or "pattern.too_many_repeats"
        self.at = count.end() if count else self.at + 1
        if self.pattern[self.at : self.at + 1] in {"*", "+", "?"}:
            self.fault = self.fault or "pattern.nested_repeat"

    def _is_open(self, count: re.Match[str] | None) -> bool:
        if count is None:
            return self.pattern[self.at] != "?"
        return count.group(2) is not None and count.group(3) != count.group(1)


def pattern_fault(pattern: str) -> str | None:
    """The stable code of why the pattern is refused, or None when it may be used."""
    fault = _Walk(pattern).run()
    if fault:
        return fault
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return "pattern.syntax"
    return None
