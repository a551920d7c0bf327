"""Wrong second secrets are kept as long as a limit counts them, and no longer."""

from datetime import timedelta

import making
import pytest
from motcua.dossiers import codes, jobs
from motcua.dossiers.errors import TooManyAttempts
from motcua.dossiers.models import PinFailure
from motcua.ground import clock


def test_wrong_pins_are_swept_once_no_limit_counts_them(office: making.Office) -> None:
    """Within the hour the sweep keeps them and the door stays closed; after it nothing of them is left."""
    born = making.submitted(office)
    wrong = f"{(int(born.pin) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert not codes.pin_matches(born.dossier, wrong)
    jobs.sweep()
    with pytest.raises(TooManyAttempts):
        codes.pin_matches(born.dossier, born.pin)
    clock.shift(timedelta(hours=1, minutes=1))
    jobs.sweep()
    assert not PinFailure.objects.exists()
    assert codes.pin_matches(born.dossier, born.pin)
