"""The only door to the present moment.

Moments are stored in UTC; days and times of day are those of Vietnam. A test or demo installation may move
its clock by one offset that every process sees within a second.
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from motcua.ground.errors import ClockNotShiftable

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CACHE_SECONDS = 1.0
_NO_OFFSET = timedelta()


@dataclass
class _Known:
    offset: timedelta = _NO_OFFSET
    read_at: float = float("-inf")
    uncommitted: bool = False


_known = _Known()


def now() -> datetime:
    """The present moment, aware, in UTC, moved by the installation's offset if there is one."""
    return datetime.now(UTC) + offset()


def today() -> date:
    """The civil day in Vietnam."""
    return civil(now()).date()


def civil(moment: datetime) -> datetime:
    """The naive wall-clock time in Vietnam of an aware moment."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None)


def instant(civil_time: datetime) -> datetime:
    """The UTC moment of a naive wall-clock time in Vietnam (the reverse of `civil`)."""
    return civil_time.replace(tzinfo=VIETNAM).astimezone(UTC)


def offset() -> timedelta:
    """How far the installation's clock is ahead of the real one; zero where shifting is not allowed."""
    if not getattr(settings, "CLOCK_MAY_SHIFT", False):
        return _NO_OFFSET
    if time.monotonic() - _known.read_at < CACHE_SECONDS and not _known.uncommitted:
        return _known.offset
    return _read()


def shift(by: timedelta) -> timedelta:
    """Move the clock of all processes by `by` from where it stands; the new offset is returned.

    Raises ClockNotShiftable where the settings do not allow it.
    """
    return _write(_read_if_allowed() + by)


def reset() -> None:
    """Bring the clock back to the real time."""
    _read_if_allowed()
    _write(_NO_OFFSET)


def forget() -> None:
    """Read the offset anew at the next question: the process has been pointed at another database."""
    _known.read_at = float("-inf")


def _read_if_allowed() -> timedelta:
    if not getattr(settings, "CLOCK_MAY_SHIFT", False):
        raise ClockNotShiftable(
            "Hệ thống này không cho phép chỉnh giờ. Chỉ bản thử và bản trình diễn được chỉnh giờ.",
            "This installation does not allow its clock to be moved. Only test and demo installations may.",
        )
    return _read()


def _read() -> timedelta:
    from motcua.ground.models import ClockOffset

    row = ClockOffset.objects.filter(pk=ClockOffset.ONLY).first()
    _known.offset = row.offset if row else _NO_OFFSET
    _known.read_at = time.monotonic()
    # A shift that is not committed may still be rolled back: trust no copy of it until the block ends.
    _known.uncommitted = _known.uncommitted and connection.in_atomic_block
    return _known.offset


def _write(new: timedelta) -> timedelta:
    from motcua.ground.models import ClockOffset

    ClockOffset.objects.update_or_create(pk=ClockOffset.ONLY, defaults={"offset": new})
    _known.offset, _known.read_at = new, time.monotonic()
    _known.uncommitted = connection.in_atomic_block
    return new
