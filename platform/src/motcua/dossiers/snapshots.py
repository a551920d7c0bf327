"""What partners may know of a dossier: the snapshot that ``exchange`` asks for through its registry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, cast

from forms_schema.calendars import AFTERNOON, WorkingCalendar
from motcua_sdk import values

from motcua.dossiers import gathering, lifecycle, progress
from motcua.dossiers.errors import NotFound
from motcua.dossiers.events import Kind
from motcua.dossiers.facts import Facts
from motcua.dossiers.life import Life, fold
from motcua.dossiers.models import RESULT, Dossier, FeeLine, Party
from motcua.exchange.registry import Standing, snapshots
from motcua.ground import clock, crypto
from motcua.people import reads as people_reads

Channel = Literal["direct", "online", "post"]


def register() -> None:
    """Tell exchange, below us, whom to ask how a dossier stands."""
    snapshots.fill(source)


def source(about: str, fields: Sequence[str], event: int | None = None) -> Standing:
    """The dossier and the agency it lies with; what exchange asks for through its registry.

    ``event``: as this event left it, for a partner who hears of it late; without, as it stands now.
    """
    dossier, wanted = _read(about), frozenset(fields)
    if event is None:
        return Standing(_snapshot(dossier, wanted, _now(dossier, wanted)), dossier.agency_id)
    left = gathering.facts_left_by(dossier, dossier.events.get(number=event), answers=bool(wanted))
    return Standing(_snapshot(dossier, wanted, left), dossier.agency_id)


def snapshot(public_id: str, fields: Iterable[str] = ()) -> values.DossierSnapshot:
    """The dossier now; ``answers`` holds only the named fields. Raises NotFound. Times are civil."""
    dossier, wanted = _read(public_id), frozenset(fields)
    return _snapshot(dossier, wanted, _now(dossier, wanted))


def _now(dossier: Dossier, wanted: frozenset[str]) -> Facts:
    return gathering.facts(dossier, answers=bool(wanted))


def _read(public_id: str) -> Dossier:
    rows = Dossier.objects.for_system("snapshot for a partner")
    found: Dossier | None = rows.select_related("version", "agency").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _snapshot(dossier: Dossier, wanted: frozenset[str], facts: Facts) -> values.DossierSnapshot:
    version, life = dossier.version, facts.life
    status = lifecycle.standing(life.state, life.reasons)
    return values.DossierSnapshot(
        public_id=dossier.public_id,
        code=dossier.code,
        procedure_code=version.code,
        procedure_name=version.name_vi,
        sector_code=version.sector_code,
        sector_name=version.sector_name_vi,
        status=status.code,
        state=str(life.state),
        channel=cast(Channel, dossier.channel),
        abstract=version.name_vi,
        agency_code=dossier.agency.code_new,
        agency_name=dossier.agency.name,
        parties=tuple(_party(row) for row in dossier.parties.select_related("subject").order_by("pk")),
        waits=tuple(str(wait) for wait in status.waits),
        fees=_fees(dossier, life),
        papers=_papers(dossier, facts),
        results=_results(dossier, facts),
        supplements=_supplements(dossier, facts),
        progress=progress.lines(dossier, facts.events),
        answers={name: facts.answers[name] for name in wanted & facts.answers.keys()},
        **_times(life, facts.calendar),
    )


def _times(life: Life, calendar: WorkingCalendar) -> dict[str, Any]:
    refused = life.state == lifecycle.State.INTAKE_REFUSED
    decided = life.ended_at if life.outcome else None
    return {
        "submitted_at": _civil(life.submitted_at),
        "taken_in_at": _civil(life.accepted_at),
        "refused_at": _civil(life.ended_at) if refused else None,
        "due_at": _appointment(life, calendar),
        "decided_at": _civil(decided),
        "returned_at": _civil(life.returned_at),
    }


def _appointment(life: Life, calendar: WorkingCalendar) -> datetime | None:
    """The moment the applicant was promised: the hour where the law counts hours, else the day's closing."""
    if life.promised is None:
        return None
    if life.dates.due_at is not None and life.promised == life.dates.due:
        return clock.civil(life.dates.due_at)
    return _closing(life.promised, calendar)


def _closing(day: date, calendar: WorkingCalendar) -> datetime:
    return calendar.closing(day, AFTERNOON)


def _civil(moment: datetime | None) -> datetime | None:
    return clock.civil(moment) if moment else None


def _party(row: Party) -> values.Party:
    known = json.loads(crypto.open_sealed(row.subject, bytes(row.sealed), purpose="party"))
    identity = values.Identity(row.id_kind, known["id_number"]) if known["id_number"] else None
    return values.Party(
        role=row.role,
        name=row.name,
        kind="enterprise" if row.id_kind == Party.IdKind.ORGANISATION else "citizen",
        identity=identity,
        phone=known["phone"],
        email=known["email"],
        address=known["address"],
    )


def _fees(dossier: Dossier, life: Life) -> tuple[values.FeeLine, ...]:
    return tuple(
        values.FeeLine(
            id=row.fee,
            ledger=row.ledger,  # type: ignore[arg-type]
            name=row.name["vi"],
            amount=row.amount,
            paid=life.fees[row.fee] == FeeLine.State.PAID,
        )
        for row in dossier.fee_lines.order_by("pk")
    )


def _papers(dossier: Dossier, facts: Facts) -> tuple[values.Paper, ...]:
    names = {component.id: component.name["vi"] for component in facts.procedure.components}
    here = dossier.files.filter(round__lte=facts.life.rounds_answered)
    return tuple(
        values.Paper(
            id=row.public_id,
            name=names.get(row.component, row.component),
            component=row.component,
            digitised=row.file_id is not None,
        )
        for row in here.exclude(component__startswith=RESULT).order_by("round", "pk")
    )


def _results(dossier: Dossier, facts: Facts) -> tuple[values.Paper, ...]:
    """The files of the decision, under the national code of the result; none before it."""
    if not facts.life.outcome:
        return ()
    results = {f"{RESULT}{result.id}": result for result in facts.procedure.results}
    return tuple(
        values.Paper(
            id=row.public_id,
            name=results[row.component].name["vi"],
            digitised=True,
            result_code=results[row.component].code,
        )
        for row in dossier.files.filter(component__in=results).order_by("pk")
    )


def _supplements(dossier: Dossier, facts: Facts) -> tuple[values.SupplementRound, ...]:
    subject = gathering.owner_subject(dossier)
    asked = [one.data["round"] for one in facts.events if one.kind is Kind.SUPPLEMENT_REQUESTED]
    askers = dict(dossier.events.filter(kind=Kind.SUPPLEMENT_REQUESTED).values_list("data__round", "actor"))
    return tuple(
        values.SupplementRound(
            id=row.public_id,
            requested_by=people_reads.display_name(askers[row.round]),
            text=crypto.open_sealed(subject, bytes(row.sealed), purpose="remark"),
            requested_at=clock.civil(row.asked_at),
            **_round(facts, row.round),
        )
        for row in dossier.supplements.filter(round__in=asked).order_by("round")
    )


def _round(facts: Facts, number: int) -> Mapping[str, Any]:
    """When the supplement was received, and the appointment before and after it."""
    found: dict[str, datetime | None] = {"answered_at": None, "due_before": None, "due_after": None}
    life = Life()
    for event in facts.events:
        after = fold([event], life)
        if event.kind is Kind.SUPPLEMENT_REQUESTED and event.data["round"] == number:
            found["due_before"] = _appointment(life, facts.calendar)
        if event.kind is Kind.SUPPLEMENT_ACCEPTED and life.rounds == number:
            found["answered_at"] = clock.civil(event.happened_at)
        if found["answered_at"] and after.rounds == number:
            found["due_after"] = _appointment(after, facts.calendar)
        life = after
    return found
