"""Everything in one dossier's folder, opened for an officer: parties, papers, fees, supplements, what may be
done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.dossiers import gathering, lifecycle, timekeeping
from motcua.dossiers.errors import NotFound
from motcua.dossiers.facts import Facts
from motcua.dossiers.lifecycle import Standing, State
from motcua.dossiers.models import RESULT, Dossier, DossierFile, FeeLine, Party
from motcua.dossiers.reads.desk import dossier as one_dossier
from motcua.ground import crypto
from motcua.ground.models import StoredFile
from motcua.people import permissions
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed


@dataclass(frozen=True)
class KnownParty:
    """One party with what is known of it."""

    role: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    email: str
    address: str
    birth: str
    authority_basis: str
    authority_until: date | None


@dataclass(frozen=True)
class Sheet:
    """One file or paper of the dossier; ``file`` is None for paper alone. ``round`` 0 came with the filing."""

    public_id: str
    name: Mapping[str, str]
    is_result: bool
    originals: int
    copies: int
    round: int
    file: StoredFile | None


@dataclass(frozen=True)
class Round:
    """One supplement request: what was asked, in the officer's words, until when, and when it was answered."""

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
    fees: tuple[FeeLine, ...]
    rounds: tuple[Round, ...]
    foreign: Mapping[str, str]

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


def folder(actor: Actor, public_id: str) -> Folder:
    """The folder of one dossier. Raises NotFound, also for what is not the actor's; NotAllowed."""
    one = one_dossier(actor, public_id)
    if not any(permissions.may(actor, "dossier.see_personal", _AT, agency_id=at) for at in _agencies(one)):
        raise NotAllowed("dossier.see_personal")
    facts = gathering.facts(one)
    names = _names(facts)
    case = next(case.name for case in facts.procedure.cases if case.id == one.case)
    return Folder(
        dossier=one,
        facts=facts,
        standing=lifecycle.standing(facts.life.state, facts.life.reasons),
        case=case,
        parties=tuple(_party(row) for row in one.parties.select_related("subject").order_by("pk")),
        sheets=tuple(_sheet(row, names) for row in one.files.select_related("file").order_by("round", "pk")),
        fees=tuple(one.fee_lines.order_by("pk")),
        rounds=_rounds(one, names),
        foreign=dict(one.foreign_numbers.values_list("system", "number")),
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


def _names(facts: Facts) -> dict[str, Mapping[str, str]]:
    """What fields, components and results of the procedure are called."""
    names: dict[str, Any] = {field.id: field.label for field in facts.procedure.fields}
    names |= {component.id: component.name for component in facts.procedure.components}
    return names | {f"{RESULT}{result.id}": result.name for result in facts.procedure.results}


def _party(row: Party) -> KnownParty:
    known = json.loads(crypto.open_sealed(row.subject, bytes(row.sealed), purpose="party"))
    return KnownParty(
        role=row.role,
        name=row.name,
        id_kind=row.id_kind,
        authority_basis=row.authority_basis,
        authority_until=row.authority_until,
        **{name: known.get(name, "") for name in ("id_number", "phone", "email", "address", "birth")},
    )


def _sheet(row: DossierFile, names: Mapping[str, Mapping[str, str]]) -> Sheet:
    return Sheet(
        public_id=row.public_id,
        name=names.get(row.component, {"vi": row.component}),
        is_result=row.component.startswith(RESULT),
        originals=row.originals,
        copies=row.copies,
        round=row.round,
        file=row.file,
    )


def _rounds(one: Dossier, names: Mapping[str, Mapping[str, str]]) -> tuple[Round, ...]:
    rows = one.supplements.order_by("round")
    subject = gathering.owner_subject(one) if rows else None
    return tuple(
        Round(
            number=row.round,
            asked=tuple(names.get(name, {"vi": name}) for name in (*row.fields, *row.components)),
            text=crypto.open_sealed(subject, bytes(row.sealed), purpose="remark") if subject else "",
            asked_at=row.asked_at,
            until=row.until,
        )
        for row in rows
    )
