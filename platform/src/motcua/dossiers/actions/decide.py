"""Record the decision. The verdict is judged by the day it was signed, not by the day it was typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import engine, filings
from motcua.dossiers.entries import result_of
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment, proven
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import RESULT, Dossier
from motcua.people.actor import Actor

BLOCKING = (Waiting.SUPPLEMENT, Waiting.FINANCIAL_DUTY)


@dataclass(frozen=True)
class Command:
    """``result`` is an id of the procedure; ``number`` the signed paper's; ``happened_at`` when it was
    signed; ``files`` are public ids of received files that are the result.
    """

    result: str
    number: str = ""
    happened_at: datetime | None = None
    files: tuple[str, ...] = ()


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """Decided when signed: late typing is not overdue."""
    outcome = result_of(facts, command.result).kind
    if outcome != "refusal" and any(reason in facts.life.reasons for reason in BLOCKING):
        raise NotNow(
            "Hồ sơ đang chờ người dân bổ sung hoặc thực hiện nghĩa vụ tài chính, chưa thể ghi kết quả.",
            "The dossier waits for a supplement or a financial duty; no result can be recorded yet.",
        )
    at = moment(facts, "decide", command.happened_at, since=facts.life.accepted_at)
    proven(facts, at, command.number)
    data = {"result": command.result, "outcome": outcome, "number": command.number}
    return [NewEvent(Kind.DECIDED, at, data)]


def _keep(done: engine.Done, command: Command) -> None:
    filings.store_files(done.dossier, {f"{RESULT}{command.result}": command.files}, done.facts.life.rounds)


VERB = engine.Verb("decide", decide, keep=_keep)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Record the decision; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
