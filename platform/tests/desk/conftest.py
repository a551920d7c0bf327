"""What tests of the desk begin with."""

from typing import Any

import making
import pytest
import small_procedure


@pytest.fixture
def office(db: None) -> making.Office:
    """The small procedure is in force, one agency is fully staffed, and it is Wednesday 1 July 2026, 09:30."""
    making.set_clock("2026-07-01 09:30")
    making.published(with_opinions())
    return making.office()


def with_opinions() -> dict[str, Any]:
    """The small procedure, whose clock stands while another agency is asked."""
    document = small_procedure.document()
    for deadline in document["deadlines"]:
        deadline["pauses"].append({"reason": "opinion", "effect": "pause", "legal_basis": "law"})
    return document
