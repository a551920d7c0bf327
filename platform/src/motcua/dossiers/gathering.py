"""Reading one dossier into the facts that ``decide`` works on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from catalog.reads import working_calendar
from catalog.registry import schema_registry
from django.db.models import OuterRef, Subquery
from forms_schema.forms import Form, form_of
from forms_schema.model import Procedure
from forms_schema.situation import Situation

from motcua.dossiers import asof
from motcua.dossiers.events import Kind, Recorded
from motcua.dossiers.facts import Asked, Facts, FeeFact
from motcua.dossiers.life import Life, fold
from motcua.dossiers.models import AnswerSnapshot, Dossier, Event, Party, Remark
from motcua.ground import clock, crypto
from motcua.ground.models import Subject


def form_for(procedure: Procedure) -> Form:
    """The compiled form with the field types and functions of the installed plugins."""
    return form_of(procedure, schema_registry.current())


def events(dossier: Dossier) -> tuple[Recorded, ...]:
    """Every event, in the order recorded."""
    columns = ("number", "kind", "happened_at", "recorded_at", "data")
    rows = dossier.events.order_by("number").values_list(*columns)
    return tuple(Recorded(number, Kind(kind), *rest) for number, kind, *rest in rows)


def life(dossier: Dossier) -> Life:
    """Where the dossier stands, folded from its events."""
    return fold(events(dossier))


def situation(dossier: Dossier) -> Situation:
    """The dossier's place in the closed dimensions; its day is that of the submission (law at receipt)."""
    return Situation(
        case=dossier.case,
        on=clock.civil(dossier.submitted_at).date(),
        channel=dossier.channel,
        place=dossier.place,
        applicant=dossier.applicant_kind,
    )


@dataclass(frozen=True)
class Kept:
    """One event with what was kept for it, still sealed: the words written and the answers of that moment."""

    recorded: Recorded
    actor: str
    remark: bytes | None
    answers: bytes | None


def kept(dossier: Dossier) -> tuple[Kept, ...]:
    """Every event with its words and answers, in the order recorded. One query."""
    own = {"dossier": OuterRef("dossier"), "event_number": OuterRef("number")}
    rows = dossier.events.order_by("number").values_list(
        "number",
        "kind",
        "happened_at",
        "recorded_at",
        "data",
        "actor",
        Subquery(Remark.objects.filter(**own).values("sealed")[:1]),
        Subquery(AnswerSnapshot.objects.filter(**own).order_by("-number").values("sealed")[:1]),
    )
    return tuple(_kept(*row) for row in rows)


def _kept(
    number: int,
    kind: str,
    happened_at: datetime,
    recorded_at: datetime,
    data: Mapping[str, Any],
    actor: str,
    *sealed: bytes | None,
) -> Kept:
    remark, answers = (None if one is None else bytes(one) for one in sealed)
    return Kept(Recorded(number, Kind(kind), happened_at, recorded_at, data), actor, remark, answers)


def facts(
    dossier: Dossier,
    known: tuple[Recorded, ...] | None = None,
    *,
    answers: bool = False,
    opener: Callable[[], Mapping[str, Any]] | None = None,
) -> Facts:
    """Everything about the dossier; its answers are unsealed when asked for or when a deadline depends on
    them.

    ``opener`` gives the answers to whoever has read them already.
    """
    known = events(dossier) if known is None else known
    procedure = dossier.version.loaded()
    found = Facts(
        life=fold(known),
        events=known,
        procedure=procedure,
        situation=situation(dossier),
        calendar=working_calendar(dossier.agency.code_new),
        now=clock.now(),
        fees=_fees(known),
        asked=_asked(known),
        snapshots=sum("fees" in event.data or "snapshot" in event.data for event in known),
    )
    if not answers and all(modifier.when is True for modifier in found.rule.modifiers):
        return found
    now = opener() if opener else answers_now(dossier)
    values = form_for(procedure).evaluate(now, found.situation).values
    return replace(found, answers=now, values=values)


def facts_left_by(dossier: Dossier, event: Event, *, answers: bool = False) -> Facts:
    """The dossier as one of its events left it, with the answers of then."""

    def opener() -> Mapping[str, Any]:
        last = dossier.snapshots.filter(event_number__lte=event.number).order_by("-number").first()
        return opened(bytes(last.sealed), owner_subject(dossier)) if last else {}

    return facts(dossier, asof.left_by(event, events(dossier)), answers=answers, opener=opener)


def _fees(known: Sequence[Recorded]) -> tuple[FeeFact, ...]:
    """The fee lines as frozen at the birth of the dossier."""
    lines = known[0].data.get("fees", ()) if known else ()
    return tuple(FeeFact(line["id"], line["amount"], line["pay_at"]) for line in lines)


def owed(known: Sequence[Recorded]) -> dict[str, int]:
    """The fee lines still to be paid after ``known``, as id → whole đồng."""
    states = fold(known).fees
    return {fee.id: fee.amount for fee in _fees(known) if states.get(fee.id) == "owed"}


def _asked(known: tuple[Recorded, ...]) -> Asked:
    for event in reversed(known):
        if event.kind is Kind.SUPPLEMENT_REQUESTED:
            data = event.data
            return Asked(data["round"], frozenset(data["fields"]), frozenset(data["components"]))
    return Asked()


def owner_subject(dossier: Dossier) -> Subject:
    """The subject under whose key the dossier's values are sealed."""
    owner = dossier.parties.filter(role=Party.Role.OWNER).select_related("subject").order_by("pk").first()
    assert owner is not None  # founding refuses a dossier without an owner
    return owner.subject


def written(dossier: Dossier, number: int) -> str:
    """What a person wrote for the event with this number, unsealed; "" for nothing."""
    remark = dossier.remarks.filter(event_number=number).first()
    if remark is None:
        return ""
    return crypto.open_sealed(owner_subject(dossier), bytes(remark.sealed), purpose="remark")


def answers_now(dossier: Dossier) -> Mapping[str, Any]:
    """The answers after all supplements, unsealed."""
    last = dossier.snapshots.order_by("-number").first()
    return opened(bytes(last.sealed), owner_subject(dossier)) if last else {}


def opened(sealed: bytes, subject: Subject) -> Mapping[str, Any]:
    """The answers of one snapshot, unsealed."""
    found: Mapping[str, Any] = json.loads(crypto.open_sealed(subject, sealed, purpose="answers"))
    return found
