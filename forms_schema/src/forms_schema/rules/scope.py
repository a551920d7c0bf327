"""What one evaluation may see, and the budget it may spend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms_schema.rules.table import MOST_VISITS, failure
from forms_schema.rules.types import RuleFunction, Tree

if TYPE_CHECKING:
    from forms_schema.rules.compiler import Rule

NO_ROW = object()


@dataclass(frozen=True)
class Scope:
    """Values by field id, named rules (trees or compiled), dossier facts, the row, and plugin functions.

    Hidden and irrelevant fields are simply left out of ``values``. ``context`` holds ``date`` (the
    dossier's date, never the machine's), ``case``, ``channel``, ``place`` and ``applicant``.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Rule | Tree] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    row: Mapping[str, Any] | None = None
    functions: Mapping[str, RuleFunction] = field(default_factory=dict)


class Run:
    """One evaluation that may go on: the named rules already known, their depth, and the visits left."""

    __slots__ = ("base", "left", "memo")

    def __init__(self, size: int) -> None:
        self.memo: dict[str, Any] = {}
        self.left = MOST_VISITS - size
        self.base = 0

    def spend(self, visits: int, pointer: str) -> None:
        """Take ``visits`` off the budget; raises RuleError ``too_long`` when it is used up."""
        self.left -= visits
        if self.left < 0:
            raise failure(pointer, "too_long")
