"""What is wrong with a document or an answer, said so that a person can mend it.

Exceptions of the package::

    FormsSchemaError            everything this package raises on purpose
    ├── Unreadable              the text is not acceptable JSON
    ├── InvalidDocument         the JSON is not a procedure document
    └── RuleError               a rule cannot be compiled or has no value for these answers
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One finding: where (JSON pointer), what (stable code), and a sentence in Vietnamese and English."""

    pointer: str
    code: str
    message: Mapping[str, str]
    severity: Severity = "error"
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain JSON, the shape the command line prints with ``--json``."""
        return {
            "pointer": self.pointer,
            "code": self.code,
            "message": dict(self.message),
            "severity": self.severity,
            "params": dict(self.params),
        }


class FormsSchemaError(Exception):
    """Base of every error this package raises on purpose; carries the problems found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.pointer or '/'}: {p.message['en']}" for p in self.problems))


class Unreadable(FormsSchemaError):
    """The text is not acceptable JSON; nothing of it was used."""


class InvalidDocument(FormsSchemaError):
    """The JSON is well formed but is not a procedure document."""


class RuleError(FormsSchemaError):
    """A rule cannot be compiled, or it met a bound or a value of the wrong type while it was evaluated.

    Rules checked by ``check_rule`` clash only on values that come from outside (a plugin, a registry).
    ``code`` is the code of the first problem and is the same in Python and in the browser.
    """

    @property
    def code(self) -> str:
        """The stable code of the first problem."""
        return self.problems[0].code

    @property
    def pointer(self) -> str:
        """The place in the rule where the first problem was met (JSON pointer)."""
        return self.problems[0].pointer
