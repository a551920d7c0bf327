"""Whoever changes events or published versions as the database's owner, with all protections off, is found."""

import subprocess
import sys

import making
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from motcua.audit import anchor, verify


def attack(database, *statements):
    """As the database's superuser, with triggers off."""
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        for statement in statements:
            assert server.execute(statement).rowcount > 0, statement


def refusal(sql):
    """The database's reason for refusing `sql` to the application; None when it let it through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except Error as error:
        return error.__cause__.sqlstate
    return None


@pytest.fixture
def history(committed_db):
    """Three dossiers, two of them in process, over one published version; a copy of the heads is kept."""
    making.published()
    office = making.office()
    making.submitted(office)
    kept = [making.in_process(office), making.in_process(office)]
    connection.close()
    return committed_db, kept[0]


EVENT_2 = "WHERE number = 2 AND dossier_id = {pk}"
LATER = "DELETE FROM dossiers_event WHERE number > 2 AND dossier_id = {pk}"
BACK = (
    "UPDATE dossiers_dossier SET last_hash = (SELECT hash FROM dossiers_event WHERE number = 2"
    " AND dossier_id = {pk}) WHERE id = {pk}"
)
EVENT_ATTACKS = {
    "an edited time": (
        [f"UPDATE dossiers_event SET happened_at = happened_at - interval '1 day' {EVENT_2}"],
        2,
    ),
    "an edited officer": ([f"UPDATE dossiers_event SET actor = 'staff:y' {EVENT_2}"], 2),
    "edited facts": ([f"UPDATE dossiers_event SET data = '[]' {EVENT_2}"], 2),
    "another kind": ([f"UPDATE dossiers_event SET kind = 'decided' {EVENT_2}"], 2),
    "a deleted event": ([f"DELETE FROM dossiers_event {EVENT_2}"], 2),
    "a cut tail": ([LATER], 3),
    "a cut tail with the dossier's last hash put back": ([LATER, BACK], 3),
    "every event removed": (["DELETE FROM dossiers_event WHERE dossier_id = {pk}"], 1),
}


@pytest.mark.parametrize("name", EVENT_ATTACKS)
def test_a_changed_event_is_named(history, tmp_path, name):
    """One event changed, removed or cut off behind the system's back is found, with dossier and number."""
    database, dossier = history
    assert verify(tmp_path).is_clean
    connection.close()
    statements, number = EVENT_ATTACKS[name]
    attack(database, *(one.format(pk=dossier.pk) for one in statements))
    found = [(one.chain, one.number) for one in verify(tmp_path).findings]
    assert found == [(f"dossier:{dossier.public_id}", number)]


def test_a_tail_cut_from_events_and_record_alike_is_found_by_the_anchor(history, tmp_path):
    """Who cuts the end of a dossier out of every table is betrayed by the anchor outside, and only by it."""
    database, dossier = history
    anchor(tmp_path)
    connection.close()
    chain = f"dossier:{dossier.public_id}"
    attack(
        database,
        f"DELETE FROM dossiers_event WHERE dossier_id = {dossier.pk} AND number > (SELECT max(n::int) FROM"
        f" audit_entry, jsonb_array_elements_text(facts->'events') n WHERE chain = '{chain}' AND number = 2)",
        f"DELETE FROM audit_entry WHERE chain = '{chain}' AND number > 2",
        f"UPDATE audit_head SET number = 2, anchored_number = 2, hash = (SELECT hash FROM audit_entry WHERE"
        f" chain = '{chain}' AND number = 2) WHERE chain = '{chain}'",
        f"UPDATE dossiers_dossier SET last_hash = (SELECT hash FROM dossiers_event WHERE dossier_id ="
        f" {dossier.pk} ORDER BY number DESC LIMIT 1) WHERE id = {dossier.pk}",
    )
    assert verify(tmp_path / "nowhere").is_clean
    assert [(one.chain, one.number) for one in verify(tmp_path).findings] == [(chain, 3)]


VERSION_ATTACKS = {
    "an edited fee": "UPDATE catalog_procedureversion SET document = jsonb_set(document, "
    "'{fees,0,amount,fixed}', '1')",
    "an edited first day": "UPDATE catalog_procedureversion SET valid_from = valid_from - 30",
    "an edited document with its hash made to fit": "UPDATE catalog_procedureversion SET content_hash = "
    "'sha256:' || encode(sha256('{}'), 'hex')",
}


@pytest.mark.parametrize("name", VERSION_ATTACKS)
def test_a_changed_published_version_is_named(history, name):
    """A published fee, limit or first day changed behind the system's back is found, with its procedure."""
    database, _dossier = history
    attack(database, VERSION_ATTACKS[name])
    found = [(one.chain, one.number) for one in verify().findings]
    assert found == [("procedure:small_permit", 1)]


def test_a_version_replaced_together_with_its_hash_is_found_by_the_record(history):
    """A false document that fits its own hash is not the document whose publication was recorded."""
    from forms_schema import content_hash

    database, _dossier = history
    false = making.small_procedure.document(fees=[])
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        server.execute(
            "UPDATE catalog_procedureversion SET document = %s, content_hash = %s",
            [psycopg.types.json.Json(false), content_hash(false)],
        )
    [finding] = verify().findings
    assert "is not the document that was published" in str(finding)


def test_a_version_slipped_in_beside_the_publishing_is_found(history):
    """A version no approval published is named, even though the application may insert rows."""
    database, _dossier = history
    columns = "number, public_id, content_hash"
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        named = server.execute(
            "SELECT string_agg(quote_ident(column_name::text), ', ') FROM information_schema.columns WHERE"
            " table_name = 'catalog_procedureversion' AND column_name NOT IN"
            " ('id', 'number', 'public_id', 'content_hash')"
        ).fetchone()[0]
        server.execute(
            f"INSERT INTO catalog_procedureversion ({columns}, {named})"
            f" SELECT 2, 'slipped-in', 'sha256:x', {named} FROM catalog_procedureversion"
        )
    assert [(one.chain, one.number) for one in verify().findings] == [("procedure:small_permit", 2)]


def test_the_command_names_dossier_and_event(history, tmp_path, capsys):
    """The administrator's command counts events and versions, then names the event that was changed."""
    database, dossier = history
    call_command("audit", "anchor", anchors=tmp_path)
    call_command("audit", "verify", anchors=tmp_path)
    said = capsys.readouterr().out
    assert "dossier events" in said
    assert "1 published versions" in said
    connection.close()
    attack(database, f"UPDATE dossiers_event SET actor = 'staff:y' {EVENT_2}".format(pk=dossier.pk))
    with pytest.raises(CommandError, match="1 chains are broken"):
        call_command("audit", "verify", anchors=tmp_path)
    said = capsys.readouterr().err
    assert f"dossier:{dossier.public_id} #2: event: its contents do not match its hash" in said


def test_the_words_of_the_manual_reach_the_verification(history):
    """`motcua audit verify`, typed as the manual says, checks the record and answers 0."""
    database, _dossier = history
    words = [sys.executable, "-m", "motcua.site.cli", "audit", "verify"]
    done = subprocess.run(words, env=database.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no change found" in done.stdout


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE catalog_procedureversion SET reason = 'x'",
        "DELETE FROM catalog_procedureversion",
        "TRUNCATE catalog_procedureversion CASCADE",
        "ALTER TABLE catalog_procedureversion DISABLE TRIGGER ALL",
        "ALTER TABLE dossiers_event DISABLE TRIGGER ALL",
        "ALTER TABLE dossiers_dossier DISABLE TRIGGER ALL",
        "DROP TRIGGER dossiers_event_keep_rows ON dossiers_event",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_change_published_versions_nor_lift_protections(history, sql):
    """Even raw SQL as the application changes no published version and switches no protection off."""
    assert refusal(sql) in {"42501", "23000", "23001"}
