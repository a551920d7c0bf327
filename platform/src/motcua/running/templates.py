"""Template databases: migrated once per state of the migrations, then cloned in a tenth of a second."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.running import roles
from motcua.running.errors import DatabaseRefused
from motcua.running.outside import OutsideServer
from motcua.running.server import Server

KEPT_TEMPLATES = 3
LOCK = 7_270_001  # advisory lock: one process builds, the others wait


def migration_files(apps: list[str]) -> Iterator[Path]:
    """Yield the migration files of `apps`, in a fixed order; imports no Django model."""
    for app in apps:
        found = find_spec(app)
        if found and found.submodule_search_locations:
            folder = Path(next(iter(found.submodule_search_locations))) / "migrations"
            yield from sorted(folder.glob("[0-9]*.py"))


def migrations_hash(apps: list[str]) -> str:
    """Return a short hash over the names and contents of all migrations, and over the roles' rights."""
    digest = hashlib.sha256(Path(roles.__file__).read_bytes())
    for file in migration_files(apps):
        digest.update(f"{file.parent.parent.name}/{file.name}".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Databases:
    """The databases of one server: created, cloned, migrated and dropped as superuser, filled as owner."""

    def __init__(self, server: Server | OutsideServer, passwords: dict[str, str]) -> None:
        self.server = server
        self.passwords = passwords

    def address(self, role: str, database: str) -> str:
        return self.server.address(role, self.passwords[role], database)

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(self.server.admin_address(), autocommit=True)

    def exists(self, name: str) -> bool:
        with self._admin() as connection:
            return _exists(connection, name)

    def clone(self, template: str, name: str) -> None:
        """Create database `name` as a copy of `template`."""
        with self._admin() as connection:
            _create(connection, name, template)

    def drop(self, name: str) -> None:
        """Drop a database and end its connections."""
        with self._admin() as connection:
            _drop(connection, name)

    def template(self, apps: list[str]) -> str:
        """Return the name of the template for today's migrations, building it first when it is missing."""
        name = f"template_{migrations_hash(apps)}"
        with self._admin() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            if not _exists(connection, name):
                self._build(connection, name)
                _forget_old_templates(connection)
        return name

    def _build(self, connection: psycopg.Connection, name: str) -> None:
        draft = f"{name}_draft"
        _drop(connection, draft)
        _create(connection, draft, "template0")
        roles.schema_rights(self.server.admin_address(draft))
        self.migrate(draft)
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))

    def migrate(self, database: str) -> None:
        """Run the migrations on `database` as its owner, in a process of their own."""
        owner = self.address(roles.OWNER, database)
        migrate(owner)

    def state(self, database: str) -> str:
        """Return the hash of the migrations last applied to `database`, or an empty text."""
        with self._admin() as connection:
            row = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [database],
            ).fetchone()
        return (row and row[0]) or ""

    def note_state(self, database: str, state: str) -> None:
        """Remember the hash of the migrations applied to `database` beside it."""
        with self._admin() as connection:
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(state))
            )


def migrate(owner_address: str) -> None:
    """Run all migrations at an address as owner; raises DatabaseRefused with the end of what they said."""
    environment = {**os.environ, "MOTCUA_ROLE": "owner", "DATABASE_OWNER_URL": owner_address}
    environment |= {"DJANGO_SETTINGS_MODULE": "motcua.site.settings", "MOTCUA_LOG_LEVEL": "WARNING"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DatabaseRefused(
            f"Không nâng cấp được cơ sở dữ liệu:\n{done.stderr[-3000:]}",
            "The database could not be migrated; the message above says why. Nothing else was changed.",
        )
    roles.after_migrating(owner_address)


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _create(connection: psycopg.Connection, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
    connection.execute(
        statement.format(sql.Identifier(name), sql.Identifier(template), sql.Identifier(roles.OWNER))
    )
    roles.database_rights(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _forget_old_templates(connection: psycopg.Connection) -> None:
    """Drop all but the newest templates; oid order is creation order for our purposes."""
    rows = connection.execute(
        r"SELECT datname FROM pg_database WHERE datname LIKE 'template\_%%' AND NOT datistemplate "
        "AND datname NOT IN ('template0', 'template1') ORDER BY oid DESC OFFSET %s",
        [KEPT_TEMPLATES],
    ).fetchall()
    for (name,) in rows:
        _drop(connection, name)
