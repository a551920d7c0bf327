"""Legal deadlines: rules, what happened, and the date that follows from both."""

from forms_schema.deadlines.checking import check_deadlines
from forms_schema.deadlines.course import LegDue
from forms_schema.deadlines.due import Added, Due, Verdict, add, due, spelled, supplement_due
from forms_schema.deadlines.events import ENDS, EVENT_NAMES, STARTS, WAITS, TimedEvent, Wait
from forms_schema.deadlines.extension import extension_problem
from forms_schema.deadlines.rule import (
    UNITS,
    DeadlineRule,
    Duration,
    ExtensionRule,
    LateCutoff,
    Leg,
    MissingCalendar,
    Modifier,
    NoSingleRule,
    PauseRule,
    SupplementRule,
    UncountableLength,
    rule_for,
)

__all__ = [
    "ENDS",
    "EVENT_NAMES",
    "STARTS",
    "UNITS",
    "WAITS",
    "Added",
    "DeadlineRule",
    "Due",
    "Duration",
    "ExtensionRule",
    "LateCutoff",
    "Leg",
    "LegDue",
    "MissingCalendar",
    "Modifier",
    "NoSingleRule",
    "PauseRule",
    "SupplementRule",
    "TimedEvent",
    "UncountableLength",
    "Verdict",
    "Wait",
    "add",
    "check_deadlines",
    "due",
    "extension_problem",
    "rule_for",
    "spelled",
    "supplement_due",
]
