"""The one clock of the installation."""

from datetime import UTC, datetime, timedelta

import pytest
from motcua.ground import clock
from motcua.ground.errors import ClockNotShiftable


def test_civil_day_is_that_of_vietnam():
    """At 18:00 in London in July it is already the next day in Vietnam."""
    assert clock.civil(datetime(2026, 7, 28, 17, 30, tzinfo=UTC)) == datetime(2026, 7, 29, 0, 30)


def test_instant_reverses_civil():
    """A wall-clock time in Vietnam lies seven hours before the same figures in UTC."""
    assert clock.instant(datetime(2026, 7, 29, 7, 0)) == datetime(2026, 7, 29, 0, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_shift_moves_now():
    """After the clock is moved by ten days, now is ten days later."""
    before = datetime.now(UTC)
    clock.shift(timedelta(days=10))
    assert before <= clock.now() - timedelta(days=10) <= datetime.now(UTC)


@pytest.mark.django_db
def test_shifts_add_up_and_reset_brings_back():
    """Two moves add up, and resetting returns to the real time."""
    clock.shift(timedelta(days=1))
    assert clock.shift(timedelta(hours=1)) == timedelta(days=1, hours=1)
    clock.reset()
    assert clock.offset() == timedelta(0)


@pytest.mark.django_db
def test_a_rolled_back_shift_leaves_no_trace():
    """A test that moved the clock and was rolled back does not move the clock of the next one."""
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        clock.shift(timedelta(days=3))
        raise ZeroDivisionError
    assert clock.offset() == timedelta(0)


@pytest.mark.django_db
def test_production_clock_cannot_be_moved(settings):
    """Where the settings do not allow it, the clock refuses to move and ignores a leftover offset."""
    clock.shift(timedelta(days=3))
    settings.CLOCK_MAY_SHIFT = False
    with pytest.raises(ClockNotShiftable):
        clock.shift(timedelta(days=1))
    assert clock.offset() == timedelta(0)


def test_another_process_sees_the_shift(committed_db):
    """A clock moved in one process is moved in all processes."""
    import subprocess
    import sys

    clock.shift(timedelta(days=400))
    ahead = timedelta(days=400, hours=7)
    before = (datetime.now(UTC) + ahead).date().isoformat()
    code = "import django; django.setup(); from motcua.ground import clock; print(clock.today().isoformat())"
    seen = subprocess.run(
        [sys.executable, "-c", code], env=committed_db.environment, capture_output=True, text=True, check=True
    )
    after = (datetime.now(UTC) + ahead).date().isoformat()
    assert seen.stdout.strip().splitlines()[-1] in (before, after)
