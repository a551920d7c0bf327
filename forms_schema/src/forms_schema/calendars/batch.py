"""Due dates of very many dossiers at once, with numpy (the extra ``motcua-forms-schema[fast]``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from forms_schema.calendars.errors import outside

if TYPE_CHECKING:
    from forms_schema.calendars.calendar import WorkingCalendar

Days = np.ndarray[Any, np.dtype[np.datetime64]]
Amounts = np.ndarray[Any, np.dtype[np.integer[Any]]]


class CountedDays:
    """The counting table of a calendar as arrays; make it once for a calendar and ask it for many dossiers."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._span = (calendar.first, calendar.last)
        self._first = np.datetime64(calendar.first, "D")
        _, before, worked = calendar.tables
        self._before = np.array(before, dtype=np.int32)
        self._worked = np.array(worked, dtype="datetime64[D]")

    def add_working_days(self, days: Days, amounts: Amounts | int) -> Days:
        """For each pair what `WorkingCalendar.add_working_days` gives; raises OutOfCalendar when one has none.

        ``days`` are ``datetime64[D]``; ``amounts`` are working days, one for all or one for each day.
        """
        number = (days.astype("datetime64[D]") - self._first).astype(np.int64)
        if number.size and not (number.min() >= 0 and number.max() < len(self._before) - 1):
            raise outside(*self._span)
        ahead = np.asarray(amounts) > 0
        place = self._before[number + ahead] + amounts - ahead
        if place.size and not (place.min() >= 0 and place.max() < len(self._worked)):
            raise outside(*self._span)
        found: Days = self._worked[place]
        return found
