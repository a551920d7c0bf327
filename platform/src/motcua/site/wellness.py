"""The parts of a well installation: database, migrations, and how far the outbox lags behind."""

from collections.abc import Callable

import structlog
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.outbox import reads

LONGEST_LAG_SECONDS = 300
SERVING = ("database", "migrations")
log = structlog.get_logger(__name__)
_migrated: list[bool] = []


def parts() -> dict[str, str]:
    """Return "ok" or "failing" for each part; the database first, the others only when it answers."""
    checks: dict[str, Callable[[], bool]] = {"database": database_answers}
    found = {name: _word(check) for name, check in checks.items()}
    if found["database"] == "ok":
        found["migrations"] = _word(migrations_are_applied)
        found["outbox"] = _word(outbox_keeps_up)
    return found


def serves(found: dict[str, str]) -> bool:
    """Whether pages can be served. A partner that hears late is a task for somebody, no reason to take the site
    away from people.
    """
    return all(found.get(name) == "ok" for name in SERVING)


def _word(check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "failing"
    except Exception:
        log.exception("health_check_broke", check=check.__name__)
        return "failing"


def database_answers() -> bool:
    """Return whether a question comes back; raises what the database raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_applied() -> bool:
    """Return whether nothing is left to migrate; after the first yes the code cannot change any more."""
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.append(True)
    return True


def outbox_keeps_up() -> bool:
    """Return whether the oldest undelivered message is younger than five minutes."""
    return all(one.oldest_seconds < LONGEST_LAG_SECONDS for one in reads.lag())
