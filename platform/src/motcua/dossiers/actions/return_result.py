"""Return the result (trả kết quả) to the applicant; a delay never blocks it, an owed fee does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``way`` is counter, post or electronic; ``happened_at`` when it was handed over; ``text`` to whom."""

    way: str = "counter"
    happened_at: datetime | None = None
    text: str = ""


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The applicant has the result; the dossier is over."""
    if facts.owed():
        raise NotNow(
            "Hồ sơ còn phí, lệ phí chưa nộp. Hãy xác nhận đã thu trước khi trả kết quả.",
            "Fees are still owed. Confirm their payment before handing over the result.",
        )
    at = moment(facts, "return_result", command.happened_at, since=facts.life.ended_at)
    return [NewEvent(Kind.RETURNED, at, {"way": command.way})]


VERB = engine.Verb("return_result", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Hand the result over; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
