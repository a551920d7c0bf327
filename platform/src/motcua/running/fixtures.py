"""The fixtures of the plugin motcua.running.testing: databases, a served site, a browser."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from motcua.running.testing import CLUSTER


@dataclass(frozen=True)
class TestDatabase:
    """A cloned database: its name, the addresses of both roles, and the environment for child processes."""

    __test__ = False

    name: str
    url: str
    owner_url: str
    admin_url: str

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "DATABASE_OWNER_URL": self.owner_url}


@pytest.fixture(scope="session")
def databases() -> Iterator[Any]:
    """The shared test server's databases (motcua.running.templates.Databases)."""
    from motcua.running.shared import databases_for_tests

    with databases_for_tests(Path(os.environ[CLUSTER])) as found:
        yield found


@pytest.fixture(scope="session")
def template_database(databases: Any) -> str:
    """The name of the template with all migrations applied."""
    from motcua.site.settings import INSTALLED_APPS

    return databases.template(INSTALLED_APPS)


def _unique(databases: Any, kind: str) -> TestDatabase:
    from motcua.running import roles

    name = f"test_{kind}_{os.getpid()}_{os.urandom(4).hex()}"
    app, owner = (databases.address(role, name) for role in (roles.APP, roles.OWNER))
    return TestDatabase(name, app, owner, databases.server.admin_address(name))


def _point_django_at(database: TestDatabase) -> dict[str, Any]:
    """Let Django's default connection use `database`; returns what it used before."""
    from django.db import connections

    from motcua.ground import clock
    from motcua.site.databases import settings_for

    connections.close_all()
    clock.forget()
    described = connections.settings["default"]
    before = {key: described[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    fresh = settings_for(database.url, pooled=False)
    described.update({key: fresh[key] for key in before})
    connections["default"].settings_dict.update({key: fresh[key] for key in before})
    return before


def _point_back(before: dict[str, Any]) -> None:
    from django.db import connections

    from motcua.ground import clock

    connections.close_all()
    clock.forget()
    connections.settings["default"].update(before)
    connections["default"].settings_dict.update(before)


@pytest.fixture(scope="session")
def django_db_setup(databases: Any, template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: a clone for the whole run instead of migrating; read by `django_db` tests."""
    own = _unique(databases, "run")
    databases.clone(template_database, own.name)
    with django_db_blocker.unblock():
        before = _point_django_at(own)
    yield
    with django_db_blocker.unblock():
        _point_back(before)
    databases.drop(own.name)


@pytest.fixture
def committed_db(
    request: pytest.FixtureRequest,
    databases: Any,
    template_database: str,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[TestDatabase]:
    """A database of the test's own, where commits are real; threads and child processes may use it."""
    if request.node.get_closest_marker("django_db"):
        pytest.fail("A test takes django_db (rolled back) or committed_db (really committed), never both.")
    own = _unique(databases, "own")
    databases.clone(template_database, own.name)
    with django_db_blocker.unblock():
        before = _point_django_at(own)
        try:
            yield own
        finally:
            _point_back(before)
            databases.drop(own.name)


@pytest.fixture
def live_site(committed_db: TestDatabase) -> Iterator[str]:
    """The address of the whole site, served from threads of this process on a database of its own."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program; the test is skipped with a reason where there is none."""
    named = os.environ.get("MOTCUA_CHROMIUM")
    found = named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not found:
        pytest.skip("No Chromium found: install your system's chromium package to run browser tests.")
    return Path(found)
