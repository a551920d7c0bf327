"""Running one list of legs through everything that happened to a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from forms_schema.calendars import WorkingCalendar
from forms_schema.conditions import Facts
from forms_schema.deadlines import sentences
from forms_schema.deadlines.counting import Pauses, Position, count, counted
from forms_schema.deadlines.events import TimedEvent, Wait
from forms_schema.deadlines.extension import extension_problem, not_a_working_day
from forms_schema.deadlines.history import History
from forms_schema.deadlines.rule import (
    CALENDAR_DAY,
    MONTH,
    WORKING_DAY,
    WORKING_HOUR,
    DeadlineRule,
    Duration,
    Leg,
    MissingCalendar,
    PauseRule,
    Text,
)
from forms_schema.deadlines.wording import REASON_NAMES, Sentence, both
from forms_schema.problems import Problem

LATER_RESULT = "result_next_working_day"
LATER_RECEIPT = "counts_next_working_day"
EXTENSION = both("Từ ngày báo gia hạn đến ngày hẹn mới", "From the notice of the extension to the new date")


class Calendars:
    """The calendar of each agency; a single calendar serves all of them."""

    def __init__(self, given: WorkingCalendar | Mapping[str, WorkingCalendar]) -> None:
        self._given = given

    def of(self, role: str) -> WorkingCalendar:
        """The calendar of an agency role; raises MissingCalendar."""
        if isinstance(self._given, WorkingCalendar):
            return self._given
        if role not in self._given:
            vi = f"Chưa có lịch làm việc cho cơ quan “{role}”; hãy chỉ định lịch cho vai trò này."
            en = f"There is no calendar for the agency {role!r}; give one for this role."
            raise MissingCalendar([Problem("/deadlines", "deadline.no_calendar", both(vi, en))])
        return self._given[role]

    def receiving(self, otherwise: str) -> WorkingCalendar:
        """The calendar of the office that receives, or of the agency of the first leg."""
        given = self._given
        if not isinstance(given, WorkingCalendar) and "receiving" in given:
            return given["receiving"]
        return self.of(otherwise)


@dataclass(frozen=True)
class LegDue:
    """How one leg was counted: after ``start`` until ``end`` (``end_at`` when it ends inside a day)."""

    id: str
    name: Text
    by: str
    length: Duration
    start: date
    end: date
    end_at: datetime | None
    counted: tuple[date, ...]
    moved_from: date | None = None
    moved_why: Text | None = None


@dataclass(frozen=True)
class Target:
    """The date an extension has set, and the unit and agency of the leg it lengthens."""

    day: date
    unit: str
    by: str


@dataclass(frozen=True)
class Period:
    """A start, the date an extension has set (if one has), and the legs to count after that."""

    start: Position
    legs: tuple[Leg, ...]
    late: bool = False
    target: Target | None = None

    @property
    def by(self) -> str:
        """The agency that answers for the end of the period."""
        return self.legs[-1].by if self.legs or not self.target else self.target.by

    @property
    def unit(self) -> str:
        """The unit the period ends in."""
        return self.legs[-1].length.unit if self.legs or not self.target else self.target.unit


def day_off_name(calendar: WorkingCalendar, day: date | None) -> Text | None:
    """What a day off is called, when an entry of the calendar made it one; None for a weekend."""
    entries = calendar.reasons(day) if day else ()
    return next((entry.name for entry in reversed(entries) if entry.kind == "off"), None)


def legs_for(legs: Sequence[Leg], rule: DeadlineRule, facts: Facts) -> tuple[Leg, ...]:
    """The legs with every modifier that applies: the same unit is added up, another becomes its own leg."""
    applying = [m for m in rule.modifiers if m.applies.applies(facts.situation) and facts.holds(m.when)]
    found = []
    for leg in legs:
        mine = [modifier for modifier in applying if modifier.leg == leg.id]
        same = sum(m.add.amount for m in mine if m.add.unit == leg.length.unit)
        found.append(replace(leg, length=Duration(leg.length.amount + same, leg.length.unit)))
        found += [Leg(m.id, m.name, m.add, leg.by) for m in mine if m.add.unit != leg.length.unit]
    return tuple(found)


class Course:
    """One list of legs (the law's or the province's promise) followed through a history."""

    def __init__(
        self,
        rule: DeadlineRule,
        legs: tuple[Leg, ...],
        calendars: Calendars,
        history: History,
        started: datetime,
        accepted: list[TimedEvent] | None = None,
    ) -> None:
        self.rule, self.legs, self.calendars, self.history = rule, legs, calendars, history
        self.accepted = accepted
        self.extensions: list[TimedEvent] = []
        self.notes: list[Sentence] = []
        self.problems: list[Problem] = []
        self.extended_for: set[str] = set()
        self.pauses = Pauses.of(history.pauses)
        self.period = self._begin(started)
        self.end, self.leg_dues = self._count()
        for _, what in history.turns:
            self._turn(what)

    # What a period is

    def _begin(self, moment: datetime, legs: tuple[Leg, ...] | None = None) -> Period:
        """A period starting with a receipt, the late cut-off considered."""
        chosen = legs or self.legs
        calendar = self.calendars.receiving(chosen[0].by)
        start, late = Position(moment.date(), moment=moment), False
        cutoff = self.rule.late_cutoff
        is_working = calendar.is_working(moment.date())
        after_hours = cutoff is not None and moment.time() > cutoff.after
        if cutoff and cutoff.effect == LATER_RECEIPT and (after_hours or not is_working):
            day = calendar.next_working_day(moment.date())
            start = Position(day, moment=calendar.opening(day))
            self.notes.append(sentences.received_later(moment, day))
        elif cutoff and cutoff.effect == LATER_RESULT:
            late = after_hours and is_working
        return Period(start, chosen, late)

    def _count(self) -> tuple[Position, tuple[LegDue, ...]]:
        position, dues = self.period.start, []
        for leg in (*self._extension_leg(), *self.period.legs):
            calendar = self.calendars.of(leg.by)
            end = count(position, leg.length, calendar, self.pauses)
            dues.append(self._leg_due(leg, position, end, calendar))
            position = end
        if self.period.late and not position.moment:
            position = Position(self.calendars.of(self.period.by).next_working_day(position.day))
        return position, tuple(dues)

    def _extension_leg(self) -> tuple[Leg, ...]:
        """From the announcement of an extension to its date; time paused after it moves the date on."""
        target, start = self.period.target, self.period.start.day
        if target is None:
            return ()
        calendar = self.calendars.of(target.by)
        if target.unit in (CALENDAR_DAY, MONTH):
            length = Duration(Decimal((target.day - start).days), CALENDAR_DAY)
        else:
            length = Duration(
                Decimal(calendar.working_days_between(start, calendar.rolled(target.day))), WORKING_DAY
            )
        return (Leg("extension", EXTENSION, length, target.by),)

    def _leg_due(self, leg: Leg, start: Position, end: Position, calendar: WorkingCalendar) -> LegDue:
        days = tuple(counted(start, end, leg.length.unit, calendar, self.pauses))
        at = end.moment or (calendar.closing(end.day, end.slot) if end.slot else None)
        moved, why = end.moved_from, day_off_name(calendar, end.moved_from)
        return LegDue(leg.id, leg.name, leg.by, leg.length, start.day, end.day, at, days, moved, why)

    # What turns it into another one

    def _turn(self, what: Wait | TimedEvent) -> None:
        if isinstance(what, TimedEvent):
            self._extend_to(what)
        elif self.expired(what.begins):
            self.notes.append(sentences.too_late(what))
        else:
            pause = self.rule.pause_for(what.reason)
            if pause:
                self._change(what, pause)
        self.end, self.leg_dues = self._count()

    def expired(self, moment: datetime) -> bool:
        """Whether the period was already over at a moment."""
        return moment > self.end.moment if self.end.moment else moment.date() > self.end.day

    def _change(self, wait: Wait, pause: PauseRule) -> None:
        if pause.effect == "restart":
            self.period = self._begin(wait.ends)
            self.extended_for.clear()
        elif pause.effect == "replace" and pause.length:
            self.period = self._begin(wait.ends, (self._extra(wait, pause.length),))
            self.extended_for.clear()
        elif pause.effect == "extend" and pause.length and wait.reason not in self.extended_for:
            self.extended_for.add(wait.reason)
            legs = (*self.period.legs, self._extra(wait, pause.length))
            self.period = replace(self.period, legs=legs)
        self.notes.append(sentences.changed(wait, pause))

    def _extra(self, wait: Wait, extra: Duration) -> Leg:
        vi, en = REASON_NAMES[wait.reason]
        name = {"vi": f"Thời hạn tính cho việc {vi}", "en": f"Time given for {en}"}
        return Leg(wait.reason, name, extra, self.period.by)

    def _extend_to(self, event: TimedEvent) -> None:
        calendar = self.calendars.of(self.period.by)
        if self.accepted is not None:
            if event in self.accepted and event.date and event.date > self.end.day:
                self._set_target(event, event.date)
            return
        used = len(self.extensions)
        problem = extension_problem(self.rule.extension, self.end.day, used, event.at, event.date, calendar)
        if problem or not event.date:
            self.problems += [problem] if problem else []
            return
        self.extensions.append(event)
        self._set_target(event, event.date)
        self.notes.append(sentences.extended(event.at, event.date))
        if not calendar.is_working(event.date):
            self.problems.append(not_a_working_day(event.date, calendar.rolled(event.date)))

    def _set_target(self, event: TimedEvent, target: date) -> None:
        chosen = Target(target, self.period.unit, self.period.by)
        self.period = Period(Position(event.at.date()), (), target=chosen)

    # What people read

    def explanation(self) -> list[Sentence]:
        """How the end of this course came about, sentence by sentence."""
        lines = [*self.notes]
        if not self.period.target and any(leg.length.amount for leg in self.period.legs):
            in_hours = self.period.legs[0].length.unit == WORKING_HOUR
            lines.append(sentences.begun(self.rule.start, self.period.start, in_hours))
        lines += [sentences.paused(pause, self.pauses) for pause in self.history.pauses]
        lines += [sentences.leg(leg) for leg in self.leg_dues]
        if self.period.late and not self.period.target:
            lines.append(sentences.result_later(self.rule, self.end.day))
        return lines
