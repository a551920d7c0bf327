"""What ``decide`` is given: everything about one dossier, read once, without the database behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from forms_schema.calendars import WorkingCalendar
from forms_schema.deadlines import DeadlineRule, rule_for
from forms_schema.model import Procedure
from forms_schema.situation import Situation

from motcua.dossiers.errors import WrongMoment
from motcua.dossiers.events import Recorded
from motcua.dossiers.life import Life
from motcua.dossiers.lifecycle import ACTS
from motcua.ground import clock

ROUNDS_BY_LAW = 1
"""Decree 61/2018 (NĐ 61), art. 11 and 19.4: one notice of supplement, where the procedure says nothing
else.
"""


@dataclass(frozen=True)
class Asked:
    """What the open supplement request allows the applicant to touch."""

    round: int = 0
    fields: frozenset[str] = frozenset()
    components: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FeeFact:
    """One frozen fee line, by the id the procedure gives it."""

    id: str
    amount: int
    pay_at: str


@dataclass(frozen=True)
class Facts:
    """One dossier with its pinned procedure version, the calendar of today and the moment of asking.

    ``answers`` are the answers now (filed, then supplemented), ``values`` the same as rules
    read them; both are empty unless needed. ``snapshots`` is how many were kept.
    """

    life: Life
    events: tuple[Recorded, ...]
    procedure: Procedure
    situation: Situation
    calendar: WorkingCalendar
    now: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    fees: tuple[FeeFact, ...] = ()
    asked: Asked = Asked()
    snapshots: int = 0

    @property
    def today(self) -> date:
        """The civil day of the action."""
        return clock.civil(self.now).date()

    @cached_property
    def rule(self) -> DeadlineRule:
        """The deadline rule of the pinned version for this dossier."""
        return rule_for(self.procedure, self.situation)

    @property
    def rounds_left(self) -> int:
        """How many supplement requests the procedure still allows."""
        allowed = self.rule.supplement.most if self.rule.supplement else ROUNDS_BY_LAW
        return max(0, allowed - self.life.rounds)

    def owed(self) -> tuple[str, ...]:
        """Fee lines still to be paid."""
        return tuple(fee.id for fee in self.fees if self.life.fees.get(fee.id) == "owed")


def moment(facts: Facts, action: str, stated: datetime | None, *, since: datetime | None = None) -> datetime:
    """When the act happened: now, or the stated time if it can be true.

    Never in the future. An act that may be recorded late may lie before other events, but not before
    ``since`` (by default the submission); every other act not before the last thing that happened.
    """
    if stated is None:
        return facts.now
    if stated > facts.now:
        raise WrongMoment(
            "Thời điểm đã nhập nằm trong tương lai. Hãy nhập thời điểm thực tế.",
            "The stated time lies in the future. Enter when it really happened.",
            field="happened_at",
        )
    floor = since or facts.life.submitted_at
    if not ACTS[action].late:
        floor = max((event.happened_at for event in facts.events), default=None)
    if floor is not None and stated < floor:
        raise _too_early(floor)
    return stated


def _too_early(floor: datetime) -> WrongMoment:
    when = f"{clock.civil(floor):%H:%M %d/%m/%Y}"
    return WrongMoment(
        f"Thời điểm đã nhập sớm hơn sự kiện trước đó ({when}). Hãy nhập thời điểm từ lúc đó trở đi.",
        f"The stated time is before what had to come first ({when}). Enter that time or a later one.",
        field="happened_at",
    )


def proven(facts: Facts, happened_at: datetime, number: str) -> None:
    """A past day needs the number of the signed paper that proves it; raises WrongMoment without one."""
    if clock.civil(happened_at).date() < facts.today and not number.strip():
        raise WrongMoment(
            "Ngày đã nhập là ngày đã qua. Hãy nhập số văn bản đã ký để chứng minh.",
            "The stated day has passed. Enter the number of the signed paper that proves it.",
            field="number",
        )
