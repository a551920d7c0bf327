"""The embedded database: what the application's role may not do, and how databases are cloned."""

from typing import Any

import psycopg
import pytest
from motcua.running import templates

FORBIDDEN = (
    "CREATE TABLE spare (a int)",
    "CREATE TEMPORARY TABLE spare (a int)",
    "ALTER TABLE django_session ADD COLUMN a int",
    "DROP TABLE django_session",
    "TRUNCATE django_session",
    "ALTER TABLE django_session DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "CREATE ROLE intruder",
    "CREATE DATABASE spare",
    "DELETE FROM django_migrations",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_not(statement: str, committed_db: Any) -> None:
    """The application reads and writes rows; it cannot change tables or switch triggers off."""
    with (
        psycopg.connect(committed_db.url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_the_application_may_write_rows(committed_db: Any) -> None:
    """Rows of a table the owner made can be added, changed and removed by the application."""
    with psycopg.connect(committed_db.url) as connection:
        connection.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('k', '', now())"
        )
        changed = connection.execute("UPDATE django_session SET session_data = 'x' WHERE session_key = 'k'")
        removed = connection.execute("DELETE FROM django_session WHERE session_key = 'k'")
    assert (changed.rowcount, removed.rowcount) == (1, 1)


def test_what_one_test_commits_no_other_sees(
    committed_db: Any, databases: Any, template_database: str
) -> None:
    """A committed row stays in the test's own database."""
    with psycopg.connect(committed_db.url) as connection:
        connection.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('mine', '', now())"
        )
    databases.clone(template_database, "test_another")
    try:
        with psycopg.connect(databases.address("motcua_app", "test_another")) as connection:
            count = connection.execute("SELECT count(*) FROM django_session").fetchone()
    finally:
        databases.drop("test_another")
    assert count == (0,)


def test_django_is_the_application(committed_db: Any) -> None:
    """Pages and tests talk to the database as the application's role, never as owner or administrator."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("motcua_app",)


def test_an_edited_migration_asks_for_a_new_template(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The template belongs to one state of the migrations: a changed letter makes another one."""
    folder = tmp_path / "spare_app" / "migrations"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "0001_pre_initial.py").write_text("# one", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = templates.migrations_hash(["spare_app"])
    (folder / "0001_pre_initial.py").write_text("# two", encoding="utf-8")
    assert templates.migrations_hash(["spare_app"]) != before
