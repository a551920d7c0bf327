"""Answer a supplement request, touching only what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.dossiers import engine, filings
from motcua.dossiers.errors import NotNow, NotOffered
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """New answers by field id, and public ids of received files by component."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """What was asked is answered; an officer still has to accept it."""
    if facts.life.answered_at is not None:
        raise NotNow(
            "Phần bổ sung đã được gửi và đang chờ cán bộ kiểm tra.",
            "The supplement was already sent and waits for an officer.",
        )
    filings.demand_asked(facts, command.answers, command.files)
    if not command.answers and not command.files:
        raise NotOffered(
            "Hãy điền hoặc tải lên ít nhất một nội dung được yêu cầu bổ sung.",
            "Fill in or upload at least one thing that was asked for.",
        )
    filings.amended(facts, command.answers)
    return [NewEvent(Kind.SUPPLEMENT_ANSWERED, facts.now, {"snapshot": facts.snapshots + 1})]


def _keep(done: engine.Done, command: Command) -> None:
    filings.check_files(done.facts, command.files)
    filings.store_files(done.dossier, command.files, done.facts.asked.round)


def _answered(facts: Facts, command: Command) -> Mapping[str, Any]:
    return filings.amended(facts, command.answers)


VERB = engine.Verb("answer_supplement", decide, keep=_keep, answers=lambda _command: True, answered=_answered)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Hand the supplement in; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
