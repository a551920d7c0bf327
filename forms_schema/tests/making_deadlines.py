"""Short ways to write rules, events and situations in the tests of deadlines."""

from __future__ import annotations

from datetime import date, datetime

from forms_schema.calendars import VIETNAM
from forms_schema.deadlines import DeadlineRule, TimedEvent, due
from forms_schema.situation import Situation

HERE = Situation("standard", date(2026, 7, 1), "direct", "standard", "citizen")
ONE_DAY_BEFORE = {"max": 1, "notice_before": {"amount": 1, "unit": "calendar_day"}}
BEGINNINGS = {"supplement": "requested", "financial_duty": "requested", "opinion": "requested"}
ENDINGS = {"supplement": "received", "financial_duty": "met", "opinion": "received"}


def leg(amount, unit="working_day", by="competent", name="Giải quyết hồ sơ", leg_id=None):
    """One leg of a document."""
    return {"id": leg_id or f"leg_{by}", "name": {"vi": name}, "amount": amount, "unit": unit, "by": by}


def rule(*legs, **parts):
    """A deadline rule as the document writes it, read."""
    document = {
        "id": "rule",
        "start": "accepted",
        "legs": list(legs),
        "pauses": [],
        "extension": ONE_DAY_BEFORE,
    }
    return DeadlineRule.read(document | parts)


def event(name, at, day=None, reason=None):
    """An event from text: ``event("accepted", "2026-07-01T09:30")``."""
    moment = datetime.fromisoformat(at)
    return TimedEvent(name, moment, date.fromisoformat(day) if day else None, reason)


def wait(reason, begins, ends=None, hour="10:00", key=None):
    """The two events of a wait."""
    began = "declared" if reason == "outage" else BEGINNINGS.get(reason, "started")
    found = [event(f"{reason}_{began}", f"{begins}T{hour}", reason=key)]
    if ends:
        found.append(event(f"{reason}_{ENDINGS.get(reason, 'ended')}", f"{ends}T{hour}", reason=key))
    return found


def pause(reason, effect="pause", amount=None, unit="working_day"):
    """A pause rule of a document."""
    return {"reason": reason, "effect": effect} | ({"amount": amount, "unit": unit} if amount else {})


def computed(which, *events, calendar=VIETNAM, situation=HERE, **named):
    """The due dates after events; the first may be the text of the moment of acceptance."""
    known = [event("accepted", each) if isinstance(each, str) else each for each in events]
    return due(which, known, calendar, situation=situation, **named)
