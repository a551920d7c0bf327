"""The page about deploying, carried out on a real server."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

PAGE = Path(__file__).resolve().parents[1] / "docs" / "how-to" / "deploy.md"


def _sql_blocks() -> list[str]:
    return re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def _carry_out(address: str, block: str, database: str) -> None:
    """Run the statements of a block for another database; the roles are there already on a test server."""
    with psycopg.connect(address, autocommit=True) as connection:
        for line in block.splitlines():
            if not line.startswith("CREATE ROLE"):
                connection.execute(re.sub(r"DATABASE motcua\b", f"DATABASE {database}", line))


@pytest.fixture
def new_database(databases: Any) -> Iterator[str]:
    name = "test_deployed"
    databases.drop(name)
    yield name
    databases.drop(name)


def test_the_page_makes_a_database_that_the_application_cannot_change(
    databases: Any, new_database: str
) -> None:
    """Who follows the page gets a migrated database in which the application keeps rows and no more."""
    from motcua.running.templates import migrate

    server, inside, afterwards = _sql_blocks()
    administrator = databases.server.admin_address(new_database)
    _carry_out(databases.server.admin_address(), server, new_database)
    _carry_out(administrator, inside, new_database)
    migrate(databases.address("motcua_owner", new_database))
    _carry_out(administrator, afterwards, new_database)

    with psycopg.connect(databases.address("motcua_app", new_database), autocommit=True) as application:
        assert application.execute("SELECT count(*) FROM people_user").fetchone() == (0,)
        for refused in (
            "TRUNCATE people_user",
            "DELETE FROM django_migrations",
            "CREATE TABLE extra (x int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(refused)
