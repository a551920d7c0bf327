"""Take in paper at the counter: the dossier begins, complete, at the time it was truly received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers import founding
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.filings import Filing
from motcua.dossiers.founding import Born
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``received_at`` is when the paper was handed in; typing may follow later, even on another day."""

    filing: Filing
    received_at: datetime | None = None


def run(actor: Actor, command: Command, *, idempotency_key: str = "") -> Born:
    """Take the paper in; the version in force on the day of receipt applies. Raises DossierError."""

    def decide(facts: Facts, birth: Mapping[str, Any]) -> list[NewEvent]:
        return [NewEvent(Kind.TAKEN_IN, command.received_at or facts.now, birth)]

    return founding.found(
        "take_in_paper",
        actor,
        command.filing,
        decide,
        idempotency_key=idempotency_key,
        at=command.received_at,
        papers=True,
    )
