"""The working calendar has two pairs of eyes: one proposes an entry or its withdrawal, another approves."""

from __future__ import annotations

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
    with transaction.atomic():
        entry = _locked(pk)
        if by.pk != (entry.withdrawal_asked_by_id if entry.counts else entry.entered_by_id):
            raise CatalogError(_("Only the person who proposed this can take it back."))
        if entry.counts:
            entry.withdrawal_asked_by = None
        else:
            entry.withdrawn_on = clock.today()
        entry.save()
        _tell("taken_back", entry, by)
    return entry


def propose_withdrawal(pk: int, by: Any) -> CalendarEntry:
    """Ask a second person to take an entry out of the calendar; until then it counts."""
    require(by, PROPOSE_DAYS)
    with transaction.atomic():
        entry = _locked(pk)
        if not entry.counts or entry.withdrawal_asked_by_id:
            raise CatalogError(_("Only an entry in force can be proposed for withdrawal, and only once."))
        entry.withdrawal_asked_by = by
        entry.save()
        _tell("withdrawal_proposed", entry, by)
    return entry


def approve_calendar_entry(pk: int, by: Any) -> CalendarEntry:
    """Put the proposal, or the proposed withdrawal, in force. Raises SecondPersonForDays for its author."""
    require(by, APPROVE)
    with transaction.atomic():
        entry = _locked(pk)
        author = entry.withdrawal_asked_by_id if entry.counts else entry.entered_by_id
        if entry.withdrawn_on is not None or author is None:
            raise CatalogError(_("Nothing waits for approval here. Load the page again."))
        if author == by.pk:
            raise SecondPersonForDays
        moved = len(dates_moved(entry))
        kind = _put_in_force(entry, by)
        _tell(kind, entry, by, moved=moved)
    return entry


def _put_in_force(entry: CalendarEntry, by: Any) -> str:
    kind = "withdrawn" if entry.counts else "approved"
    if entry.counts:
        entry.withdrawn_by, entry.withdrawn_on = by, clock.today()
    else:
        entry.approved_by, entry.approved_at = by, clock.now()
    entry.save()
    return kind


def _locked(pk: int) -> CalendarEntry:
    return CalendarEntry.objects.select_for_update(of=("self",)).get(pk=pk)


def _tell(kind: str, entry: CalendarEntry, by: Any, **more: int) -> None:
    days = {"from": entry.first_day.isoformat(), "to": entry.last_day.isoformat()}
    facts = {"entry": entry.pk, "layer": entry.layer, "becomes": entry.kind, **days, **more}
    on_act.tell(kind=f"calendar.{kind}", procedure=None, by=by, facts=facts)
