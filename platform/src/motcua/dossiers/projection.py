"""Rows of a dossier from its events: the same fold as everywhere, written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.agencies import reads as agency_reads
from motcua.dossiers.events import Kind, Recorded
from motcua.dossiers.facts import Facts
from motcua.dossiers.life import Life, OpenWait, fold
from motcua.dossiers.models import Dossier, FeeLine, Wait
from motcua.people import reads as people_reads


def columns(life: Life) -> dict[str, Any]:
    """The columns of the row that follow from the events alone; keys to other tables apart."""
    return {
        "state": str(life.state),
        "step": life.step,
        "submitted_at": life.submitted_at,
        "accepted_at": life.accepted_at,
        "ended_at": life.ended_at,
        "returned_at": life.returned_at,
        "result": life.result,
        "outcome": life.outcome,
        "rounds": life.rounds,
        "answered_at": life.answered_at,
        "extensions": life.extensions,
        "settled_at": life.settled_at,
        "promised": life.promised,
        "due": life.dates.due,
        "due_at": life.dates.due_at,
        "legal_due": life.dates.legal_due,
        "act_by": life.dates.act_by,
        "provisional": life.dates.provisional,
        "verdict": life.dates.verdict,
        "calendar": life.dates.calendar,
    }


def apply(dossier: Dossier, facts: Facts, recorded: Sequence[Recorded]) -> None:
    """Move the rows along the new events, one state at a time: the database refuses jumps."""
    life, row = facts.life, Dossier.objects.for_system("projection").filter(pk=dossier.pk)
    final = fold(recorded, life).state
    for event in recorded:
        after = fold([event], life)
        _waits(dossier, facts, life, after, event.happened_at)
        if after.state not in (life.state, final):
            row.update(state=str(after.state))
        if event.kind is Kind.PAYMENT_CONFIRMED:
            dossier.fee_lines.filter(fee__in=event.data["lines"]).update(state=FeeLine.State.PAID)
        life = after
    stand(dossier, life)
    dossier.save()


def settles(born: Sequence[Recorded]) -> bool:
    """Whether a dossier stands at its first state after all its first events, with nothing open or paid: then
    its row can be written once.
    """
    life = fold(born)
    paid = any(event.kind is Kind.PAYMENT_CONFIRMED for event in born)
    return life.state == fold(born[:1]).state and not life.waits and not paid


def stand(dossier: Dossier, life: Life) -> None:
    """Set the row's columns, without writing it; each call is one revision more."""
    for name, value in columns(life).items():
        setattr(dossier, name, value)
    if life.holder and (dossier.holder is None or dossier.holder.public_id != life.holder):
        dossier.holder = people_reads.user_by_public_id(life.holder)
    if dossier.agency.public_id != life.agency:
        dossier.agency = agency_reads.by_public_id(life.agency)
    dossier.revision += 1


def _waits(dossier: Dossier, facts: Facts, before: Life, after: Life, at: datetime) -> None:
    for wait in set(after.waits) - set(before.waits):
        Wait.objects.create(
            dossier=dossier,
            reason=str(wait.reason),
            key=wait.key,
            began_at=wait.began_at,
            legal_basis=_legal_basis(facts, wait),
        )
    for wait in set(before.waits) - set(after.waits):
        open_ones = dossier.waits.filter(reason=str(wait.reason), key=wait.key, ended_at__isnull=True)
        open_ones.update(ended_at=max(at, wait.began_at))


def _legal_basis(facts: Facts, wait: OpenWait) -> str:
    rule = facts.rule.pause_for(str(wait.reason))
    return (rule.legal_basis or "") if rule else ""


def differences(dossier: Dossier, known: Sequence[Recorded]) -> Mapping[str, tuple[Any, Any]]:
    """Where the rows and the fold of all events disagree, as column → (row, fold); empty when they agree."""
    life = fold(known)
    rows = {name: getattr(dossier, name) for name in columns(life)}
    rows |= {
        "agency": dossier.agency.public_id,
        "competent": dossier.competent.public_id,
        "holder": dossier.holder.public_id if dossier.holder else "",
        "waits": sorted(dossier.waits.filter(ended_at__isnull=True).values_list("reason", "key", "began_at")),
        "fees": dict(dossier.fee_lines.values_list("fee", "state")),
        "supplements": list(
            dossier.supplements.order_by("round").values("round", "fields", "components", "until")
        ),
    }
    folded = columns(life) | {
        "agency": life.agency,
        "competent": life.competent,
        "holder": life.holder,
        "waits": sorted((str(w.reason), w.key, w.began_at) for w in life.waits),
        "fees": dict(life.fees),
        "supplements": [_asked(event) for event in known if event.kind is Kind.SUPPLEMENT_REQUESTED],
    }
    return {name: (rows[name], folded[name]) for name in folded if rows[name] != folded[name]}


def _asked(event: Recorded) -> dict[str, Any]:
    until = event.data["until"]
    asked = {name: event.data[name] for name in ("round", "fields", "components")}
    return asked | {"until": date.fromisoformat(until) if until else None}
