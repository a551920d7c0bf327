"""Whoever changes the record as the database's administrator, with all protections off, is found."""

import threading

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from motcua.audit import anchor, record, verify
from motcua.audit.errors import AnchorUnreadable
from motcua.audit.hashing import GENESIS
from motcua.audit.models import Head

CHAINS, EACH = ("dossier:a", "dossier:b", "dossier:c"), 6


@pytest.fixture
def recorded(committed_db):
    for number in range(EACH):
        for chain in CHAINS:
            with transaction.atomic():
                record(chain, "changed", "staff:x", {"step": number, "tên": "tiếp nhận"})
    connection.close()
    return committed_db


def attack(database, *statements):
    """As the database's superuser, with triggers off."""
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        for statement in statements:
            server.execute(statement)


def first_bad(folder):
    return [(one.chain, one.number) for one in verify(folder).findings]


B3 = "WHERE chain = 'dossier:b' AND number = 3"
ATTACKS = {
    "an edited fact": ([f"UPDATE audit_entry SET facts = '{{\"step\": 9}}' {B3}"], 3),
    "an edited actor": ([f"UPDATE audit_entry SET actor = 'staff:y' {B3}"], 3),
    "an edited time": ([f"UPDATE audit_entry SET happened_at = happened_at - interval '1 day' {B3}"], 3),
    "an edited hash": ([f"UPDATE audit_entry SET hash = '{GENESIS}' {B3}"], 3),
    "a deleted row": ([f"DELETE FROM audit_entry {B3}"], 3),
    "a deleted row, renumbered": (
        [
            f"DELETE FROM audit_entry {B3}",
            "UPDATE audit_entry SET number = number - 1 WHERE chain = 'dossier:b' AND number = 4",
            "UPDATE audit_entry SET number = number - 1 WHERE chain = 'dossier:b' AND number = 5",
            "UPDATE audit_entry SET number = number - 1 WHERE chain = 'dossier:b' AND number = 6",
        ],
        3,
    ),
    "an inserted row": (
        [
            "INSERT INTO audit_entry (chain, number, kind, actor, facts, happened_at, "
            "recorded_at, previous, hash)"
            " SELECT chain, 7, kind, actor, facts, happened_at, recorded_at, hash, hash FROM audit_entry"
            " WHERE chain = 'dossier:b' AND number = 6"
        ],
        7,
    ),
    "two rows swapped": (
        [
            f"UPDATE audit_entry SET number = 99 {B3}",
            "UPDATE audit_entry SET number = 3 WHERE chain = 'dossier:b' AND number = 4",
            "UPDATE audit_entry SET number = 4 WHERE chain = 'dossier:b' AND number = 99",
        ],
        3,
    ),
    "a row moved to another chain": ([f"UPDATE audit_entry SET chain = 'dossier:z' {B3}"], 3),
    "a cut tail": (["DELETE FROM audit_entry WHERE chain = 'dossier:b' AND number > 4"], 5),
    "a cut tail with its head put back": (
        [
            "DELETE FROM audit_entry WHERE chain = 'dossier:b' AND number > 4",
            "UPDATE audit_head SET number = 4, anchored_number = 4, hash = (SELECT hash FROM audit_entry"
            " WHERE chain = 'dossier:b' AND number = 4) WHERE chain = 'dossier:b'",
        ],
        5,
    ),
    "a whole chain removed": (
        [
            "DELETE FROM audit_entry WHERE chain = 'dossier:b'",
            "DELETE FROM audit_head WHERE chain = 'dossier:b'",
        ],
        1,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_is_found_at_its_first_bad_row(recorded, tmp_path, name):
    """Editing, deleting, inserting, swapping or cutting is found, and the first bad row is named."""
    anchor(tmp_path)
    assert first_bad(tmp_path) == []
    statements, number = ATTACKS[name]
    attack(recorded, *statements)
    assert ("dossier:b", number) in first_bad(tmp_path)


def test_a_whole_chain_rewritten_with_right_hashes_is_found_by_the_anchor(recorded, tmp_path):
    """A chain replaced by a false one whose hashes all fit is betrayed by the anchor, and only by it."""
    anchor(tmp_path)
    attack(
        recorded,
        "DELETE FROM audit_entry WHERE chain = 'dossier:b'",
        f"UPDATE audit_head SET number = 0, hash = '{GENESIS}' WHERE chain = 'dossier:b'",
    )
    for number in range(EACH):
        with transaction.atomic():
            record("dossier:b", "changed", "staff:innocent", {"step": number})
    assert verify(tmp_path / "nowhere").is_clean
    assert first_bad(tmp_path) == [("dossier:b", EACH)]


def test_a_cut_after_the_last_anchor_is_the_only_thing_not_seen(recorded, tmp_path):
    """What was recorded after the last hourly anchor is protected only by the next one."""
    anchor(tmp_path)
    with transaction.atomic():
        record("dossier:b", "decided", "staff:x", {})
    connection.close()
    attack(recorded, "DELETE FROM audit_entry WHERE chain = 'dossier:b' AND number = 7")
    assert first_bad(tmp_path) == [("dossier:b", 7)]


def test_changed_anchors_are_noticed(recorded, tmp_path):
    """A line of the anchor file that was changed or taken out is noticed before anything is compared."""
    anchor(tmp_path)
    with transaction.atomic():
        record("dossier:b", "decided", "staff:x", {})
    anchor(tmp_path)
    [file] = tmp_path.glob("anchors-*.jsonl")
    first, second = file.read_text("utf-8").splitlines()
    for lines in (first.replace("dossier:a", "dossier:q") + "\n" + second, second):
        file.write_text(lines + "\n", "utf-8")
        with pytest.raises(AnchorUnreadable):
            verify(tmp_path)


def test_only_moved_heads_are_anchored_again(recorded, tmp_path):
    """The hourly anchor lists only chains that moved since the last one."""
    assert anchor(tmp_path).heads == len(CHAINS)
    with transaction.atomic():
        record("dossier:b", "decided", "staff:x", {})
    assert anchor(tmp_path).heads == 1
    assert anchor(tmp_path).heads == 0


def test_the_commands_say_what_they_found(recorded, tmp_path, capsys):
    """The administrator's commands count what they checked and fail loudly when something was changed."""
    call_command("audit", "anchor", anchors=tmp_path)
    call_command("audit", "verify", anchors=tmp_path)
    assert "18 entries verified" in capsys.readouterr().out
    connection.close()
    attack(recorded, f"DELETE FROM audit_entry {B3}")
    with pytest.raises(CommandError, match="1 chains are broken"):
        call_command("audit", "verify", anchors=tmp_path)
    assert "dossier:b #3" in capsys.readouterr().err


def test_many_at_once_leave_one_unbroken_chain(committed_db):
    """Sixteen officers recording on one dossier at once leave a chain without gap or fork."""

    def work():
        for _ in range(5):
            with transaction.atomic():
                record("dossier:a", "changed", "staff:x", {})
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Head.objects.get().number == 80
    assert verify().is_clean
