"""What tests of the portal begin with: the small procedure and an office, or the demonstration's content."""

import making
import pytest
from django.core.cache import cache
from motcua.agencies import demo as agencies_demo
from motcua.people import demo as people_demo
from plain_browser import PlainBrowser

from catalog import demo as catalog_demo


@pytest.fixture(autouse=True)
def no_guesses() -> None:
    """Counts of earlier tests are forgotten."""
    cache.clear()


@pytest.fixture
def office(db: None) -> making.Office:
    """The small procedure is in force, one office is staffed, it is Wednesday 1 July 2026, 09:30."""
    making.set_clock("2026-07-01 09:30")
    making.published()
    return making.office()


@pytest.fixture
def demo(db: None) -> None:
    """Agencies, people and the two seed procedures of the demonstration; Monday 6 July 2026, 09:00."""
    making.set_clock("2026-07-06 09:00")
    agencies_demo.load()
    people_demo.load()
    catalog_demo.load()


@pytest.fixture
def browser() -> PlainBrowser:
    """A browser without script, signed out."""
    return PlainBrowser()
