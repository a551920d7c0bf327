"""Accept the supplement as complete: the clock goes on, or begins anew, by the procedure's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.dossiers import engine, filings
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``received_at``: when paper was handed in at the counter; an online supplement knows its own time.

    ``answers``: what the paper changes, by field id; only fields that were asked for.
    """

    received_at: datetime | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


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
    return [NewEvent(Kind.SUPPLEMENT_ACCEPTED, at, _from_paper(facts, command))]


def _from_paper(facts: Facts, command: Command) -> dict[str, Any]:
    """The number of the snapshot that what was typed from paper makes; nothing when nothing was typed."""
    if not command.answers:
        return {}
    if facts.life.answered_at is not None:
        raise NotNow(
            "Người dân đã tự gửi phần bổ sung trực tuyến nên không nhập thay được. Hãy tải lại trang.",
            "The applicant has answered online, so nothing can be typed in for them. Reload the page.",
        )
    filings.demand_asked(facts, command.answers)
    filings.amended(facts, command.answers)
    return {"snapshot": facts.snapshots + 1}


def _answered(facts: Facts, command: Command) -> Mapping[str, Any] | None:
    return filings.amended(facts, command.answers) if command.answers else None


VERB = engine.Verb(
    "accept_supplement", decide, answers=lambda command: bool(command.answers), answered=_answered
)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Accept the supplement; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
