"""What tests that walk through the whole site share: the running installation and a browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from own_site import Site
from story.people import People


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: Any, databases: Any, template_database: str) -> Iterator[Site]:
    """Web, worker, beat and both partner simulators, with the demonstration, on a database of their own."""
    from motcua.running import roles

    name = f"test_whole_{os.getpid()}"
    databases.clone(template_database, name)
    urls = {"DATABASE_URL": databases.address(roles.APP, name)}
    urls["DATABASE_OWNER_URL"] = databases.address(roles.OWNER, name)
    site = Site(tmp_path_factory.mktemp("whole") / "home", **urls)
    try:
        yield site.start()
    finally:
        site.stop()
        databases.drop(name)


@pytest.fixture(scope="session")
def signed_in(whole_site: Site) -> dict[str, Any]:
    """The sessions of those who have signed in; a one-time code works only once."""
    return {}


@pytest.fixture(scope="module")
def people(whole_site: Site, chromium: Path, signed_in: dict[str, Any]) -> Iterator[People]:
    """Everybody of the demonstration, each in a browser window of their own.

    Not longer than a file of tests: while a browser is open, this process can ask the database nothing.
    """
    with People.at(whole_site.address, chromium, signed_in) as everybody:
        yield everybody


@pytest.fixture(autouse=True)
def _nothing_breaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """No page a browser opens may end in a server error, miss a file, break the policy or throw in its script."""
    if "people" not in request.fixturenames:
        yield
        return
    everybody: People = request.getfixturevalue("people")
    everybody.faults.clear()
    yield
    assert everybody.faults == []
