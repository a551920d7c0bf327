"""Even raw SQL, as the application's role, cannot break the life of a dossier."""

import lifecycle_table as law
import making
import pytest
from django.db import Error, connection, transaction
from motcua.dossiers import lifecycle
from motcua.dossiers.actions import confirm_payment, decide, return_result
from motcua.dossiers.models import Dossier

REFUSALS = {"23001": "trigger", "23514": "constraint", "42501": "right"}
KEPT = ("dossiers_event", "dossiers_answersnapshot", "dossiers_remark", "dossiers_dossier")


def _refused(sql: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except Error as error:
        assert error.__cause__.sqlstate in REFUSALS, error  # type: ignore[union-attr]
        return True
    return False


def _lawful() -> set[tuple[str, str]]:
    """Changes of state some action of the law's table makes by itself."""
    return {
        (before, after if after != "same" else before)
        for action, (states, after, _who, _wait) in law.TABLE.items()
        if action != "certify_instantly"
        for before in states
    }


def test_connected_as_the_applications_role(db: None) -> None:
    """These tests speak as the role that serves, not as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == "motcua_app"


def test_every_unlawful_change_of_state_is_refused(office: making.Office) -> None:
    """UPDATE to any state the law does not lead to is refused; lawful ones pass."""
    wrong = []
    for before in law.STATES[1:]:
        for after in law.STATES[1:]:
            if after == before:
                continue
            refused = _try_pair(office, before, after)
            if refused == ((before, after) in _lawful()):
                wrong.append((before, after, refused))
    assert wrong == []


_path = {
    "submitted": [],
    "taken_in": ["taken_in"],
    "in_process": ["taken_in", "in_process"],
    "decided": ["taken_in", "in_process", "decided"],
    "returned": ["taken_in", "in_process", "decided", "returned"],
    "intake_refused": ["intake_refused"],
    "not_eligible": ["taken_in", "not_eligible"],
    "stopped": ["taken_in", "stopped"],
    "withdrawn": ["withdrawn"],
}


def _try_pair(office: making.Office, before: str, after: str) -> bool:
    """Bring a row to ``before`` by lawful raw updates, then try ``after``."""
    sql = "UPDATE dossiers_dossier SET state = %s WHERE id = %s"
    with transaction.atomic():
        dossier = making.submitted(office).dossier
        for state in _path[before]:
            assert not _refused(sql, state, dossier.pk)
        refused = _refused(sql, after, dossier.pk)
        transaction.set_rollback(True)
    return refused


def test_a_dossier_cannot_be_born_decided(office: making.Office) -> None:
    """INSERT is possible only as submitted or taken in."""
    columns = [f'"{field.column}"' for field in Dossier._meta.concrete_fields if field.column != "id"]
    dossier = making.submitted(office).dossier
    fresh = {'"state"': "%s", '"code"': "%s", '"public_id"': "%s", '"verdict"': "'open'"}
    chosen = ", ".join(fresh.get(column, column) for column in columns)
    source = f"SELECT {chosen} FROM dossiers_dossier WHERE id = %s"
    sql = f"INSERT INTO dossiers_dossier ({', '.join(columns)}) {source}"
    order = [column for column in columns if fresh.get(column) == "%s"]
    for number, state in enumerate(law.STATES[1:]):
        values = {'"state"': state, '"code"': f"X-{number}", '"public_id"': f"p{number}"}
        refused = _refused(sql, *(values[column] for column in order), dossier.pk)
        assert refused == (state not in ("submitted", "taken_in")), state


@pytest.mark.parametrize("table", KEPT)
def test_history_is_kept_for_ever(office: making.Office, table: str) -> None:
    """DELETE and TRUNCATE of dossiers, events, snapshots and remarks are refused."""
    making.taken_in(office)
    assert _refused(f"DELETE FROM {table}")
    assert _refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", KEPT[:3])
def test_history_is_never_rewritten(office: making.Office, table: str) -> None:
    """UPDATE of a recorded event, snapshot or remark is refused."""
    from motcua.dossiers.actions import stop

    dossier = making.in_process(office)
    stop.run(office.leader, dossier.public_id, stop.Command("Dừng theo quyết định."))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
    assert _refused(f"UPDATE {table} SET id = id")


def test_the_version_is_pinned(office: making.Office) -> None:
    """No UPDATE can move a dossier to another version of its procedure, nor change its code."""
    dossier = making.taken_in(office)
    sql = "UPDATE dossiers_dossier SET {} WHERE id = %s"
    assert _refused(sql.format("version_id = version_id + 1"), dossier.pk)
    assert _refused(sql.format("code = 'X'"), dossier.pk)


def test_the_verdict_of_a_finished_dossier_is_frozen(office: making.Office) -> None:
    """Once judged, a dossier's verdict cannot be improved by UPDATE."""
    dossier = making.in_process(office)
    assert _refused("UPDATE dossiers_dossier SET verdict = 'early' WHERE id = %s", dossier.pk)
    decide.run(office.leader, dossier.public_id, making.decision())
    assert _refused("UPDATE dossiers_dossier SET verdict = 'overdue' WHERE id = %s", dossier.pk)
    confirm_payment.run(office.returner, dossier.public_id, confirm_payment.Command("cash"))
    return_result.run(office.returner, dossier.public_id, return_result.Command())
    assert _refused("UPDATE dossiers_dossier SET verdict = 'open' WHERE id = %s", dossier.pk)


def test_the_database_knows_the_same_pairs_as_the_code() -> None:
    """The pairs frozen in the migration are those of the lifecycle table."""
    from importlib import import_module

    pairs = set(import_module("motcua.dossiers.migrations.0001_pre_initial").PAIRS)
    moving = {(str(a), str(b)) for a, b in lifecycle.pairs() if a != b}
    assert pairs == moving
    assert moving == {(a, b) for a, b in _lawful() if a != b}
