"""Accept the supplement as complete: the clock goes on, or begins anew, by the procedure's rule."""

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
    """``received_at``: when paper was handed in at the counter; an online supplement knows its own time."""

    received_at: datetime | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The supplement counts from when it was received, not from when an officer looked at it."""
    wait = facts.life.wait(Waiting.SUPPLEMENT)
    received = command.received_at or facts.life.answered_at
    if wait is None or received is None:
        raise NotNow(
            "Người dân chưa gửi phần bổ sung. Nếu đã nộp bản giấy, hãy nhập thời điểm nhận.",
            "The applicant has not answered yet. If paper was handed in, enter when it was received.",
        )
    at = moment(facts, "accept_supplement", received, since=wait.began_at)
    return [NewEvent(Kind.SUPPLEMENT_ACCEPTED, at)]


VERB = engine.Verb("accept_supplement", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Accept the supplement; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
