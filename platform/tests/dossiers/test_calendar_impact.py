"""Before the calendar changes, its second person reads which promises move."""

from datetime import date

import making
import pytest
from catalog.actions import approve_calendar_entry, propose_calendar_entry
from catalog.models import CalendarEntry
from catalog.registry import MovedDate
from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier

from catalog import reads

TENTH = date(2026, 7, 10)


def day_off(layer: str = "province", day: date = TENTH) -> CalendarEntry:
    """A day off as a proposal, not yet kept."""
    said = {"name_vi": "Nghỉ theo quyết định của tỉnh", "decision": "QĐ 01", "known_on": day}
    return CalendarEntry(first_day=day, last_day=day, kind="off", layer=layer, **said)


def test_open_dossiers_are_listed_with_old_and_new_day(office: making.Office) -> None:
    """Due on Wednesday 15 July; with Friday 10 July off it would be due on Thursday 16 July."""
    dossier = making.taken_in(office)
    entry = propose_calendar_entry(day_off(), making.superuser())
    assert reads.dates_moved(entry) == [
        MovedDate(dossier.code, office.agency.name, date(2026, 7, 15), date(2026, 7, 16))
    ]
    dossier.refresh_from_db()
    assert dossier.due == date(2026, 7, 15)


@pytest.mark.parametrize(
    "entry", [day_off(day=date(2026, 7, 16)), day_off(layer="H99.1")], ids=["later", "elsewhere"]
)
def test_what_does_not_move_is_not_listed(office: making.Office, entry: CalendarEntry) -> None:
    """A day off after the due date, or at another agency, moves nothing."""
    making.taken_in(office)
    assert reads.dates_moved(propose_calendar_entry(entry, making.superuser())) == []


def test_finished_dossiers_keep_their_dates(office: making.Office) -> None:
    """A dossier that is decided is not listed."""
    making.decided(office)
    assert reads.dates_moved(propose_calendar_entry(day_off(), making.superuser())) == []


def test_both_acts_stand_in_the_record(office: making.Office) -> None:
    """The proposal and the approval are entries of the calendar's chain, with the number of moved dates."""
    making.taken_in(office)
    author, approver = making.superuser(), making.superuser()
    approve_calendar_entry(propose_calendar_entry(day_off(), author).pk, approver)
    proposed, approved = Entry.objects.filter(chain="calendar:working").order_by("number")
    assert (proposed.kind, approved.kind) == ("catalog.calendar.proposed", "catalog.calendar.approved")
    assert (proposed.actor, approved.actor) == (f"staff:{author.public_id}", f"staff:{approver.public_id}")
    assert approved.facts["moved"] == 1
    assert Dossier.objects.for_system("test").get().due == date(2026, 7, 15)
