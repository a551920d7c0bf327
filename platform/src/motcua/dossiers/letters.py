"""The data of each letter, from the printed templates of Circular 01/2018 and 03/2025 (TT 01/2018, TT
03/2025).

Who writes letters (``motcua.documents``) knows no dossier: it gets plain data and keeps the printed file with
its hash, once per dossier, kind and number. A letter is issued right after the act has been committed, so
that it is there when the officer presses print, and again by the outbox in case that attempt was cut short:
therefore it says what the dossier was when the act was done, never what it has become.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forms_schema.deadlines import spelled

from motcua import outbox
from motcua.documents import actions as documents
from motcua.documents import reads as issued
from motcua.dossiers import asof, codes, gathering, timekeeping
from motcua.dossiers.errors import NotFound
from motcua.dossiers.events import Kind
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier, Event, Party
from motcua.ground import clock, crypto
from motcua.people import reads as people_reads
from motcua.people.actor import Actor

KIND_OF: Mapping[str, str] = {
    Kind.SUBMITTED: "acknowledgement",
    Kind.TAKEN_IN: "receipt",
    Kind.SUPPLEMENT_REQUESTED: "supplement",
    Kind.INTAKE_REFUSED: "refusal",
    Kind.NOT_ELIGIBLE: "refusal",
    Kind.EXTENDED: "apology",
    Kind.STOPPED: "stop",
}
"""Which event owes which letter."""


_PRINTED = ("version", "received_by__parent", "competent", "agency")
_FOR_THE_OWNER = (Party.Role.APPLICANT, Party.Role.REPRESENTATIVE, Party.Role.GUARDIAN)


@dataclass(frozen=True)
class _Letter:
    """What a letter is written from; ``facts`` are those of the moment the event left the dossier."""

    dossier: Dossier
    event: Event
    facts: Facts
    owner: Party
    known: Mapping[str, str]

    def text(self) -> str:
        """What the officer wrote for this event."""
        return gathering.written(self.dossier, self.event.number)


def owed(kind: str, action: str) -> str | None:
    """The letter an event of this kind owes the applicant, if any; what is done at once needs no slip."""
    return None if action == "certify_instantly" else KIND_OF.get(kind)


def data(dossier: Dossier, event: Event) -> dict[str, Any]:
    """Everything the letter of ``event`` prints, as plain JSON values; times are civil, ``HH:MM
    DD/MM/YYYY``.
    """
    owner = dossier.parties.filter(role=Party.Role.OWNER).select_related("subject").get()
    known = json.loads(crypto.open_sealed(owner.subject, bytes(owner.sealed), purpose="party"))
    letter = _Letter(dossier, event, gathering.facts_left_by(dossier, event), owner, known)
    return _heading(letter) | _BODIES[KIND_OF[event.kind]](letter)


def draft(actor: Actor, public_id: str, kind: Kind, event: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What the letter would print if the act were done now with these words; nothing is kept.

    Raises NotFound, also for what is not the actor's.
    """
    dossier = Dossier.objects.visible_to(actor).select_related(*_PRINTED).filter(public_id=public_id).first()
    if dossier is None:
        raise NotFound
    now = clock.now()
    row = Event(number=dossier.events.count() + 1, kind=kind, actor=actor.trace, data=dict(event))
    row.happened_at = row.recorded_at = now
    return data(dossier, row) | {"reason": text}


def _heading(letter: _Letter) -> dict[str, Any]:
    dossier, version = letter.dossier, letter.dossier.version
    above = dossier.received_by.parent
    return {
        "code": dossier.code,
        "authority": above.name if above else "",
        "agency": dossier.received_by.name,
        "agency_address": dossier.received_by.address,
        "agency_phone": dossier.received_by.telephone,
        "competent": dossier.competent.name,
        "procedure": {"vi": version.name_vi, "en": version.name_en},
        "procedure_code": version.code,
        "sector": {"vi": version.sector_name_vi, "en": version.sector_name_en},
        "case": dict(next(c.name for c in letter.facts.procedure.cases if c.id == dossier.case)),
        "owner": letter.owner.name,
        "owner_id_kind": letter.owner.id_kind,
        "owner_id_number": letter.known["id_number"],
        "address": letter.known["address"],
        "phone": letter.known["phone"],
        "email": letter.known["email"],
        "officer": people_reads.display_name(letter.event.actor),
        "written_at": _at(letter.event.recorded_at),
        "happened_at": _at(letter.event.happened_at),
    }


def _acknowledgement(letter: _Letter) -> dict[str, Any]:
    return {
        "pin": codes.pin_of(letter.dossier, letter.owner.subject),
        "submitted_at": _at(letter.dossier.submitted_at),
        "if_taken_in_today": _iso(timekeeping.if_taken_in(letter.facts, letter.event.happened_at)),
        "documents": _documents(letter),
        "fees": _fees(letter),
    }


def _receipt(letter: _Letter) -> dict[str, Any]:
    dossier, life = letter.dossier, letter.facts.life
    return {
        "pin": codes.pin_of(dossier, letter.owner.subject),
        "submitted_by": _submitted_by(letter),
        "documents": _documents(letter),
        "sets": 1,
        "legal_time": [
            {language: spelled(leg.length, language) for language in ("vi", "en")}
            for leg in letter.facts.rule.legs
        ],
        "received_at": _at(letter.event.happened_at),
        "return_on": _iso(life.promised),
        "return_at": _at(life.dates.due_at) if life.dates.due_at else None,
        "return_place": dossier.received_by.name,
        "provisional": life.dates.provisional,
        "fees": _fees(letter),
    }


def _submitted_by(letter: _Letter) -> str:
    """Who handed the dossier in: the owner, unless somebody did it for them."""
    others = letter.dossier.parties.filter(role__in=_FOR_THE_OWNER).order_by("pk")
    return next((party.name for party in others), letter.owner.name)


def _supplement(letter: _Letter) -> dict[str, Any]:
    names = {field.id: field.label for field in letter.facts.procedure.fields}
    names |= {component.id: component.name for component in letter.facts.procedure.components}
    asked = [*letter.event.data["fields"], *letter.event.data["components"]]
    reason = letter.text()
    return {
        "round": letter.event.data["round"],
        "items": [{"name": dict(names[one]), "reason": reason} for one in asked],
        "reason": reason,
        "until": letter.event.data["until"],
    }


def _refusal(letter: _Letter) -> dict[str, Any]:
    of = "intake" if letter.event.kind == Kind.INTAKE_REFUSED else "solution"
    return {"of": of, "reason": letter.text(), "ground": letter.event.data["ground"]}


def _apology(letter: _Letter) -> dict[str, Any]:
    """``overdue``: the promised day has passed; until then the delay is only announced."""
    before = asof.before(letter.event, letter.facts.events)
    today = clock.civil(letter.event.happened_at).date()
    return {
        "received_at": _at(before.accepted_at),
        "old_date": _iso(before.promised),
        "new_date": letter.event.data["date"],
        "overdue": before.promised is not None and today > before.promised,
        "late": letter.event.data["late"],
        "reason": letter.text(),
        "ground": letter.event.data["ground"],
    }


def _stop(letter: _Letter) -> dict[str, Any]:
    return {
        "stopped_on": _iso(clock.civil(letter.event.happened_at).date()),
        "reason": letter.text(),
        "ground": letter.event.data["ground"],
        "returned": _documents(letter),
    }


_BODIES: Mapping[str, Callable[[_Letter], dict[str, Any]]] = {
    "acknowledgement": _acknowledgement,
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "stop": _stop,
}


def _documents(letter: _Letter) -> list[dict[str, Any]]:
    """The papers that were here when the event came: those filed, and those of the rounds asked by then."""
    names = {component.id: component.name for component in letter.facts.procedure.components}
    here = letter.dossier.files.filter(round__lte=letter.facts.life.rounds_answered)
    return [
        {"name": dict(names[row.component]), "originals": row.originals, "copies": row.copies}
        for row in here.order_by("round", "pk")
        if row.component in names
    ]


def _fees(letter: _Letter) -> list[dict[str, Any]]:
    """The lines as they were quoted, each as the event left it: owed, paid or waived."""
    states = letter.facts.life.fees
    return [
        {"name": row.name, "ledger": row.ledger, "amount": row.amount, "state": states[row.fee]}
        for row in letter.dossier.fee_lines.order_by("pk")
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _at(moment: datetime | None) -> str:
    return f"{clock.civil(moment):%H:%M %d/%m/%Y}" if moment else ""


def issue(public_id: str, number: int) -> None:
    """Have the letter of one event written, unless it was. Raises what ``motcua.documents`` raises."""
    if any(letter.number == number for letter in issued.letters(public_id)):
        return
    dossier = Dossier.objects.for_system("letters").select_related(*_PRINTED).get(public_id=public_id)
    event = dossier.events.get(number=number)
    kind = owed(event.kind, event.action)
    if kind is not None:
        printed = data(dossier, event)
        documents.issue(kind, about=public_id, data=printed, language=dossier.language, number=number)


def _heard(call: outbox.Call) -> None:
    issue(str(call.payload["dossier"]), int(str(call.payload["event"])))


def subscribe() -> None:
    """Let the outbox issue what the first attempt could not."""
    for kind in KIND_OF:
        outbox.subscribe(f"dossier.{kind}", f"dossiers.letters.{kind}", _heard)
