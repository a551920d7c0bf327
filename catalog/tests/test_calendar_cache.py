"""The working calendar is built once and never out of date, whoever changes it."""

import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from catalog.models import CalendarEntry
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import reads

DAY = date(2026, 8, 19)
AGENCY = "000.00.11.H40"
CHANGE = """
import sys
import psycopg

with psycopg.connect(sys.argv[1]) as other:
    other.execute(sys.argv[2])
"""


def two_people() -> list[Any]:
    """Who proposes, and who approves."""
    users = get_user_model().objects
    return [users.get_or_create(username=name, realm="staff")[0] for name in ("denghi", "duyet")]


def day_off(layer: str = "province", **facts: Any) -> CalendarEntry:
    """An approved day off of a layer."""
    author, approver = two_people()
    said = {
        "first_day": DAY,
        "last_day": DAY,
        "kind": "off",
        "name_vi": "Nghỉ",
        "decision": "Quyết định 01/QĐ-UBND",
        "known_on": date(2026, 8, 1),
        "entered_by": author,
        "approved_by": approver,
        "approved_at": datetime(2026, 8, 1, tzinfo=UTC),
    }
    return CalendarEntry.objects.create(layer=layer, **(said | facts))


def withdraw(entry: CalendarEntry) -> None:
    """Take an approved entry out again, by two people."""
    asked, by = two_people()
    entry.withdrawal_asked_by, entry.withdrawn_by, entry.withdrawn_on = asked, by, date(2026, 8, 2)
    entry.save()


def in_another_process(statement: str) -> None:
    """Run a statement in a process of its own, with a connection of its own."""
    facts = connection.get_connection_params()
    wanted = {name: facts[name] for name in ("host", "port", "user", "password", "dbname") if facts.get(name)}
    from psycopg.conninfo import make_conninfo

    subprocess.run(
        [sys.executable, "-c", CHANGE, make_conninfo(**wanted), statement], check=True, timeout=300
    )


@pytest.mark.django_db
def test_a_calendar_that_is_known_costs_one_query() -> None:
    """As long as no entry changes, the same calendar is given, and no entry is read."""
    day_off()
    first = reads.working_calendar(AGENCY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert reads.working_calendar(AGENCY) is first
    assert len(asked) == 1
    assert "sha256" in asked[0]["sql"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [("morning", False), ("kind", "make_up"), ("last_day", date(2026, 8, 20)), ("decision", "Quyết định 02")],
)
def test_every_difference_of_an_entry_counts(column: str, value: Any) -> None:
    """Whatever differs in the entry that replaces another, the next calendar has it."""
    entry = day_off()
    before = reads.working_calendar()
    withdraw(entry)
    day_off(**{column: value})
    assert reads.working_calendar().version != before.version


@pytest.mark.django_db
def test_an_agencys_entries_are_its_own() -> None:
    """A day off of one agency is a working day of the province and of other agencies."""
    day_off(AGENCY)
    told = [reads.working_calendar(code).is_working(DAY) for code in ("", AGENCY, "000.00.12.H40", AGENCY)]
    assert told == [True, False, True, False]


@pytest.mark.commits
def test_a_change_by_another_process_is_seen_at_once(committed_db: object) -> None:
    """A day off approved or withdrawn elsewhere moves the very next date here."""
    entry = day_off(approved_by=None, approved_at=None)
    author, approver = (one.pk for one in two_people())
    row = f"WHERE id = {entry.pk}"
    assert reads.working_calendar().is_working(DAY)
    in_another_process(
        f"UPDATE catalog_calendarentry SET approved_at = now(), approved_by_id = {approver} {row}"
    )
    assert not reads.working_calendar().is_working(DAY)
    in_another_process(
        f"UPDATE catalog_calendarentry SET withdrawn_on = '2026-08-02', withdrawal_asked_by_id = {author},"
        f" withdrawn_by_id = {approver} {row}"
    )
    assert reads.working_calendar().is_working(DAY)


@pytest.mark.django_db
def test_a_change_while_the_entries_are_read_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that arrives between the fingerprint and the rows leaves no wrong calendar behind."""
    read = reads._read_calendar
    arrived: list[CalendarEntry] = []

    def meanwhile(layers: tuple[str, ...]) -> Any:
        arrived.append(day_off("000.00.77.H40"))
        return read(layers)

    monkeypatch.setattr(reads, "_read_calendar", meanwhile)
    assert not reads.working_calendar("000.00.77.H40").is_working(DAY)
    monkeypatch.undo()
    withdraw(arrived[0])
    assert reads.working_calendar("000.00.77.H40").is_working(DAY)
