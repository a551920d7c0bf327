"""What is wrong with a document or an answer, said so that a person can mend it.

Exceptions of the package::

    FormsSchemaError            everything this package raises on purpose
    ├── Unreadable              the text is not acceptable JSON
    └── InvalidDocument         the JSON is not a procedure document
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
