"""What was recorded cannot be changed, and a change from outside is found."""

import hashlib
import json

import psycopg
import pytest
from django.db import connection, transaction
from motcua.audit import record
from motcua.audit.hashing import NotCanonical
from motcua.audit.models import Entry, Head

pytestmark = pytest.mark.django_db


def test_entries_are_numbered_and_linked():
    """Each entry of a chain carries the hash of the one before it."""
    first = record("dossier:a", "taken_in", "staff:x", {"code": "H48.10-260701-0001"})
    second = record("dossier:a", "decided", "staff:y", {})
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.hash
    assert Head.objects.get(chain="dossier:a").hash == second.hash


def test_the_hash_can_be_computed_by_anyone():
    """The hash follows from the written columns by the published rule, without our code."""
    entry = record("dossier:b", "taken_in", "staff:x", {"z": [1, None, True], "tên": "Nguyễn"})
    row = Entry.objects.get(pk=entry.pk)
    moments = {
        name: getattr(row, name).strftime("%Y-%m-%dT%H:%M:%S.%fZ") for name in ("happened_at", "recorded_at")
    }
    covered = {"chain": "dossier:b", "number": 1, "kind": "taken_in", "actor": "staff:x", "facts": row.facts}
    text = json.dumps(covered | moments, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(b"sha256:" + b"0" * 64 + b"\n" + text.encode()).hexdigest()
    assert row.hash == "sha256:" + digest


@pytest.mark.parametrize("facts", [{"x": 1.5}, {"x": b"bytes"}, {1: "x"}, {"x": {2, 3}}])
def test_facts_without_one_written_form_are_refused(facts):
    """Only text, whole numbers, yes/no, lists and objects are recorded."""
    with pytest.raises(NotCanonical):
        record("dossier:c", "odd", "staff:x", facts)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'staff:other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET number = 0",
        "UPDATE audit_head SET hash = 'sha256:other'",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TABLE audit_entry",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_change_the_record(statement):
    """Even raw SQL as the application changes, deletes or empties nothing of the record."""
    record("dossier:d", "taken_in", "staff:x", {})
    with (
        pytest.raises(Exception, match=r"denied|refused|only moves|must be owner") as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert isinstance(caught.value.__cause__, psycopg.Error)


def test_a_chain_cannot_have_two_entries_with_one_number():
    """Inserting a second entry with a number already used is refused by the database."""
    entry = record("dossier:e", "taken_in", "staff:x", {})
    entry.pk = None
    with pytest.raises(Exception, match="audit_entry_place_in_chain"), transaction.atomic():
        entry.save(force_insert=True)
