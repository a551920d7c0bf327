"""Telling the worker that something is owed. Only a hint: the sweep finds whatever the bell missed."""

import time
from dataclasses import dataclass

import structlog
from django.conf import settings

QUIET_SECONDS_AFTER_FAILURE = 10.0

_log = structlog.stdlib.get_logger(__name__)


@dataclass
class _Bell:
    silent_until: float = 0.0


_bell = _Bell()


def ring() -> None:
    """Ask a worker to deliver now; a dead broker is noted and never disturbs the caller."""
    if not getattr(settings, "OUTBOX_BELL", True) or time.monotonic() < _bell.silent_until:
        return
    from motcua.outbox.jobs import deliver

    try:
        deliver.apply_async(retry=False, ignore_result=True, expires=60)
    except Exception as error:  # any broker failure: the sweep delivers instead
        _bell.silent_until = time.monotonic() + QUIET_SECONDS_AFTER_FAILURE
        _log.warning("outbox.bell_silent", error=type(error).__name__)
