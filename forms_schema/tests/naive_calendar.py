"""An independent, slow calculator of working time, written from the law and from nothing of the package.

Its table of days off is typed from the yearly official calendars 2022-2026 (days off falling on Monday to
Friday, and Saturdays worked in exchange). Everything walks day by day or minute by minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

DAY = timedelta(1)
OFF_BY_YEAR = {
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
WORKED_SATURDAYS = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
WORKING_DAYS_PER_YEAR = {2022: 249, 2023: 249, 2024: 251, 2025: 250, 2026: 249}


def _read(year: int, text: str) -> set[date]:
    pairs = (item.split("/") for item in text.split())
    return {date(year, int(month), int(day)) for day, month in pairs}


DAYS_OFF = {day for year, text in OFF_BY_YEAR.items() for day in _read(year, text)}


def works(day: date) -> bool:
    """Monday to Friday except days off, and the Saturdays worked in exchange."""
    if day.year not in OFF_BY_YEAR:
        raise ValueError(f"{day} is outside the table of the oracle")
    return day in WORKED_SATURDAYS or (day.weekday() < 5 and day not in DAYS_OFF)


def roll(day: date) -> date:
    """The day itself or the next one that is worked."""
    while not works(day):
        day += DAY
    return day


def add_working(day: date, n: int) -> date:
    """Walk until n worked days have been seen; the first day is not counted."""
    if n == 0:
        return roll(day)
    while n:
        day += DAY
        n -= works(day)
    return day


def working_between(after: date, until: date) -> int:
    """Worked days after the first and up to the last."""
    total, day = 0, after
    while day < until:
        day += DAY
        total += works(day)
    return total


def worked_minutes(day: date) -> Iterable[datetime]:
    """The beginning of every worked minute of a day: 07:30-11:30 and 13:00-17:00."""
    if not works(day):
        return
    for hour, minute, length in ((7, 30, 240), (13, 0, 240)):
        begins = datetime(day.year, day.month, day.day, hour, minute)
        yield from (begins + timedelta(minutes=n) for n in range(length))


def add_minutes(moment: datetime, n: int) -> datetime:
    """Walk minute by minute until n worked minutes have gone."""
    day = moment.date()
    while True:
        for minute in worked_minutes(day):
            if minute >= moment:
                n -= 1
                if n == 0:
                    return minute + timedelta(minutes=1)
        day += DAY


def months_later(day: date, n: int) -> date:
    """The same day of a later month, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def paused_days(pauses: Iterable[tuple[date, date]]) -> set[date]:
    """The days not counted: after the day a pause begins on, up to and with the day it ends on."""
    return {begins + DAY * n for begins, ends in pauses for n in range(1, (ends - begins).days + 1)}


def finish(start: date, plan: Iterable[tuple[int, str]], paused: set[date]) -> date:
    """Walk through the legs one after the other."""
    day = start
    for n, unit in plan:
        left = (months_later(day, n) - day).days if unit == "month" else n
        while left:
            day += DAY
            if day not in paused and (unit != "working_day" or works(day)):
                left -= 1
        day = roll(day)
    return day


class NaiveDossier:
    """The period of one dossier, changed by one event after the other."""

    def __init__(self, received, plan, paused):
        self.plan, self.paused = list(plan), paused
        self.start, self.legs = received, list(plan)
        self.lengthened, self.extended = set(), False

    def current(self):
        """The due date as things stand."""
        return finish(self.start, self.legs, self.paused)

    def waited(self, begins, ends, effect, n, unit, reason):
        """A wait that restarts, replaces or extends; after the last day it is too late for that."""
        if begins > self.current():
            return
        if effect == "extend":
            self.legs = self.legs if reason in self.lengthened else [*self.legs, (n, unit)]
            self.lengthened.add(reason)
            return
        self.start, self.legs = ends, self.plan if effect == "restart" else [(n, unit)]
        self.lengthened = set()

    def put_off(self, announced, new):
        """One extension, announced before the last day, to a later day."""
        if self.extended or not announced < self.current() < new:
            return
        self.extended = True
        if self.legs[-1][1] == "working_day":
            self.legs = [(working_between(announced, roll(new)), "working_day")]
        else:
            self.legs = [((new - announced).days, "calendar_day")]
        self.start = announced


def due_by_walking(received, plan, waits, extensions):
    """The due date after waits (begins, ends, effect, n, unit, reason) and extensions (announced, new).

    Extensions are announced in the morning, waits begin and end later in the day, those named first earlier.
    """
    waits = [wait for wait in waits if wait[1] >= received]
    paused = paused_days((wait[0], wait[1]) for wait in waits if wait[2] == "pause")
    dossier = NaiveDossier(received, plan, paused)
    turns = [(announced, 0, (announced, new)) for announced, new in extensions]
    for wait in waits:
        if wait[2] != "pause":
            turns.append((wait[0] if wait[2] == "extend" else wait[1], 1, wait))
    for _, kind, what in sorted(turns, key=lambda turn: turn[:2]):
        if kind == 0:
            dossier.put_off(*what)
        else:
            dossier.waited(*what)
    return dossier.current()


def hours_by_walking(moment: datetime, minutes: int, pauses: Iterable[tuple[datetime, datetime]]) -> datetime:
    """Walk minute by minute; a minute that begins inside a pause is not counted."""
    intervals = list(pauses)
    day = moment.date()
    while True:
        for minute in worked_minutes(day):
            if minute >= moment and not any(begins <= minute < ends for begins, ends in intervals):
                minutes -= 1
                if minutes == 0:
                    return minute + timedelta(minutes=1)
        day += DAY


def halves_by_walking(day: date, n: int, paused: set[date]) -> tuple[date, str]:
    """Walk half day by half day; the first day is not counted."""
    while True:
        day += DAY
        for slot in ("morning", "afternoon"):
            if works(day) and day not in paused:
                n -= 1
                if n == 0:
                    return day, slot
