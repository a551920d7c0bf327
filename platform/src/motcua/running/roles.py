"""Two database roles: `motcua_owner` owns and migrates, `motcua_app` only reads and writes rows.

The application cannot create, alter or truncate tables and cannot disable triggers, because it owns nothing.
Rights on new tables come from default privileges, so a migration that takes a right away (the audit chain's
UPDATE and DELETE, say) is never undone by a later start.
"""

import json
import secrets
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.running.server import write_private

OWNER = "motcua_owner"
APP = "motcua_app"
ROLES = (OWNER, APP)


def passwords(home: Path) -> dict[str, str]:
    """Return the passwords of both roles, made once and kept beside the cluster."""
    file = home / "pg-roles"
    if not file.exists():
        write_private(file, json.dumps({role: secrets.token_urlsafe(24) for role in ROLES}))
    return json.loads(file.read_text(encoding="utf-8"))


def create(admin_address: str, passwords: dict[str, str]) -> None:
    """Create or update both roles with their passwords."""
    with psycopg.connect(admin_address, autocommit=True) as connection:
        for role in ROLES:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            statement = "ALTER ROLE {} {}" if known else "CREATE ROLE {} {}"
            rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
            connection.execute(
                sql.SQL(statement).format(
                    sql.Identifier(role), sql.SQL(rights).format(sql.Literal(passwords[role]))
                )
            )


def database_rights(connection: psycopg.Connection, database: str) -> None:
    """Let only the two roles connect to a database, and only the owner create anything in it."""
    name = sql.Identifier(database)
    for statement in (
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(APP)),
    ):
        connection.execute(statement)


def schema_rights(admin_address_of_database: str) -> None:
    """Give the owner the schema, and the application the rows of every table the owner will create."""
    owner, app = sql.Identifier(OWNER), sql.Identifier(APP)
    defaults = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public ").format(owner)
    with psycopg.connect(admin_address_of_database, autocommit=True) as connection:
        for statement in (
            sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app),
            defaults + sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(app),
            defaults + sql.SQL("GRANT USAGE, SELECT ON SEQUENCES TO {}").format(app),
        ):
            connection.execute(statement)


def after_migrating(owner_address: str) -> None:
    """Take from the application the right to rewrite which migrations have run."""
    with psycopg.connect(owner_address, autocommit=True) as connection:
        connection.execute(
            sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(sql.Identifier(APP))
        )
