"""One screen for what is done while the person waits (certified copies): taken in, paid, decided,
returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.agencies.reads import Agency
from motcua.dossiers import founding, lifecycle
from motcua.dossiers.actions import confirm_payment
from motcua.dossiers.entries import result_of, step_of
from motcua.dossiers.errors import NotOffered
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.filings import Filing
from motcua.dossiers.founding import Born
from motcua.dossiers.life import fold
from motcua.people.actor import Actor

CERTIFIES = "commune"
"""The kind of agency that certifies copies at its counter (Decree 23/2015/NĐ-CP, article 5, clause 2)."""


@dataclass(frozen=True)
class Command:
    """``result`` is an id of the procedure; ``method`` and ``reference`` say how the fee was paid."""

    filing: Filing
    result: str
    number: str = ""
    method: str = "cash"
    reference: str = ""


def run(actor: Actor, command: Command, *, idempotency_key: str = "") -> Born:
    """All events in one transaction; no slip is printed, everything is recorded. Raises DossierError."""

    def decide(facts: Facts, birth: Mapping[str, Any]) -> list[NewEvent]:
        return _events(facts, command, birth, actor)

    return founding.found(
        "certify_instantly",
        actor,
        command.filing,
        decide,
        idempotency_key=idempotency_key,
        competent=_demand_competent,
    )


def certifies(actor: Actor) -> bool:
    """Whether the actor stands at the counter of an agency that certifies copies."""
    roles = lifecycle.ACTS["certify_instantly"].roles
    return any(role in roles and kind == CERTIFIES for role, kind in actor.kinds)


def _demand_competent(agency: Agency) -> None:
    if agency.kind != CERTIFIES:
        raise NotOffered(
            f"{agency.name} không có thẩm quyền chứng thực bản sao; chỉ Ủy ban nhân dân cấp xã chứng thực tại quầy "
            "(Nghị định 23/2015/NĐ-CP, Điều 5 khoản 2). Hãy chọn Ủy ban nhân dân xã, phường hoặc đặc khu.",
            f"{agency.name} may not certify copies; only a commune's People's Committee certifies at its counter "
            "(Decree 23/2015/NĐ-CP, article 5, clause 2). Choose a commune, ward or special zone.",
            field="agency",
        )


def _events(facts: Facts, command: Command, birth: Mapping[str, Any], actor: Actor) -> list[NewEvent]:
    now = facts.now
    events = [NewEvent(Kind.TAKEN_IN, now, birth)]
    taken_in = replace(facts, life=fold(events))
    if taken_in.owed():
        payment = confirm_payment.Command(command.method, command.reference)
        events.append(confirm_payment.paid(taken_in, payment, now))
    result = result_of(facts, command.result)
    return [
        *events,
        NewEvent(
            Kind.ASSIGNED, now, {"holder": actor.user, "step": step_of(facts, ""), "agency": birth["agency"]}
        ),
        NewEvent(Kind.DECIDED, now, {"result": result.id, "outcome": result.kind, "number": command.number}),
        NewEvent(Kind.RETURNED, now, {"way": "counter"}),
    ]
