"""Record the opinion another agency gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine
from motcua.dossiers.entries import written_reason
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``agency`` is who answered, ``text`` what it said, ``received_at`` when the answer arrived."""

    agency: str
    text: str
    received_at: datetime | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The wait for this agency ends when its answer arrived."""
    written_reason(command.text)
    wait = facts.life.wait(Waiting.OPINION, command.agency)
    if wait is None or not command.agency:
        raise NotNow("Hồ sơ không chờ ý kiến của cơ quan này.", "No opinion of this agency is awaited.")
    at = moment(facts, "record_opinion", command.received_at, since=wait.began_at)
    return [NewEvent(Kind.OPINION_RECORDED, at, {"agency": command.agency})]


VERB = engine.Verb("record_opinion", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Record the opinion; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
