"""Working calendars of Vietnamese state bodies, as data with fast arithmetic."""

from forms_schema.calendars.calendar import WorkingCalendar, load_vietnam
from forms_schema.calendars.entries import AFTERNOON, MORNING, SLOTS, Entry, Hours
from forms_schema.calendars.errors import CalendarError, InvalidCalendar, OutOfCalendar

VIETNAM = load_vietnam()

__all__ = [
    "AFTERNOON",
    "MORNING",
    "SLOTS",
    "VIETNAM",
    "CalendarError",
    "Entry",
    "Hours",
    "InvalidCalendar",
    "OutOfCalendar",
    "WorkingCalendar",
    "load_vietnam",
]
