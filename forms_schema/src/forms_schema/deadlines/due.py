"""When a dossier is due: a pure function of the rule, what happened, and the calendar.

While a wait that stops, restarts or replaces the period is still open, the date is computed *as if the
wait ended at ``as_of``* (by default the time of the last event): it answers "when would it be due if
the waiting ended now?" and moves on every day until the wait ends. ``open_pauses`` says so. A wait for
which the rule has no entry never stops the clock. A wait that begins after the period is over changes
nothing. A result is judged by when it happened, never by when it was typed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from forms_schema.calendars import WorkingCalendar
from forms_schema.conditions import Facts
from forms_schema.deadlines import sentences
from forms_schema.deadlines.counting import Pauses, Position, count, counted
from forms_schema.deadlines.course import Calendars, Course, LegDue, day_off_name, legs_for
from forms_schema.deadlines.events import TimedEvent, Wait
from forms_schema.deadlines.history import History, asked_too_often, no_effect
from forms_schema.deadlines.rule import WORKING_HOUR, DeadlineRule, Duration
from forms_schema.deadlines.wording import Sentence, both, en_day, length, vi_day
from forms_schema.problems import Problem
from forms_schema.rules import RuleFunction
from forms_schema.selectors import Circumstances

Verdict = Literal["early", "on_time", "overdue", "open"]


@dataclass(frozen=True)
class Due:
    """The due dates of a dossier and how they came about.

    ``due`` is the appointed date: the province's promise when there is one, else the legal limit; None
    while the clock has not started. ``due_at`` is set when the period ends inside a day. ``verdict``
    judges against ``due``, ``legal_verdict`` against ``legal_due``. ``problems`` are events the rule
    does not allow; they had no effect.
    """

    due: date | None
    due_at: datetime | None
    legal_due: date | None
    committed_due: date | None
    legs: tuple[LegDue, ...]
    verdict: Verdict
    legal_verdict: Verdict
    provisional: bool
    open_pauses: tuple[Wait, ...]
    explanation: tuple[Sentence, ...]
    extensions_left: int
    started: datetime | None
    ended: datetime | None
    as_of: datetime
    problems: tuple[Problem, ...] = ()

    @property
    def pace(self) -> Literal["open", "within_promise", "within_law", "overdue"]:
        """Whether the result came within the promise, only within the law, or too late."""
        if self.verdict == "open":
            return "open"
        if self.verdict != "overdue":
            return "within_promise"
        return "overdue" if self.legal_verdict == "overdue" else "within_law"


def due(
    rule: DeadlineRule,
    events: Iterable[TimedEvent],
    calendar: WorkingCalendar | Mapping[str, WorkingCalendar],
    *,
    situation: Circumstances,
    values: Mapping[str, Any] | None = None,
    rules: Mapping[str, Any] | None = None,
    as_of: datetime | None = None,
    functions: Mapping[str, RuleFunction] | None = None,
) -> Due:
    """The due dates, the verdict and the explanation.

    ``calendar`` is one calendar, or one per agency role. ``values`` and ``rules`` are the answers and
    named rules that modifiers look at. Raises MissingCalendar, OutOfCalendar, RuleError.
    """
    history = History.of(rule, events, as_of)
    if history.started is None:
        return _not_started(rule, history)
    facts = Facts(situation, values or {}, rules or {}, functions or {})
    calendars = Calendars(calendar)
    legal_legs = legs_for(rule.legs, rule, facts)
    promised_legs = legs_for(rule.committed, rule, facts) or legal_legs
    promise = Course(rule, promised_legs, calendars, history, history.started)
    legal = promise
    if rule.committed:
        legal = Course(rule, legal_legs, calendars, history, history.started, promise.extensions)
    return _answer(rule, history, promise, legal, calendars)


def _answer(
    rule: DeadlineRule, history: History, promise: Course, legal: Course, calendars: Calendars
) -> Due:
    main = promise if promise.end.day <= legal.end.day else legal
    at = main.leg_dues[-1].end_at if main.leg_dues[-1].end == main.end.day else None
    judged = verdict(main.end, history.ended)
    years = _undecided_years(promise, legal, calendars)
    lines = [*main.explanation(), *(no_effect(wait) for wait in history.without_effect)]
    lines.append(sentences.final(main.end.day, at))
    lines += [sentences.legal(legal.end.day)] if main is not legal else []
    lines += [sentences.provisional(year) for year in years[:1]]
    lines += [sentences.judged(judged)] if judged != "open" else []
    return Due(
        due=main.end.day,
        due_at=at,
        legal_due=legal.end.day,
        committed_due=main.end.day if rule.committed else None,
        legs=main.leg_dues,
        verdict=judged,
        legal_verdict=verdict(legal.end, history.ended),
        provisional=bool(years),
        open_pauses=history.open_waits if judged == "open" else (),
        explanation=tuple(lines),
        extensions_left=max(rule.extension.most - len(promise.extensions), 0),
        started=history.started,
        ended=history.ended,
        as_of=history.as_of,
        problems=(*promise.problems, *(asked_too_often(rule, wait) for wait in history.too_often)),
    )


def _undecided_years(promise: Course, legal: Course, calendars: Calendars) -> list[int]:
    """The years a period touches whose days off are not decided."""
    found = set()
    for course in (promise, legal):
        for leg in course.leg_dues:
            calendar = calendars.of(leg.by)
            years = range(leg.start.year, leg.end.year + 1)
            found |= {year for year in years if calendar.is_provisional(date(year, 1, 1))}
    return sorted(found)


def verdict(end: Position, ended: datetime | None) -> Verdict:
    """Dates are compared; when the period ends in hours, moments are."""
    if ended is None:
        return "open"
    done, limit = (ended, end.moment) if end.moment else (ended.date(), end.day)
    if done == limit:
        return "on_time"
    return "early" if done < limit else "overdue"


def _not_started(rule: DeadlineRule, history: History) -> Due:
    return Due(
        due=None,
        due_at=None,
        legal_due=None,
        committed_due=None,
        legs=(),
        verdict="open",
        legal_verdict="open",
        provisional=False,
        open_pauses=history.open_waits,
        explanation=(sentences.not_started(rule.start),),
        extensions_left=rule.extension.most,
        started=None,
        ended=history.ended,
        as_of=history.as_of,
    )


@dataclass(frozen=True)
class Added:
    """A day (and moment) reached by counting, with the days that were counted."""

    due: date
    due_at: datetime | None
    counted: tuple[date, ...]
    provisional: bool
    explanation: tuple[Sentence, ...]


def add(day: date | datetime, amount: Decimal | int | str, unit: str, calendar: WorkingCalendar) -> Added:
    """Count ``amount`` units from a day or a moment; hours from a bare day run from its opening.

    The first day is not counted; calendar days and months that end on a day off end on the next working
    day. Raises UncountableLength for an unknown unit or a fraction the unit does not allow.
    """
    size = Duration(Decimal(str(amount)), unit)
    start = _starting(day, unit, calendar)
    end = count(start, size, calendar, Pauses())
    at = end.moment or (calendar.closing(end.day, end.slot) if end.slot else None)
    days = tuple(counted(start, end, unit, calendar, Pauses()))
    words = {"vi": "Thời hạn", "en": "The period"}
    why = day_off_name(calendar, end.moved_from)
    leg = LegDue("leg", words, "", size, start.day, end.day, at, days, end.moved_from, why)
    lines = [*([_first_day(start, unit)] if size.amount else []), sentences.leg(leg)]
    years = range(start.day.year, end.day.year + 1)
    undecided = [year for year in years if calendar.is_provisional(date(year, 1, 1))]
    lines += [sentences.provisional(year) for year in undecided[:1]]
    return Added(end.day, at, days, bool(undecided), tuple(lines))


def _starting(day: date | datetime, unit: str, calendar: WorkingCalendar) -> Position:
    if isinstance(day, datetime):
        return Position(day.date(), moment=day)
    if unit == WORKING_HOUR:
        opening = calendar.opening(calendar.rolled(day))
        return Position(opening.date(), moment=opening)
    return Position(day)


def _first_day(start: Position, unit: str) -> Sentence:
    if unit == WORKING_HOUR:
        return sentences.begun("accepted", start, in_hours=True)
    vi = f"Ngày {vi_day(start.day)} không tính (Điều 147 Bộ luật Dân sự)."
    return both(vi, f"{en_day(start.day)} is not counted (Civil Code, art. 147).")


def supplement_due(rule: DeadlineRule, requested: datetime, calendar: WorkingCalendar) -> date | None:
    """The last day on which the applicant can hand in what was asked for, or None without such a term."""
    if rule.supplement is None:
        return None
    term = rule.supplement.term
    return add(requested, term.amount, term.unit, calendar).due


def spelled(duration: Duration, language: str) -> str:
    """A length of time in words, as letters and slips print it."""
    return length(duration)[language]
