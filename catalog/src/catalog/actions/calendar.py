"""The working calendar has two pairs of eyes: one proposes an entry or its withdrawal, another approves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions.rights import APPROVE, PROPOSE_DAYS, require
from catalog.errors import CatalogError, SecondPersonForDays
from catalog.models import CalendarEntry
from catalog.reads import dates_moved
from catalog.registry import clock, on_act


def propose_calendar_entry(entry: CalendarEntry, by: Any) -> CalendarEntry:
    """Keep ``entry`` as a proposal of ``by``; no date moves."""
    require(by, PROPOSE_DAYS)
    with transaction.atomic():
        entry.entered_by, entry.approved_by, entry.approved_at = by, None, None
        entry.save()
        _tell("proposed", entry, by)
    return entry


def take_back_proposal(pk: int, by: Any) -> CalendarEntry:
    """Its author takes back a proposal, or the wish to withdraw an entry that counts."""
    with _changed(pk) as entry:
        if _author(entry) != by:
            raise CatalogError(_("Only the person who proposed this can take it back."))
        if entry.counts:
            entry.withdrawal_asked_by = None
        else:
            entry.withdrawn_on = clock.today()
        _tell("taken_back", entry, by)
    return entry


def propose_withdrawal(pk: int, by: Any) -> CalendarEntry:
    """Ask a second person to take an entry out of the calendar; until then it counts."""
    require(by, PROPOSE_DAYS)
    with _changed(pk) as entry:
        if not entry.counts or entry.proposed_by:
            raise CatalogError(_("Only an entry in force can be proposed for withdrawal, and only once."))
        entry.withdrawal_asked_by = by
        _tell("withdrawal_proposed", entry, by)
    return entry


def approve_calendar_entry(pk: int, by: Any) -> CalendarEntry:
    """Put the proposal, or the proposed withdrawal, in force. Raises SecondPersonForDays for its author."""
    require(by, APPROVE)
    with _changed(pk) as entry:
        if _author(entry) == by:
            raise SecondPersonForDays
        moved = len(dates_moved(entry))
        _tell(_put_in_force(entry, by), entry, by, moved=moved)
    return entry


def _author(entry: CalendarEntry) -> Any:
    if entry.proposed_by is None:
        raise CatalogError(_("Nothing waits for approval here. Load the page again."))
    return entry.proposed_by


def _put_in_force(entry: CalendarEntry, by: Any) -> str:
    if entry.counts:
        entry.withdrawn_by, entry.withdrawn_on = by, clock.today()
        return "withdrawn"
    entry.approved_by, entry.approved_at = by, clock.now()
    return "approved"


@contextmanager
def _changed(pk: int) -> Iterator[CalendarEntry]:
    """The entry, locked; what the block changes in it is kept unless the block refuses."""
    with transaction.atomic():
        entry = CalendarEntry.objects.select_for_update(of=("self",)).get(pk=pk)
        yield entry
        entry.save()


def _tell(kind: str, entry: CalendarEntry, by: Any, **more: int) -> None:
    days = {"from": entry.first_day.isoformat(), "to": entry.last_day.isoformat()}
    facts = {"entry": entry.pk, "layer": entry.layer, "becomes": entry.kind, **days, **more}
    on_act.tell(kind=f"calendar.{kind}", procedure=None, by=by, facts=facts)
