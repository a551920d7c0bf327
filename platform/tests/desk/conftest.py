"""What tests of the desk begin with."""

import making
import pytest
import small_procedure


@pytest.fixture
def office(db: None) -> making.Office:
    """The small procedure is in force, one agency is fully staffed, and it is Wednesday 1 July 2026, 09:30."""
    making.set_clock("2026-07-01 09:30")
    making.published(small_procedure.with_opinions())
    return making.office()
