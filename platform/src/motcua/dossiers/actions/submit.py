"""Submit (nộp) a dossier online; the applicant gets a code, a PIN and an acknowledgement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.dossiers import founding
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.filings import Filing as Command
from motcua.dossiers.founding import Born
from motcua.people.actor import Actor

__all__ = ["Command", "decide", "run"]


def decide(facts: Facts, birth: Mapping[str, Any]) -> list[NewEvent]:
    """The dossier exists; an officer takes it in within one working day."""
    return [NewEvent(Kind.SUBMITTED, facts.now, birth)]


def run(actor: Actor, command: Command, *, idempotency_key: str = "") -> Born:
    """Submit what was filled in; raises DossierError (AnswersRefused names every field to mend)."""
    return founding.found("submit", actor, command, decide, idempotency_key=idempotency_key)
