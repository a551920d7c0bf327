"""What tests of the desk begin with."""

import making
import pytest


@pytest.fixture
def office(db: None) -> making.Office:
    """The small procedure is in force, one agency is fully staffed, and it is Wednesday 1 July 2026, 09:30."""
    making.set_clock("2026-07-01 09:30")
    making.published()
    return making.office()
