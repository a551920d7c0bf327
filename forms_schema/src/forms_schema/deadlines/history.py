"""The events of a dossier, sorted into what matters for one deadline rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forms_schema.deadlines.events import TimedEvent, Wait, ended_at, started_at, waits_of
from forms_schema.deadlines.rule import DeadlineRule
from forms_schema.deadlines.wording import REASON_NAMES, Sentence, both, vi_day
from forms_schema.problems import Problem

Turn = tuple[datetime, "Wait | TimedEvent"]


@dataclass(frozen=True)
class History:
    """What happened until ``as_of``: start, end, paused time, and what turned the period into another one."""

    started: datetime | None
    ended: datetime | None
    as_of: datetime
    pauses: tuple[Wait, ...]
    turns: tuple[Turn, ...]
    without_effect: tuple[Wait, ...]
    too_often: tuple[Wait, ...]

    @property
    def open_waits(self) -> tuple[Wait, ...]:
        """The waits with an effect on the clock that have not ended."""
        waits = [*self.pauses, *(what for _, what in self.turns if isinstance(what, Wait))]
        return tuple(wait for wait in waits if wait.open)

    @classmethod
    def of(cls, rule: DeadlineRule, events: Iterable[TimedEvent], as_of: datetime | None) -> History:
        """Sort the events; those after the decision, or after ``as_of``, change nothing."""
        known = sorted(events, key=lambda event: event.at)
        horizon = as_of or (known[-1].at if known else datetime.min)
        ended = ended_at(event for event in known if event.at <= horizon)
        until = min(horizon, ended) if ended else horizon
        known = [event for event in known if event.at <= until]
        started = started_at(rule.start, known)
        running = [wait for wait in waits_of(known, until) if started and (wait.open or wait.ends > started)]
        allowed, too_often = _within_limit(rule, running)
        return cls(
            started=started,
            ended=ended,
            as_of=until,
            pauses=tuple(wait for wait in allowed if _effect(rule, wait) == "pause"),
            turns=_turns(rule, allowed, known),
            without_effect=tuple(wait for wait in running if _effect(rule, wait) is None),
            too_often=too_often,
        )


def _effect(rule: DeadlineRule, wait: Wait) -> str | None:
    pause = rule.pause_for(wait.reason)
    return pause.effect if pause else None


def _within_limit(rule: DeadlineRule, waits: list[Wait]) -> tuple[list[Wait], tuple[Wait, ...]]:
    """The waits that count, and the supplement requests beyond the number the rule allows."""
    supplements = [wait for wait in waits if wait.reason == "supplement"]
    if rule.supplement is None or rule.pause_for("supplement") is None:
        return waits, ()
    too_often = supplements[rule.supplement.most :]
    return [wait for wait in waits if wait not in too_often], tuple(too_often)


def _turns(rule: DeadlineRule, waits: list[Wait], events: list[TimedEvent]) -> tuple[Turn, ...]:
    turns: list[Turn] = [(event.at, event) for event in events if event.name == "extended"]
    for wait in waits:
        effect = _effect(rule, wait)
        if effect in ("restart", "replace"):
            turns.append((wait.ends, wait))
        elif effect == "extend":
            turns.append((wait.begins, wait))
    return tuple(sorted(turns, key=lambda turn: turn[0]))


def no_effect(wait: Wait) -> Sentence:
    """Why a wait without a rule did not stop the clock."""
    vi, en = REASON_NAMES[wait.reason]
    return both(
        f"Thời gian chờ {vi} từ {vi_day(wait.begins.date())} vẫn tính vào thời hạn vì thủ tục không có "
        "căn cứ pháp lý để tạm dừng.",
        f"Waiting for {en} since {wait.begins.date()} is counted, because the procedure has no legal basis "
        "to stop the clock for it.",
    )


def asked_too_often(rule: DeadlineRule, wait: Wait) -> Problem:
    """A supplement request beyond the number the rule allows; it does not stop the clock."""
    most = rule.supplement.most if rule.supplement else 0
    day = vi_day(wait.begins.date())
    vi = f"Yêu cầu bổ sung ngày {day} vượt quá {most} lần cho phép nên không dừng thời hạn."
    en = f"The supplement request of {wait.begins.date()} is beyond the {most} allowed; the clock runs on."
    return Problem("/deadlines", "deadline.supplement_too_often", both(vi, en), "warning")
