"""The deadline part of a procedure document, typed.

Exceptions of the package::

    InvalidDocument
    ├── NoSingleRule            none or several deadline rules apply to a situation
    ├── MissingCalendar         no calendar is given for the agency that answers for a leg
    └── UncountableLength       a unit nobody knows, or a fraction of one that has no parts (also a ValueError)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, Final, Protocol

from forms_schema.problems import InvalidDocument, Problem
from forms_schema.selectors import Circumstances, Selector

WORKING_DAY: Final = "working_day"
HALF_DAY: Final = "half_day"
WORKING_HOUR: Final = "working_hour"
CALENDAR_DAY: Final = "calendar_day"
MONTH: Final = "month"
UNITS: Final = (WORKING_DAY, HALF_DAY, WORKING_HOUR, CALENDAR_DAY, MONTH)

Text = Mapping[str, str]


class NoSingleRule(InvalidDocument):
    """None or several deadline rules apply to a situation."""


class MissingCalendar(InvalidDocument):
    """No calendar is given for the agency that answers for a leg."""


class UncountableLength(InvalidDocument, ValueError):
    """A unit nobody knows, or a fraction of a unit that has no parts."""


@dataclass(frozen=True)
class Duration:
    """A length of time as the law writes it."""

    amount: Decimal
    unit: str

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Duration:
        """Read ``{"amount": 10 or "2.5", "unit": "working_day"}``."""
        return cls(Decimal(str(mapping["amount"])), mapping["unit"])


@dataclass(frozen=True)
class Leg:
    """One part of the period; ``by`` is the agency that answers for it and whose calendar counts."""

    id: str
    name: Text
    length: Duration
    by: str
    legal_basis: str | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Leg:
        """Read one leg."""
        length = Duration.read(mapping)
        return cls(mapping["id"], mapping["name"], length, mapping["by"], mapping.get("legal_basis"))


@dataclass(frozen=True)
class Modifier:
    """A lengthening of one leg where its selector and its rule hold."""

    id: str
    name: Text
    applies: Selector
    when: Any
    leg: str
    add: Duration

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Modifier:
        """Read one modifier; without ``when`` the selector alone decides."""
        add = Duration(Decimal(str(mapping["add"])), mapping["unit"])
        applies = Selector.read(mapping.get("applies"))
        return cls(mapping["id"], mapping["name"], applies, mapping.get("when", True), mapping["leg"], add)


@dataclass(frozen=True)
class PauseRule:
    """What a wait for one reason does to the clock: pause, restart, replace by n or extend by n."""

    reason: str
    effect: str
    length: Duration | None = None
    legal_basis: str | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> PauseRule:
        """Read one pause rule."""
        length = Duration.read(mapping) if "amount" in mapping and "unit" in mapping else None
        return cls(mapping["reason"], mapping["effect"], length, mapping.get("legal_basis"))


@dataclass(frozen=True)
class SupplementRule:
    """How often the applicant may be asked to supplement, how long they have, and what silence does."""

    most: int
    term: Duration
    on_expiry: str

    @classmethod
    def read(cls, mapping: Mapping[str, Any] | None) -> SupplementRule | None:
        """Read the supplement rule, if there is one."""
        if not mapping:
            return None
        return cls(mapping["max"], Duration.read(mapping["term"]), mapping["on_expiry"])


@dataclass(frozen=True)
class ExtensionRule:
    """How often the date may be put off, how long before it people must be told, and by how much at most."""

    most: int = 1
    notice_before: Duration = Duration(Decimal(1), CALENDAR_DAY)
    longest: Duration | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> ExtensionRule:
        """Read the extension rule."""
        longest = mapping.get("longest")
        notice = Duration.read(mapping["notice_before"])
        return cls(mapping["max"], notice, Duration.read(longest) if longest else None)


@dataclass(frozen=True)
class LateCutoff:
    """What happens to a dossier received strictly after a time of day."""

    after: time
    effect: str

    @classmethod
    def read(cls, mapping: Mapping[str, Any] | None) -> LateCutoff | None:
        """Read the late cut-off, if there is one."""
        return cls(time.fromisoformat(mapping["time"]), mapping["effect"]) if mapping else None


@dataclass(frozen=True)
class DeadlineRule:
    """One deadline rule of a procedure. ``committed`` is the province's own, shorter promise."""

    id: str
    applies: Selector
    start: str
    legs: tuple[Leg, ...]
    committed: tuple[Leg, ...]
    late_cutoff: LateCutoff | None
    modifiers: tuple[Modifier, ...]
    pauses: tuple[PauseRule, ...]
    supplement: SupplementRule | None
    extension: ExtensionRule
    name: Text | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any], pointer: str = "") -> DeadlineRule:
        """Read one rule of a document whose structure has been checked."""
        extension = mapping.get("extension")
        return cls(
            id=mapping["id"],
            applies=Selector.read(mapping.get("applies"), f"{pointer}/applies"),
            start=mapping["start"],
            legs=tuple(Leg.read(leg) for leg in mapping["legs"]),
            committed=tuple(Leg.read(leg) for leg in mapping.get("committed", ())),
            late_cutoff=LateCutoff.read(mapping.get("late_cutoff")),
            modifiers=tuple(Modifier.read(modifier) for modifier in mapping.get("modifiers", ())),
            pauses=tuple(PauseRule.read(pause) for pause in mapping.get("pauses", ())),
            supplement=SupplementRule.read(mapping.get("supplement")),
            extension=ExtensionRule.read(extension) if extension else ExtensionRule(),
            name=mapping.get("name"),
        )

    def pause_for(self, reason: str) -> PauseRule | None:
        """The pause rule for a reason; None means that such a wait never stops the clock."""
        return next((pause for pause in self.pauses if pause.reason == reason), None)


class HasDeadlines(Protocol):
    """A procedure."""

    @property
    def deadlines(self) -> tuple[DeadlineRule, ...]:
        """Its deadline rules."""


def rule_for(rules: HasDeadlines | Iterable[DeadlineRule], situation: Circumstances) -> DeadlineRule:
    """The one deadline rule that applies; raises NoSingleRule, naming the candidates, when it is not one."""
    given = rules if isinstance(rules, Iterable) else rules.deadlines
    candidates = tuple(given)
    fitting = [rule for rule in candidates if rule.applies.applies(situation)]
    if len(fitting) == 1:
        return fitting[0]
    raise NoSingleRule([_not_single(situation, fitting or list(candidates), bool(fitting))])


def _not_single(situation: Circumstances, rules: list[DeadlineRule], several: bool) -> Problem:
    names = ", ".join(rule.id for rule in rules) or "–"
    where = f"{situation.case}, {situation.channel}, {situation.place}, {situation.applicant}, {situation.on}"
    if several:
        vi = f"Có nhiều quy tắc thời hạn cùng áp dụng ({names}) cho {where}; hãy thu hẹp để chỉ còn một."
        en = f"Several deadline rules apply ({names}) to {where}; narrow them so that one remains."
    else:
        vi = f"Không có quy tắc thời hạn nào ({names}) áp dụng cho {where}; hãy bổ sung quy tắc."
        en = f"None of the deadline rules ({names}) applies to {where}; add one."
    code = "deadline.overlap" if several else "deadline.gap"
    return Problem("/deadlines", code, {"vi": vi, "en": en}, params={"rules": [rule.id for rule in rules]})
