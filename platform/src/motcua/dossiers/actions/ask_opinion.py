"""Ask another agency for its opinion (lấy ý kiến), with a day by which it must answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.dossiers import engine
from motcua.dossiers.entries import written_reason
from motcua.dossiers.errors import NotNow, WrongMoment
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``agency`` is the public id of the agency asked; ``text`` the question."""

    agency: str
    text: str
    until: date | None = None


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """Several agencies may be asked at once, each only once at a time."""
    written_reason(command.text)
    if facts.life.wait(Waiting.OPINION, command.agency) is not None:
        raise NotNow(
            "Đang chờ ý kiến của cơ quan này.", "This agency was already asked and has not answered."
        )
    if command.until is not None and command.until < facts.today:
        raise WrongMoment(
            "Hạn trả lời đã qua. Hãy chọn ngày từ hôm nay trở đi.",
            "The day for the answer has passed. Choose today or later.",
            field="until",
        )
    until = command.until.isoformat() if command.until else None
    return [NewEvent(Kind.OPINION_REQUESTED, facts.now, {"agency": command.agency, "until": until})]


VERB = engine.Verb("ask_opinion", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Ask for the opinion; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
