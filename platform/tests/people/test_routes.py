"""No page is published without a word on who may see it."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import translation
from motcua.people import routes


def all_routes():
    """Every named address of the project, with its path, written out for Vietnamese."""
    with translation.override("vi"):
        return list(walk(get_resolver().url_patterns, "", ""))


def walk(patterns, path, namespace):
    for pattern in patterns:
        here = path + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield here, f"{namespace}:{pattern.name}" if namespace else pattern.name
        else:
            inner = pattern.namespace or ""
            yield from walk(pattern.url_patterns, here, f"{namespace}:{inner}".strip(":"))


def outside_the_editor():
    return [(path, name) for path, name in all_routes() if not path.startswith("admin/")]


def test_every_route_is_listed():
    """A route that routes.py does not name fails the build."""
    missing = {name or path for path, name in outside_the_editor() if name not in routes.ROUTES}
    assert missing == set(), f"Add to people/routes.py: {sorted(missing)}"


def test_nothing_is_listed_that_does_not_exist():
    """A removed page leaves the list."""
    assert set(routes.ROUTES) - {name for _path, name in outside_the_editor()} == set()


def test_staff_pages_stand_behind_the_staff_gate():
    """Every page for staff has an address that the gate recognises, and no other page has."""
    for path, name in outside_the_editor():
        behind = path.startswith(routes.STAFF_PREFIXES)
        door = routes.ROUTES[name] == routes.DOOR
        assert door or behind == (routes.ROUTES[name] == routes.STAFF), path


PLAIN = [path for path, _name in all_routes() if "<" not in path and "(" not in path and "^" not in path]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PLAIN if path.startswith(routes.STAFF_PREFIXES)])
def test_a_visitor_is_turned_away_from_every_staff_page(path):
    """Whoever is not signed in as staff sees the sign-in page instead of any staff page."""
    name = dict(all_routes()).get(path)
    if routes.ROUTES.get(name) == routes.DOOR:
        return
    response = Client().get(f"/{path}")
    assert response.status_code == 302
    assert response["Location"].startswith("/vi/desk/dang-nhap/")
