"""The date people would be promised if the dossier were taken in right now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from catalog.reads import working_calendar
from django.utils.translation import gettext as _
from forms_schema.calendars import WorkingCalendar
from forms_schema.deadlines import Due, Duration, TimedEvent, due, rule_for, spelled
from forms_schema.deadlines.rule import DeadlineRule

from forms_schema import Procedure, Situation
from motcua.ground import clock

BEGINNINGS = ("accepted", "fee_paid", "received_by_competent", "postmarked")


def calendar() -> WorkingCalendar:
    """The province's working calendar. One query."""
    found: WorkingCalendar = working_calendar()
    return found


def if_received_now(
    procedure: Procedure,
    situation: Situation,
    working: WorkingCalendar,
    values: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Due:
    """The due dates as if everything that starts the clock happened now. Raises NoSingleRule, RuleError."""
    moment = at or clock.civil(clock.now())
    events = [TimedEvent(name, moment) for name in BEGINNINGS]
    rule = rule_for(procedure, situation)
    return due(rule, events, working, situation=situation, values=values, rules=procedure.rules)


def in_words(rule: DeadlineRule, situation: Situation, language: str) -> list[tuple[str, str]]:
    """The parts of the legal period, and what is added to them here, as (name, length in words)."""
    legs = rule.committed or rule.legs
    added = [one for one in rule.modifiers if one.when is True and one.applies.applies(situation)]
    parts = [(leg.name.get(language) or leg.name["vi"], _length(leg.length, language)) for leg in legs]
    longer = [(_("Added here"), spelled(one.add, language)) for one in added]
    return parts + longer


def _length(length: Duration, language: str) -> str:
    return spelled(length, language) if length.amount else _("the same day")
