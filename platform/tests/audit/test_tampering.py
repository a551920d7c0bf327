"""Whoever changes the record as the database's administrator, with all protections off, is found."""

import subprocess
import sys
import threading

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from motcua.audit import anchor, anchoring, record, verify
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


def changed_once(folder):
    with transaction.atomic():
        record("dossier:b", "decided", "staff:x", {})
    return anchor(folder)


@pytest.mark.parametrize("kept", [1, 60, -1])
def test_an_anchor_cut_short_stops_nobody(recorded, tmp_path, kept):
    """After a crash in the middle of a line the next anchors are written and the record can be verified."""
    anchor(tmp_path)
    [file] = tmp_path.glob("anchors-*.jsonl")
    whole = file.read_bytes()
    file.write_bytes(whole + whole.rstrip(b"\n")[:kept])
    assert verify(tmp_path).is_clean
    assert changed_once(tmp_path).torn == (file.name,)
    assert changed_once(tmp_path).torn == ()
    assert verify(tmp_path).is_clean
    assert file.read_bytes().startswith(whole + whole.rstrip(b"\n")[:kept])


def test_what_was_cut_short_cannot_be_changed_later(recorded, tmp_path):
    """The next line carries the fingerprint of what was cut short, and whole lines are still checked."""
    anchor(tmp_path)
    [file] = tmp_path.glob("anchors-*.jsonl")
    file.write_bytes(file.read_bytes() + b'{"at": "half a li')
    changed_once(tmp_path)
    sound = file.read_bytes()
    for attacked in (sound.replace(b"half a li", b"half a lu"), sound.replace(b"dossier:a", b"dossier:q", 1)):
        file.write_bytes(attacked)
        with pytest.raises(AnchorUnreadable):
            verify(tmp_path)


def test_a_changed_last_line_stops_the_next_anchor(recorded, tmp_path):
    """A whole last line that was changed is never taken for one that was cut short."""
    anchor(tmp_path)
    [file] = tmp_path.glob("anchors-*.jsonl")
    file.write_bytes(file.read_bytes().replace(b"dossier:a", b"dossier:q"))
    with pytest.raises(AnchorUnreadable):
        changed_once(tmp_path)


def test_a_disk_that_takes_little_at_a_time_loses_nothing(recorded, tmp_path, monkeypatch):
    """A line written in many small pieces is whole in the end; a full disk marks nothing as anchored."""
    write = anchoring.os.write
    monkeypatch.setattr(anchoring.os, "write", lambda to, what: write(to, bytes(what[:7])))
    anchor(tmp_path)
    assert verify(tmp_path).is_clean

    def full(to, what):
        if len(what) < 100:
            raise OSError(28, "No space left on device")
        return write(to, bytes(what[:50]))

    monkeypatch.setattr(anchoring.os, "write", full)
    with pytest.raises(OSError, match="No space"):
        changed_once(tmp_path)
    monkeypatch.setattr(anchoring.os, "write", write)
    assert anchor(tmp_path).heads == 1
    assert verify(tmp_path).is_clean


def test_only_the_last_line_is_read_before_writing(recorded, tmp_path, monkeypatch):
    """However many lines there are, writing one more reads one."""
    for _ in range(4):
        changed_once(tmp_path)
    read = []
    one = anchoring._read
    monkeypatch.setattr(anchoring, "_read", lambda *line: read.append(line) or one(*line))
    changed_once(tmp_path)
    assert len(read) == 1


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


@pytest.mark.parametrize("folder", ["missing", "empty", "cut short"])
def test_a_folder_without_anchors_is_no_good_verdict(recorded, tmp_path, capsys, folder):
    """Verified against a folder without anchors the command fails and says what stays unseen and what to name."""
    named = tmp_path / folder
    if folder != "missing":
        named.mkdir()
    if folder == "cut short":
        (named / "anchors-2026-07.jsonl").write_bytes(b'{"heads": [')
    with pytest.raises(CommandError, match=r"There are no anchors in .*--anchors FOLDER"):
        call_command("audit", "verify", anchors=named)
    assert "18 entries verified" in capsys.readouterr().out


def test_the_anchors_go_where_the_setting_says(recorded, tmp_path):
    """Every process of the installation writes its anchors into the folder that AUDIT_ANCHORS names."""
    environment = {**recorded.environment, "AUDIT_ANCHORS": str(tmp_path / "worm")}
    words = [sys.executable, "-m", "motcua.site.cli", "audit", "anchor"]
    subprocess.run(words, env=environment, capture_output=True, check=True)
    assert list((tmp_path / "worm").glob("anchors-*.jsonl"))


def test_before_the_first_anchor_the_command_says_what_stays_unseen(recorded, tmp_path, settings, capsys):
    """A new installation is verified and told of the missing anchors; once anchored, losing them is an error."""
    settings.AUDIT_ANCHORS = tmp_path / "anchors"
    call_command("audit", "verify")
    assert "Write the first ones: motcua audit anchor" in capsys.readouterr().out
    anchor()
    call_command("audit", "verify")
    assert "no anchors" not in capsys.readouterr().out
    for file in settings.AUDIT_ANCHORS.iterdir():
        file.unlink()
    with pytest.raises(CommandError, match="There are no anchors"):
        call_command("audit", "verify")


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
