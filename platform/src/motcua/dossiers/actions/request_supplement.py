"""Request a supplement (yêu cầu bổ sung): name every field and component at once, at most as often as
allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms_schema.deadlines import supplement_due

from motcua.dossiers import engine
from motcua.dossiers.entries import written_reason
from motcua.dossiers.errors import NotNow, NotOffered
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.ground import clock
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``text`` says what to mend and why; only ``fields`` and ``components`` may then be touched."""

    text: str
    fields: tuple[str, ...] = ()
    components: tuple[str, ...] = ()


def worded(text: str, own: Iterable[tuple[str, str]]) -> str:
    """The words the applicant reads: ``text`` for everything, then a line for each (name, reason of its own)."""
    return "\n".join(
        [text.strip(), *(f"– {name}: {reason.strip()}" for name, reason in own if reason.strip())]
    )


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """The applicant is asked; whether the clock stands is the procedure's rule."""
    written_reason(command.text)
    _askable(facts, command)
    _still_allowed(facts)
    until = supplement_due(facts.rule, clock.civil(facts.now), facts.calendar)
    data = {
        "round": facts.life.rounds + 1,
        "fields": sorted(command.fields),
        "components": sorted(command.components),
        "until": until.isoformat() if until else None,
    }
    return [NewEvent(Kind.SUPPLEMENT_REQUESTED, facts.now, data)]


def _askable(facts: Facts, command: Command) -> None:
    if not command.fields and not command.components:
        raise NotOffered(
            "Hãy chọn ít nhất một nội dung hoặc giấy tờ cần bổ sung.",
            "Choose at least one answer or paper to be supplemented.",
            field="components",
        )
    unknown = [
        *_missing(command.fields, (field.id for field in facts.procedure.fields)),
        *_missing(command.components, (component.id for component in facts.procedure.components)),
    ]
    if unknown:
        raise NotOffered(
            f"Thủ tục của hồ sơ không có mục “{unknown[0]}”. Hãy chọn trong danh sách của thủ tục.",
            f"The procedure of this dossier has no “{unknown[0]}”. Choose from the procedure's list.",
            field="fields",
        )


def _missing(asked: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted(set(asked) - set(known))


def _still_allowed(facts: Facts) -> None:
    if Waiting.SUPPLEMENT in facts.life.reasons:
        raise NotNow(
            "Hồ sơ đang chờ người dân bổ sung. Hãy tiếp nhận phần bổ sung trước khi yêu cầu lại.",
            "The dossier already waits for a supplement. Accept it before asking again.",
        )
    if not facts.rounds_left:
        allowed = facts.life.rounds
        raise NotOffered(
            f"Thủ tục chỉ cho phép yêu cầu bổ sung {allowed} lần và hồ sơ đã dùng hết. "
            "Hãy giải quyết hoặc từ chối hồ sơ.",
            f"The procedure allows {allowed} supplement requests and they are used up. Decide or refuse.",
        )


def _keep(done: engine.Done, command: Command) -> None:
    data = done.events[0].data
    SupplementRequest.objects.create(
        dossier=done.dossier,
        round=data["round"],
        fields=data["fields"],
        components=data["components"],
        sealed=done.seal(command.text),
        until=data["until"],
        asked_at=done.events[0].happened_at,
    )


VERB = engine.Verb("request_supplement", decide, keep=_keep)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Ask for the supplement; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
