"""Send the applicant to the tax office (nghĩa vụ tài chính): for land, this time is not the agency's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``reference`` is the number of the transfer slip; ``sent_at`` when it was sent."""

    reference: str = ""
    sent_at: datetime | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """Decree 101/2024 (NĐ 101), art. 22: determining and paying the duty is not counted."""
    if Waiting.FINANCIAL_DUTY in facts.life.reasons:
        raise NotNow(
            "Hồ sơ đang chờ thực hiện nghĩa vụ tài chính.",
            "The dossier already waits for the financial duty.",
        )
    at = moment(facts, "request_financial_duty", command.sent_at, since=facts.life.accepted_at)
    return [NewEvent(Kind.FINANCIAL_DUTY_REQUESTED, at, {"reference": command.reference})]


VERB = engine.Verb("request_financial_duty", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Record that the duty was asked for; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
