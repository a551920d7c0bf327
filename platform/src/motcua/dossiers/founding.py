"""How a dossier begins: version pinned, code and PIN given, parties, answers, papers and fees kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog.reads import ProcedureVersion, version_in_force, working_calendar
from django.core.exceptions import ObjectDoesNotExist
from forms_schema.fees import Quote, quote
from forms_schema.model import Procedure
from forms_schema.situation import Situation

from motcua.agencies import reads as agency_reads
from motcua.agencies.reads import Agency
from motcua.dossiers import codes, engine, filings, places, projection, rights
from motcua.dossiers.enclosing import enclose
from motcua.dossiers.errors import NotFound, NotOffered, WrongMoment
from motcua.dossiers.events import NewEvent
from motcua.dossiers.facts import Facts, FeeFact
from motcua.dossiers.filings import Filing, PartyEntry
from motcua.dossiers.gathering import form_for, owner_subject
from motcua.dossiers.life import Life, fold
from motcua.dossiers.models import Dossier, Event, FeeLine, ForeignNumber, Party
from motcua.dossiers.once import once
from motcua.ground import clock, crypto
from motcua.ground.ids import new_public_id
from motcua.ground.models import Subject
from motcua.ground.names import clean, search_key
from motcua.people.actor import Actor

Begin = Callable[[Facts, Mapping[str, Any]], list[NewEvent]]
"""Given the facts and the data of the birth event: the first events."""
Competent = Callable[[Agency], None]
"""Raises NotOffered for an agency that may not do this at its counter."""


@dataclass(frozen=True)
class Born:
    """A dossier with the PIN its slip shows, the second secret."""

    dossier: Dossier
    pin: str


@dataclass(frozen=True)
class _Ground:
    """What is read before anything is written."""

    version: ProcedureVersion
    procedure: Procedure
    situation: Situation
    agency: Agency
    competent: Agency
    answers: Mapping[str, Any]
    values: Mapping[str, Any]
    quote: Quote


def found(
    action: str,
    actor: Actor,
    filing: Filing,
    begin: Begin,
    *,
    idempotency_key: str = "",
    at: datetime | None = None,
    papers: bool = False,
    competent: Competent | None = None,
) -> Born:
    """Begin a dossier with ``action``. ``at``: when it was truly received. ``papers``: every required paper
    must have been handed in at the counter. ``competent``: which agencies may. Raises DossierError.

    The same ``idempotency_key`` again gives the same dossier and PIN.
    """

    begun: list[Born] = []

    def work() -> str:
        ground = _read(filing, at or clock.now())
        rights.demand(actor, action, Life(), _roles(actor, ground.agency))
        if competent is not None:
            competent(ground.agency)
        _own(actor, filing)
        if papers:
            filings.demand_papers(filing, ground.procedure, ground.values, ground.situation)
        begun.append(_begin(action, actor, filing, ground, begin))
        return begun[0].dossier.public_id

    public_id = once(actor, action, idempotency_key, "", [filing, at], work)
    return begun[0] if begun else _again(public_id)


def _again(public_id: str) -> Born:
    dossier = Dossier.objects.for_system("begun before").get(public_id=public_id)
    return Born(dossier, codes.pin_of(dossier, owner_subject(dossier)))


def _roles(actor: Actor, agency: Agency) -> frozenset[str]:
    return actor.roles_at(agency.pk) if actor.kind == "staff" else frozenset({actor.kind})


def _read(filing: Filing, at: datetime) -> _Ground:
    day = clock.civil(at).date()
    if at > clock.now():
        raise WrongMoment(
            "Thời điểm nhận hồ sơ nằm trong tương lai. Hãy nhập thời điểm thực tế.",
            "The time of receipt lies in the future. Enter when it was really received.",
            field="received_at",
        )
    version = version_in_force(filing.procedure, day)
    if version is None:
        raise NotOffered(
            "Thủ tục này không có phiên bản nào đang có hiệu lực vào ngày nộp.",
            "This procedure has no version in force on the day of filing.",
            field="procedure",
        )
    procedure: Procedure = version.loaded()
    agency = _agency(filing.agency)
    elsewhere = filing.competent not in ("", filing.agency)
    competent = _agency(filing.competent) if elsewhere else agency
    situation = filings.situation_of(filing, procedure, day, places.demanded(procedure, filing.place))
    answers = filings.checked_answers(filing, procedure, situation)
    _parties_complete(filing)
    form = form_for(procedure)
    return _Ground(
        version=version,
        procedure=procedure,
        situation=situation,
        agency=agency,
        competent=competent,
        answers=answers,
        values=form.evaluate(answers, situation).values,
        quote=quote(procedure, answers, situation, form=form),
    )


def _agency(public_id: str) -> Agency:
    try:
        return agency_reads.by_public_id(public_id)
    except ObjectDoesNotExist:
        raise NotFound from None


def _parties_complete(filing: Filing) -> None:
    owners = [party for party in filing.parties if party.role == "owner"]
    if len(owners) == 1 and all(clean(party.name) for party in filing.parties):
        return
    raise NotOffered(
        "Hồ sơ phải có đúng một chủ hồ sơ và mỗi người tham gia đều phải có họ tên.",
        "A dossier needs exactly one owner, and every party needs a name.",
        field="parties",
    )


def _own(actor: Actor, filing: Filing) -> None:
    """Who files online takes part in the dossier, else nobody would answer for it."""
    if actor.kind == "citizen" and actor.person not in {party.person for party in filing.parties}:
        raise NotOffered(
            "Người nộp phải là chủ hồ sơ hoặc người được ủy quyền. Hãy bổ sung thông tin người nộp.",
            "Whoever files must be the owner or authorised by them. Add the applicant.",
            field="parties",
        )


def _begin(action: str, actor: Actor, filing: Filing, ground: _Ground, begin: Begin) -> Born:
    """Everything is reckoned and sealed first, so that the row is written once. Its code comes after that: from then
    until the commit other intakes of the unit wait, while what was reckoned is written (parties, papers, events).
    """
    facts = _facts(ground)
    events = begin(facts, _birth(filing, ground))
    subject, pin = crypto.new_subject(), codes.new_pin()
    enclosure = enclose(subject, answers=ground.answers)
    dossier = _drawn(filing, ground, subject, pin)
    recorded, rows = engine.drawn(action, actor, dossier, facts, events, enclosure)
    at_once = projection.settles(recorded)
    projection.stand(dossier, fold(recorded if at_once else recorded[:1]))
    dossier.code = codes.next_code(ground.agency.code_new)
    dossier.save(force_insert=True)
    _keep_filed(dossier, filing, ground, subject)
    Event.objects.bulk_create(rows)
    if not at_once:
        projection.apply(dossier, facts, recorded)
    engine.finish(engine.Done(actor, dossier, facts, recorded), action, enclosure)
    return Born(dossier, pin)


def _keep_filed(dossier: Dossier, filing: Filing, ground: _Ground, subject: Subject) -> None:
    for party in filing.parties:
        _insert_party(dossier, party, subject if party.role == "owner" else crypto.new_subject())
    _keep_fees(dossier, ground.quote)
    filings.store_files(dossier, filing.files, 0)
    filings.store_papers(dossier, filing.papers)
    ForeignNumber.objects.bulk_create(
        ForeignNumber(dossier=dossier, system=system, number=number)
        for system, number in filing.foreign.items()
    )


def _facts(ground: _Ground) -> Facts:
    return Facts(
        life=Life(),
        events=(),
        procedure=ground.procedure,
        situation=ground.situation,
        calendar=working_calendar(ground.agency.code_new),
        now=clock.now(),
        answers=ground.answers,
        values=ground.values,
        fees=tuple(FeeFact(line.id, line.amount, line.pay_at) for line in ground.quote.lines),
    )


def _birth(filing: Filing, ground: _Ground) -> dict[str, Any]:
    """The data of the first event: everything that fees, deadlines and route depend on, and nobody's
    values.
    """
    lines = [
        {"id": line.id, "ledger": line.ledger, "amount": line.amount, "pay_at": line.pay_at}
        for line in ground.quote.lines
    ]
    data: dict[str, Any] = {
        "channel": filing.channel,
        "case": filing.case,
        "place": ground.situation.place,
        "applicant": filing.applicant,
        "version": ground.version.public_id,
        "agency": ground.agency.public_id,
        "competent": ground.competent.public_id,
        "fees": lines,
    }
    if filing.postmarked_at is not None:
        data["postmarked_at"] = filing.postmarked_at.isoformat()
    return data


def _drawn(filing: Filing, ground: _Ground, subject: Subject, pin: str) -> Dossier:
    """The row, not yet written: what does not follow from events."""
    owner = next(party for party in filing.parties if party.role == "owner")
    public_id = new_public_id()
    return Dossier(
        public_id=public_id,
        pin_commitment=codes.pin_commitment(public_id, pin),
        pin_sealed=crypto.seal(subject, pin, purpose="pin"),
        version=ground.version,
        case=filing.case,
        channel=filing.channel,
        place=ground.situation.place,
        applicant_kind=filing.applicant,
        language=filing.language,
        sensitive=bool(ground.procedure.document["personal_data"].get("sensitive", False)),
        name_norm=search_key(owner.name),
        received_by=ground.agency,
        agency=ground.agency,
        competent=ground.competent,
    )


def _insert_party(dossier: Dossier, entry: PartyEntry, subject: Subject) -> None:
    Party.objects.create(
        dossier=dossier,
        role=entry.role,
        share=entry.share,
        person=entry.person,
        subject=subject,
        name=clean(entry.name),
        name_norm=search_key(entry.name),
        id_kind=entry.id_kind,
        id_index=_index("personal_id", entry.id_number),
        phone_index=_index("phone", entry.phone),
        email_index=_index("email", entry.email),
        sealed=filings.sealed_party(subject, entry),
        authority_scope=list(entry.authority_scope),
        authority_basis=entry.authority_basis,
        authority_until=entry.authority_until,
    )


def _index(kind: str, value: str) -> bytes | None:
    return crypto.blind_index(kind, value) if value.strip() else None


def _keep_fees(dossier: Dossier, fees: Quote) -> None:
    FeeLine.objects.bulk_create(
        FeeLine(
            dossier=dossier,
            fee=line.id,
            ledger=line.ledger,
            name=dict(line.name),
            amount=line.amount,
            quantity=str(line.quantity),
            unit_amount=str(line.unit_amount),
            pay_at=line.pay_at,
            refundable=line.refundable,
            why=dict(line.why),
            state=FeeLine.State.OWED if line.amount else FeeLine.State.WAIVED,
        )
        for line in fees.lines
    )
