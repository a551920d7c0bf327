"""Answers and reasons kept beside events: nobody changes them unseen, and erasing a person harms no chain."""

from pathlib import Path
from typing import Any

import making
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from motcua.audit import verify
from motcua.dossiers import gathering
from motcua.dossiers.actions import answer_supplement, request_supplement
from motcua.dossiers.models import AnswerSnapshot, Dossier, Remark
from motcua.ground import crypto

REASON = request_supplement.Command("Bổ sung bản đồ thửa đất.", ("copies",), ("map",))


def supplemented(office: making.Office) -> Dossier:
    """Asked for a supplement in the fourth act (event 5), answered in the next (event 7)."""
    dossier = making.in_process(office)
    request_supplement.run(office.specialist, dossier.public_id, REASON)
    answer = answer_supplement.Command({"copies": 3}, {"map": (making.pdf("map.pdf"),)})
    return answer_supplement.run(office.citizen, dossier.public_id, answer)


@pytest.fixture
def story(committed_db: Any) -> tuple[Any, Dossier]:
    """Two dossiers with a supplement; the first is the one tampered with."""
    making.published()
    office = making.office()
    first = supplemented(office)
    supplemented(office)
    connection.close()
    return committed_db, first


def attack(database: Any, statement: str) -> None:
    """As the database's superuser, with triggers off."""
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        assert server.execute(statement).rowcount > 0, statement


def event_of(dossier: Dossier, kind: str) -> int:
    return dossier.events.get(kind=kind).number


OTHER = "(SELECT sealed FROM {table} WHERE dossier_id <> {pk} ORDER BY id LIMIT 1)"
TAMPERING = {
    "answers changed": (
        "UPDATE {answers} SET sealed = {other_answers} WHERE number = 2 AND {own}",
        "answered",
    ),
    "answers removed": ("DELETE FROM {answers} WHERE number = 2 AND {own}", "answered"),
    "first answers changed": ("UPDATE {answers} SET sealed = 'x' WHERE number = 1 AND {own}", "submitted"),
    "a reason changed": ("UPDATE {remarks} SET sealed = {other_remark} WHERE {own}", "requested"),
    "a reason removed": ("DELETE FROM {remarks} WHERE {own}", "requested"),
    "a reason moved to another act": ("UPDATE {remarks} SET event_number = 1 WHERE {own}", "submitted"),
    "answers added": (
        "INSERT INTO {answers} (dossier_id, number, event_number, sealed, commitment, version_hash, made_at)"
        " SELECT dossier_id, 9, event_number, sealed, commitment, version_hash, made_at FROM {answers}"
        " WHERE number = 2 AND {own}",
        "answered",
    ),
}
KINDS = {
    "answered": "supplement_answered",
    "submitted": "submitted",
    "requested": "supplement_requested",
}


@pytest.mark.parametrize("name", TAMPERING)
def test_changed_words_are_named(story: Any, tmp_path: Path, name: str) -> None:
    """Answers or a reason changed, moved, added or removed behind the system's back: dossier and act are named."""
    database, dossier = story
    assert verify(tmp_path).is_clean
    number = event_of(dossier, KINDS[TAMPERING[name][1]])
    connection.close()
    tables = {"answers": "dossiers_answersnapshot", "remarks": "dossiers_remark"}
    others = {
        "other_answers": OTHER.format(table=tables["answers"], pk=dossier.pk),
        "other_remark": OTHER.format(table=tables["remarks"], pk=dossier.pk),
    }
    attack(database, TAMPERING[name][0].format(**tables, **others, own=f"dossier_id = {dossier.pk}"))
    found = [(one.chain, one.number) for one in verify(tmp_path).findings]
    assert found == [(f"dossier:{dossier.public_id}", number)]


def test_the_command_fails_and_says_which(story: Any, tmp_path: Path, capsys: Any) -> None:
    """`motcua audit verify` ends with an error and names the dossier whose answers were changed."""
    database, dossier = story
    connection.close()
    attack(database, f"UPDATE dossiers_answersnapshot SET sealed = 'x' WHERE dossier_id = {dossier.pk}")
    with pytest.raises((CommandError, SystemExit)):
        call_command("audit", "verify", "--anchors", str(tmp_path))
    said = "".join(capsys.readouterr())
    assert dossier.public_id in said
    assert "answers kept with it are not those that were recorded" in said


@pytest.mark.parametrize("table", [AnswerSnapshot, Remark])
def test_the_application_cannot_change_them(office: making.Office, table: Any) -> None:
    """Raw SQL as the application's role changes, deletes or empties neither answers nor reasons."""
    supplemented(office)
    name = table._meta.db_table
    before = list(table.objects.order_by("pk").values_list("pk", "sealed"))
    for sql in (f"UPDATE {name} SET sealed = 'x'", f"DELETE FROM {name}", f"TRUNCATE {name}"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert before
    assert list(table.objects.order_by("pk").values_list("pk", "sealed")) == before


def test_events_carry_no_words(office: making.Office) -> None:
    """An event carries a keyed commitment to the sealed bytes: equal words of two people look different."""
    first, second = (supplemented(office).events.get(kind="supplement_requested") for _ in range(2))
    stated = [one.data["enclosed"]["remark"] for one in (first, second)]
    assert all(one.startswith("commit:") for one in stated)
    assert stated[0] != stated[1]


def test_erasing_the_owner_leaves_everything_verified(office: making.Office, tmp_path: Path) -> None:
    """After the owner's key is destroyed nothing can be read any more and verification still finds no fault."""
    dossier = supplemented(office)
    crypto.destroy(gathering.owner_subject(dossier))
    assert [one for one in verify(tmp_path).findings if dossier.public_id in one.chain] == []
