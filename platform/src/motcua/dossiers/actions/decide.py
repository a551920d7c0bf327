"""Record the decision: what was signed, under which number, on which day, and the result itself.

The verdict is judged by the day it was signed, not by the day it was typed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forms_schema.model import Result

from motcua.dossiers import engine, filings
from motcua.dossiers.entries import result_of
from motcua.dossiers.errors import NotNow, NotOffered
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts, moment
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import RESULT, Dossier
from motcua.people.actor import Actor

BLOCKING = (Waiting.SUPPLEMENT, Waiting.FINANCIAL_DUTY)


@dataclass(frozen=True)
class Command:
    """``result`` is an id of the procedure; ``number`` the signed paper's; ``happened_at`` when it was
    signed; ``files`` are public ids of received files that are the result; ``paper`` says that the result
    exists on paper only.
    """

    result: str
    number: str = ""
    happened_at: datetime | None = None
    files: tuple[str, ...] = ()
    paper: bool = False


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """Decided when signed: late typing is not overdue."""
    result = result_of(facts, command.result)
    _signed(command, result)
    outcome = result.kind
    if outcome != "refusal" and any(reason in facts.life.reasons for reason in BLOCKING):
        raise NotNow(
            "Hồ sơ đang chờ người dân bổ sung hoặc thực hiện nghĩa vụ tài chính, chưa thể ghi kết quả.",
            "The dossier waits for a supplement or a financial duty; no result can be recorded yet.",
        )
    at = moment(facts, "decide", command.happened_at, since=facts.life.accepted_at)
    data = {"result": result.id, "outcome": outcome, "number": command.number.strip(), "paper": command.paper}
    return [NewEvent(Kind.DECIDED, at, data)]


def _signed(command: Command, result: Result) -> None:
    """A result without number, day or content is none; raises NotOffered naming what is missing."""
    if not command.number.strip():
        raise NotOffered(
            "Hãy nhập số của văn bản kết quả đã ký.",
            "Enter the number of the signed result.",
            field="number",
        )
    if command.happened_at is None:
        raise NotOffered(
            "Hãy nhập ngày ký văn bản kết quả.",
            "Enter the day on which the result was signed.",
            field="happened_at",
        )
    if not command.files and (result.electronic or not command.paper):
        raise _without_file(result)


def _without_file(result: Result) -> NotOffered:
    if result.electronic:
        return NotOffered(
            "Thủ tục này trả kết quả điện tử. Hãy đính kèm tệp kết quả đã ký.",
            "The result of this procedure is electronic. Attach the signed file.",
            field="files",
        )
    return NotOffered(
        "Hãy đính kèm tệp kết quả đã ký, hoặc đánh dấu rằng kết quả bằng giấy.",
        "Attach the signed file, or tick that the result is on paper.",
        field="files",
    )


def _keep(done: engine.Done, command: Command) -> None:
    filings.store_files(done.dossier, {f"{RESULT}{command.result}": command.files}, done.facts.life.rounds)


VERB = engine.Verb("decide", decide, keep=_keep)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Record the decision; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
