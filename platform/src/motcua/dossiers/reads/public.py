"""What citizens ask: by code alone (state and dates), by code and PIN, or signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.dossiers import codes, lifecycle
from motcua.dossiers.lifecycle import Standing, State, Waiting
from motcua.dossiers.models import Dossier, FeeLine
from motcua.dossiers.reads.desk import _COLUMNS, Row, rows_of
from motcua.ground import clock
from motcua.ground.repeats import Repeated, gathered
from motcua.people.actor import Actor

_PUBLIC_KINDS = frozenset(
    {
        "submitted",
        "taken_in",
        "intake_refused",
        "assigned",
        "supplement_requested",
        "supplement_answered",
        "supplement_accepted",
        "payment_requested",
        "payment_confirmed",
        "financial_duty_requested",
        "financial_duty_met",
        "extended",
        "decided",
        "not_eligible",
        "returned",
        "stopped",
        "withdrawn",
    }
)


@dataclass(frozen=True)
class PublicStatus:
    """What anybody with the code may know: state and dates, nothing personal, no title."""

    code: str
    standing: Standing
    submitted_on: date
    promised: date | None
    ended_on: date | None
    provisional: bool


@dataclass(frozen=True)
class Tracked:
    """What the holder of the slip may know besides: procedure, agency, the steps (kind and moment; the same one
    again is told once), fees owed, what is asked.
    """

    public_id: str
    status: PublicStatus
    procedure: Mapping[str, str]
    agency: str
    steps: tuple[Repeated[tuple[str, datetime]], ...]
    owed: int
    asked_fields: tuple[str, ...]
    asked_components: tuple[str, ...]
    supplement_until: date | None


def public_status(code: str) -> PublicStatus | None:
    """State and dates of the dossier with this code; None when there is none. Two queries."""
    found = _by_code(code)
    return _status(found) if found else None


def tracked(code: str, pin: str) -> Tracked | None:
    """More for whoever has the PIN of the slip; None when code or PIN is wrong.

    Raises TooManyAttempts after five wrong PINs within an hour, for a code that does not exist too.
    """
    found = _opened(code.strip(), pin)
    if found is None:
        return None
    owed = found.fee_lines.filter(state=FeeLine.State.OWED).values_list("amount", flat=True)
    status = _status(found)
    waiting = Waiting.SUPPLEMENT in status.standing.waits
    asked = found.supplements.order_by("-round").first() if waiting else None
    return Tracked(
        public_id=found.public_id,
        status=status,
        procedure={"vi": found.version.name_vi, "en": found.version.name_en or found.version.name_vi},
        agency=found.agency.name,
        steps=_steps(found),
        owed=sum(owed),
        asked_fields=tuple(asked.fields) if asked else (),
        asked_components=tuple(asked.components) if asked else (),
        supplement_until=asked.until if asked else None,
    )


def my_dossiers(actor: Actor, *, limit: int = 100) -> tuple[Row, ...]:
    """The signed-in person's dossiers, newest first; none for anybody else."""
    if actor.kind != "citizen":
        return ()
    mine = Dossier.objects.visible_to(actor).order_by("-submitted_at", "-id")
    return rows_of(mine.select_related("version", "agency", "holder__person").only(*_COLUMNS)[:limit])


def _opened(code: str, pin: str) -> Dossier | None:
    """The dossier if the PIN is right. Of a wrong one hardly anything is read, so that it takes no longer."""
    rows = Dossier.objects.for_system("public look-up by code and PIN").filter(code__iexact=code)
    known: Dossier | None = rows.only("public_id", "pin_commitment").first()
    if known is None:
        codes.refuse_unknown(code, pin)
        return None
    return _by_code(code) if codes.pin_matches(known, pin) else None


def _by_code(code: str) -> Dossier | None:
    found = Dossier.objects.for_system("public look-up by code").filter(code__iexact=code.strip())
    return found.select_related("version", "agency").first()


def _status(found: Dossier) -> PublicStatus:
    waits = {Waiting(one) for one in found.waits.filter(ended_at=None).values_list("reason", flat=True)}
    state, answered = State(found.state), found.answered_at is not None
    return PublicStatus(
        code=found.code,
        standing=lifecycle.standing(state, waits, answered=answered),
        submitted_on=clock.civil(found.submitted_at).date(),
        promised=found.promised,
        ended_on=clock.civil(found.ended_at).date() if found.ended_at else None,
        provisional=found.provisional,
    )


def _steps(found: Dossier) -> tuple[Repeated[tuple[str, datetime]], ...]:
    rows = found.events.order_by("number").values_list("kind", "happened_at")
    return gathered((row for row in rows if row[0] in _PUBLIC_KINDS), same=lambda row: row[0])
