"""Extend with apology (gia hạn và xin lỗi): one act of reason, new date, letter and notice.

Decree 61/2018 (NĐ 61), art. 19.9: at the latest one day before the limit expires, and at most once. Whoever
is later still owes the apology and a new appointment, so the act is allowed, is marked late, tells the
applicant the new day, and leaves the verdict to the old one: an apology does not undo a delay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from forms_schema.deadlines.extension import extension_problem, latest_notice

from motcua.dossiers import engine
from motcua.dossiers.entries import written_reason
from motcua.dossiers.errors import NotNow, NotOffered, WrongMoment
from motcua.dossiers.events import Kind, NewEvent
from motcua.dossiers.facts import Facts
from motcua.dossiers.lifecycle import Waiting
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor


@dataclass(frozen=True)
class Command:
    """``new_date`` is the new appointment, ``text`` the reason the applicant reads, ``ground`` the law."""

    new_date: date
    text: str
    ground: str = ""


def decide(facts: Facts, command: Command) -> list[NewEvent]:
    """One event carries the whole act."""
    written_reason(command.text)
    due = _due(facts)
    latest = latest_notice(due, facts.rule.extension.notice_before, facts.calendar)
    _possible(facts, command.new_date, due, latest)
    data = {
        "date": command.new_date.isoformat(),
        "late": facts.today > latest,
        "ground": command.ground,
    }
    return [NewEvent(Kind.EXTENDED, facts.now, data)]


def _due(facts: Facts) -> date:
    due = facts.life.dates.due
    if due is None or {Waiting.SUPPLEMENT, Waiting.FINANCIAL_DUTY} & facts.life.reasons:
        raise NotNow(
            "Thời hạn của hồ sơ chưa chạy hoặc đang tạm dừng nên chưa có ngày hẹn để gia hạn.",
            "The legal time has not begun or stands still, so there is no date to extend.",
        )
    return due


def _possible(facts: Facts, new: date, due: date, latest: date) -> None:
    """Not more often or longer than allowed, and to a working day to come; lateness is judged apart."""
    in_time = datetime.combine(min(facts.today, latest), time())
    extensions = facts.life.extensions
    problem = extension_problem(facts.rule.extension, due, extensions, in_time, new, facts.calendar)
    if problem is not None:
        raise NotOffered(problem.message["vi"], problem.message["en"], field="new_date")
    if new <= facts.today or not facts.calendar.is_working(new):
        raise WrongMoment(
            "Ngày hẹn mới phải là ngày làm việc và sau hôm nay.",
            "The new date must be a working day after today.",
            field="new_date",
        )


VERB = engine.Verb("extend_with_apology", decide)


def run(
    actor: Actor, dossier: str, command: Command, *, idempotency_key: str = "", seen: int | None = None
) -> Dossier:
    """Extend and apologise; raises DossierError."""
    return engine.run(VERB, actor, dossier, command, idempotency_key=idempotency_key, seen=seen)
