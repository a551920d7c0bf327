"""People and procedures for the tests of the catalogue."""

import json
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).resolve().parents[1] / "procedures"


@pytest.fixture
def document() -> dict[str, Any]:
    """The seed procedure of certified copies."""
    return json.loads((SEED / "certified_copies.json").read_text(encoding="utf-8"))


def _person(name: str, *groups: str, **fields: Any) -> Any:
    """A staff sign-in in the named groups."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    user = get_user_model().objects.create_user(name, "mat-khau-thu-nghiem", realm="staff", **fields)
    user.groups.add(*Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def make_person() -> Any:
    """Makes a staff sign-in: ``make_person(username, *groups)``."""
    return _person


@pytest.fixture
def person(db: None, make_person: Any) -> Any:
    """Makes a staff sign-in in the test's own transaction."""
    return make_person


@pytest.fixture
def editor(db: None) -> Any:
    """Somebody who writes procedures."""
    from catalog import seed

    seed.ensure()
    return _person("soanthao", seed.EDITORS)


@pytest.fixture
def approver(db: None) -> Any:
    """Somebody who approves procedures and writes none."""
    from catalog import seed

    seed.ensure()
    return _person("pheduyet", seed.APPROVERS)


@pytest.fixture
def draft(document: dict[str, Any], editor: Any) -> Any:
    """The seed procedure as a draft of the editor."""
    from catalog.actions import import_document

    return import_document(document, editor).procedure


@pytest.fixture
def published(draft: Any, editor: Any, approver: Any) -> Any:
    """The first published version of the seed procedure."""
    from catalog.actions import publish_version

    return publish_version(draft, editor, approver)


@pytest.fixture
def client(client: Any, settings: Any) -> Any:
    """A browser that is signed in by Django alone: the platform's realms and second factor stay outside."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("motcua.people")]
    return client
