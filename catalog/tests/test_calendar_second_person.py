"""Nobody moves a citizen's date alone: the working calendar has two pairs of eyes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from catalog.actions import (
    approve_calendar_entry,
    propose_calendar_entry,
    propose_withdrawal,
    take_back_proposal,
)
from catalog.errors import CatalogError, NotAllowed, SecondPersonForDays
from catalog.models import CalendarEntry
from catalog.registry import MovedDate, calendar_impact, on_act
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from lxml import html

from catalog import reads, seed

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 19)


def proposal() -> CalendarEntry:
    """A day off nobody has approved, not yet kept."""
    said = {"name_vi": "Nghỉ theo quyết định của tỉnh", "decision": "QĐ 01/QĐ-UBND", "known_on": DAY}
    return CalendarEntry(first_day=DAY, last_day=DAY, kind="off", **said)


@pytest.fixture
def proposed(editor: Any) -> CalendarEntry:
    """A day off the editor proposes."""
    return propose_calendar_entry(proposal(), editor)


@pytest.fixture
def acts() -> Iterator[list[tuple[str, Any]]]:
    """What is told to the record."""
    heard: list[tuple[str, Any]] = []

    def hear(kind: str, procedure: Any, by: Any, facts: dict[str, Any]) -> None:
        heard.append((kind, by))

    on_act.add(hear)
    yield heard
    on_act.remove(hear)


def is_working() -> bool:
    """Whether the day counts now."""
    return bool(reads.working_calendar().is_working(DAY))


def test_a_day_off_counts_only_after_a_second_person(proposed: CalendarEntry, approver: Any) -> None:
    """A proposed day off moves nothing; approved by a colleague it is a day off."""
    assert is_working()
    approve_calendar_entry(proposed.pk, approver)
    assert not is_working()


def test_nobody_approves_a_day_they_proposed(approver: Any) -> None:
    """An approver who enters a day cannot approve it, and neither can a superuser."""
    approver.is_superuser = True
    approver.save()
    entry = propose_calendar_entry(proposal(), approver)
    with pytest.raises(SecondPersonForDays):
        approve_calendar_entry(entry.pk, approver)
    assert is_working()


def test_an_editor_does_not_approve(proposed: CalendarEntry, person: Any) -> None:
    """Who may only propose cannot approve a colleague's day."""
    with pytest.raises(NotAllowed):
        approve_calendar_entry(proposed.pk, person("soanthao2", seed.EDITORS))
    assert is_working()


def test_the_database_refuses_one_pair_of_eyes(proposed: CalendarEntry) -> None:
    """Even a direct write cannot make the author the approver."""
    rows = CalendarEntry.objects.filter(pk=proposed.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(approved_at=datetime.now(UTC), approved_by=proposed.entered_by)
    assert is_working()


@pytest.mark.parametrize("change", ["SET first_day = '2026-08-18'", "SET withdrawn_on = '2026-08-20'"])
def test_what_was_approved_stays_as_it_was(proposed: CalendarEntry, approver: Any, change: str) -> None:
    """An approved entry cannot be changed, withdrawn by one person, or deleted."""
    approve_calendar_entry(proposed.pk, approver)
    for statement in (f"UPDATE catalog_calendarentry {change}", "DELETE FROM catalog_calendarentry"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert not is_working()


def test_a_withdrawal_needs_two_people_as_well(
    proposed: CalendarEntry, editor: Any, approver: Any, person: Any
) -> None:
    """An entry in force goes out of the calendar only when a second person agrees."""
    approve_calendar_entry(proposed.pk, approver)
    propose_withdrawal(proposed.pk, approver)
    with pytest.raises(SecondPersonForDays):
        approve_calendar_entry(proposed.pk, approver)
    assert not is_working()
    approve_calendar_entry(proposed.pk, person("pheduyet2", seed.APPROVERS))
    assert is_working()


def test_a_proposal_is_taken_back_by_its_author_only(
    proposed: CalendarEntry, editor: Any, approver: Any
) -> None:
    """The author takes a proposal back; then there is nothing to approve."""
    with pytest.raises(CatalogError):
        take_back_proposal(proposed.pk, approver)
    take_back_proposal(proposed.pk, editor)
    with pytest.raises(CatalogError):
        approve_calendar_entry(proposed.pk, approver)


def test_what_is_out_of_the_calendar_is_not_taken_back(
    client: Any, proposed: CalendarEntry, editor: Any, approver: Any, person: Any
) -> None:
    """Its author, on a page opened before the withdrawal, reads that it is too late; the day of it stays."""
    approve_calendar_entry(proposed.pk, approver)
    propose_withdrawal(proposed.pk, approver)
    approve_calendar_entry(proposed.pk, person("pheduyet2", seed.APPROVERS))
    client.force_login(editor)
    page = reverse("catalog_editor:calendar_entry", args=[proposed.pk])
    answer = client.post(page, {"act": "take_back"}, follow=True)
    assert answer.status_code == 200
    assert "Không có gì đang chờ phê duyệt ở đây" in answer.content.decode()


def test_both_acts_are_told_to_the_record(acts: list[Any], editor: Any, approver: Any) -> None:
    """Who proposed and who approved stands in the record."""
    entry = propose_calendar_entry(proposal(), editor)
    approve_calendar_entry(entry.pk, approver)
    assert acts == [("calendar.proposed", editor), ("calendar.approved", approver)]


def test_the_approver_sees_the_moved_dates_first(
    client: Any, proposed: CalendarEntry, approver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before approving, the page lists each dossier with its old and its new day."""
    asked = []

    def provider(layer: str, first_day: date, trial: Any) -> list[MovedDate]:
        asked.append((layer, first_day, trial("").is_working(DAY)))
        return [MovedDate("H15.1-260801-0001", "UBND phường Thử", DAY, date(2026, 8, 20))]

    monkeypatch.setattr(calendar_impact, "_providers", [provider])
    client.force_login(approver)
    page = client.get(reverse("catalog_editor:calendar_entry", args=[proposed.pk])).content.decode()
    assert asked == [("province", DAY, False)]
    assert all(words in page for words in ("H15.1-260801-0001", "19/08/2026", "20/08/2026"))
    assert is_working()


def test_the_admin_form_only_proposes(client: Any, approver: Any) -> None:
    """What is entered in the form of the admin does not count, and no form changes it afterwards."""
    client.force_login(approver)
    said = {"first_day": DAY, "last_day": DAY, "kind": "off", "name_vi": "Nghỉ", "decision": "QĐ 01",
            "known_on": DAY, "layer": "province", "morning": "on", "afternoon": "on",
            "affects_open": "on", "affects_counts": "on"}  # fmt: skip
    answer = client.post(reverse("catalog_calendar:add"), said)
    entry = CalendarEntry.objects.get()
    page = reverse("catalog_editor:calendar_entry", args=[entry.pk])
    assert (answer.status_code, answer.url) == (302, page)
    assert entry.entered_by == approver
    assert is_working()
    client.post(page, {"act": "approve"})
    assert is_working()


def test_days_are_asked_and_listed_as_people_write_them(client: Any, editor: Any) -> None:
    """The browser asks for a day, so nothing typed can turn into today; the list writes days and agencies in words."""
    client.force_login(editor)
    client.cookies["django_language"] = "vi"
    page = html.fromstring(client.get("/admin/catalog/calendar/add/").content)
    days = {
        name: page.xpath(f'//input[@name="{name}"]/@type')[0]
        for name in ("first_day", "last_day", "known_on")
    }
    assert set(days.values()) == {"date"}
    entry = proposal()
    entry.first_day, entry.last_day = date(2026, 11, 30), date(2026, 12, 1)
    propose_calendar_entry(entry, editor)
    table = html.fromstring(client.get("/admin/catalog/calendar/").content).xpath(
        '//table[contains(@class, "listing")]'
    )
    row = table[0].text_content()
    assert "30/11/2026" in row and "01/12/2026" in row
    assert "mọi cơ quan" in row and "province" not in row
