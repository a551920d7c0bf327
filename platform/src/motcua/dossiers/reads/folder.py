"""Everything in one dossier's folder, opened for an officer: parties, papers, fees, supplements, what happened,
what may be done.

A folder is read in three statements: the row with its small tables, the events with what was kept for them,
and the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from motcua.dossiers import gathering, lifecycle, rights, timekeeping
from motcua.dossiers.errors import NotFound
from motcua.dossiers.events import Kind
from motcua.dossiers.facts import Facts
from motcua.dossiers.gathering import Kept
from motcua.dossiers.lifecycle import Standing, State
from motcua.dossiers.models import RESULT, Dossier, FeeLine, Party
from motcua.dossiers.reads import small_tables
from motcua.dossiers.reads.desk import Left, left_of
from motcua.dossiers.reads.desk import dossier as one_dossier
from motcua.dossiers.reads.history import Answers, Moment, Why, answers_in, moments, reckoned
from motcua.dossiers.reads.small_tables import KnownFee, KnownParty, Sheet
from motcua.ground import clock
from motcua.ground.models import StoredFile, Subject
from motcua.people import permissions
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed


@dataclass(frozen=True)
class Round:
    """One supplement request: what was asked, in the officer's words, until when, and when it was asked."""

    number: int
    asked: tuple[Mapping[str, str], ...]
    text: str
    asked_at: datetime
    until: date | None


@dataclass(frozen=True)
class Folder:
    """The folder; ``facts`` holds events, procedure, situation and calendar as actions see them."""

    dossier: Dossier
    facts: Facts
    standing: Standing
    case: Mapping[str, str]
    parties: tuple[KnownParty, ...]
    sheets: tuple[Sheet, ...]
    fees: tuple[KnownFee, ...]
    foreign: Mapping[str, str]
    kept: tuple[Kept, ...]
    subject: Subject

    @property
    def owner(self) -> KnownParty:
        """The owner of the dossier."""
        return next(party for party in self.parties if party.role == Party.Role.OWNER)

    @property
    def owed(self) -> int:
        """What is still to be paid, in đồng."""
        return sum(line.amount for line in self.fees if line.state == FeeLine.State.OWED)

    @property
    def due_if_taken_in(self) -> date | None:
        """The day that would be promised if the dossier were taken in now; None while a fee must come first."""
        if self.dossier.state != State.SUBMITTED:
            return None
        return timekeeping.if_taken_in(self.facts, self.facts.now)

    @property
    def left(self) -> Left:
        """The legal time left today."""
        return left_of(self.dossier, self.facts.calendar, clock.today())

    @cached_property
    def timeline(self) -> tuple[Moment, ...]:
        """Every event with the words written for it, oldest first."""
        return moments(self.kept, self.subject)

    @cached_property
    def answers(self) -> Answers:
        """As filed and now. Raises KeyDestroyed after the owner's data was erased."""
        return answers_in(self.kept, self.subject)

    @cached_property
    def why(self) -> Why:
        """Why this date."""
        return reckoned(self.facts)

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The supplement requests, oldest first."""
        names = names_of(self.facts)
        return tuple(_round(one, names) for one in self.timeline if one.kind == Kind.SUPPLEMENT_REQUESTED)

    def acts(self, actor: Actor) -> tuple[str, ...]:
        """The actions a page may offer this actor now, in the order of the table."""
        return rights.offered(actor, self.dossier, self.facts.life, self.facts)


def folder(actor: Actor, public_id: str) -> Folder:
    """The folder of one dossier. Raises NotFound, also for what is not the actor's; NotAllowed."""
    one = one_dossier(actor, public_id, **small_tables.columns())
    if not any(permissions.may(actor, "dossier.see_personal", _AT, agency_id=at) for at in _agencies(one)):
        raise NotAllowed("dossier.see_personal")
    kept, subject = gathering.kept(one), small_tables.owner_subject(one)
    known = tuple(event.recorded for event in kept)
    facts = gathering.facts(one, known, opener=lambda: answers_in(kept, subject).now)
    return Folder(
        dossier=one,
        facts=facts,
        standing=lifecycle.standing(
            facts.life.state, facts.life.reasons, answered=facts.life.answered_at is not None
        ),
        case=next(case.name for case in facts.procedure.cases if case.id == one.case),
        parties=small_tables.parties(one),
        sheets=small_tables.sheets(one, names_of(facts)),
        fees=small_tables.fees(one),
        foreign=small_tables.foreign(one),
        kept=kept,
        subject=subject,
    )


def file_of(actor: Actor, public_id: str, sheet: str) -> StoredFile:
    """The file of one sheet of the dossier; raises NotFound, NotAllowed."""
    one = one_dossier(actor, public_id)
    if not any(permissions.may(actor, "dossier.download", _AT, agency_id=at) for at in _agencies(one)):
        raise NotAllowed("dossier.download")
    found = one.files.select_related("file").filter(public_id=sheet).first()
    if found is None or found.file is None:
        raise NotFound
    return found.file


_AT = permissions.OWN_AGENCY


def _agencies(one: Dossier) -> set[int]:
    return {one.agency_id, one.received_by_id, one.competent_id}


def names_of(facts: Facts) -> dict[str, Mapping[str, str]]:
    """What fields, components and results of the procedure are called."""
    names: dict[str, Any] = {field.id: field.label for field in facts.procedure.fields}
    names |= {component.id: component.name for component in facts.procedure.components}
    return names | {f"{RESULT}{result.id}": result.name for result in facts.procedure.results}


def _round(asked: Moment, names: Mapping[str, Mapping[str, str]]) -> Round:
    data = asked.data
    return Round(
        number=data["round"],
        asked=tuple(names.get(name, {"vi": name}) for name in (*data["fields"], *data["components"])),
        text=asked.text,
        asked_at=asked.happened_at,
        until=date.fromisoformat(data["until"]) if data["until"] else None,
    )
