"""An entry is part of the change it records."""

import pytest
from motcua.audit import record
from motcua.audit.errors import OutsideTransaction


def test_recording_outside_a_transaction_is_refused(committed_db):
    """What is recorded lives or dies with the change: without a transaction nothing is recorded."""
    with pytest.raises(OutsideTransaction):
        record("dossier:f", "taken_in", "staff:x", {})
