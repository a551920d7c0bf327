"""Which due dates of open dossiers a proposed change of the working calendar would move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from catalog.registry import MovedDate, Trial, calendar_impact

from motcua.dossiers import gathering, timekeeping
from motcua.dossiers.lifecycle import OPEN
from motcua.dossiers.models import Dossier


def register() -> None:
    """Let the catalogue ask before a second person approves an entry of the calendar."""
    calendar_impact.add(moved)


def moved(layer: str, first_day: date, trial: Trial) -> Iterator[MovedDate]:
    """Open dossiers whose due date differs under the calendar ``trial`` gives; nothing is changed.

    ``layer`` is ``province`` or the code of one agency. A date before ``first_day`` stays as it is.
    """
    open_ones = Dossier.objects.for_system("calendar impact").filter(
        state__in=[str(state) for state in OPEN], due__gte=first_day
    )
    touched = open_ones if layer == "province" else open_ones.filter(agency__code_new=layer)
    for dossier in touched.select_related("agency", "version").order_by("due", "code").iterator(200):
        after = _due_under(dossier, trial)
        if after != dossier.due:
            yield MovedDate(dossier.code, dossier.agency.name, dossier.due, after)


def _due_under(dossier: Dossier, trial: Trial) -> date | None:
    known = gathering.facts(dossier)
    calendar = trial(dossier.agency.code_new)
    return timekeeping.dates(replace(known, calendar=calendar), known.events).due
