"""Pytest plugin: tests get real PostgreSQL databases, cloned from a template, as the application role.

Ordinary `django_db` tests run in a transaction that is rolled back. A test that commits (threads, processes,
on_commit) asks for `committed_db`: a database of its own, dropped afterwards. Never use
`django_db(transaction=True)`: it truncates tables, which the application role may not do.
"""

import os
import platform
import shutil
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from motcua.site import places

CLUSTER = "MOTCUA_TEST_CLUSTER"
WITHOUT_DJANGO = ("forms_schema", "plugins")
HOME_OF_RUN = "MOTCUA_TEST_HOME"


def _prepare_environment() -> bool:
    """Give the run a state folder of its own; returns whether this process made it (not an xdist worker)."""
    if HOME_OF_RUN in os.environ:
        return False
    os.environ[CLUSTER] = str(places.home() / "testing")
    os.environ[HOME_OF_RUN] = os.environ["MOTCUA_HOME"] = tempfile.mkdtemp(prefix="motcua-test-")
    (places.home() / "static").mkdir()
    os.environ["MOTCUA_DEMO"] = "1"
    os.environ["MOTCUA_PLAIN_STATIC"] = "1"
    os.environ["CELERY_BROKER_URL"] = "memory://"
    os.environ.setdefault("MOTCUA_LOG_LEVEL", "WARNING")
    if _needs_django(sys.argv[1:]):
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
    return True


def _needs_django(arguments: list[str]) -> bool:
    """Return whether the run goes beyond the packages that must work without Django."""
    paths = [argument for argument in arguments if Path(argument.partition("::")[0]).exists()]
    pure = [path for path in paths if path.lstrip("./").startswith(WITHOUT_DJANGO)]
    return find_spec("motcua.people.models") is not None and (not paths or len(pure) < len(paths))


_MADE_HOME = _prepare_environment()
if _MADE_HOME:
    # Before anything is translated, and before xdist starts its workers: what is read once stays as it was read.
    import_module("motcua.running.messages").compile_all()

# pytest names test modules after their folders and would put an empty namespace for a folder in the place of
# the package of that name: ours are imported first, Python's own `platform` is made to look like a package.
vars(platform).setdefault("__path__", [])
for _package in ("catalog", "forms_schema"):
    import_module(_package)


def pytest_configure(config: pytest.Config) -> None:
    """Hash passwords quickly in tests; what production uses is read from the settings module itself."""
    from django.conf import settings

    # Registered this late, our django_db_setup takes the place of pytest-django's.
    config.pluginmanager.register(import_module("motcua.running.fixtures"), "motcua-fixtures")
    if settings.configured:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        # Workers share the state folder; each counts guesses in a cache of its own.
        settings.CACHES["default"]["LOCATION"] += os.environ.get("PYTEST_XDIST_WORKER", "")


def pytest_unconfigure(config: pytest.Config) -> None:
    if _MADE_HOME:
        shutil.rmtree(os.environ[HOME_OF_RUN], ignore_errors=True)
