"""Celery tasks of the record: the hourly anchor."""

import structlog
from celery import shared_task

from motcua.audit import anchoring

_log = structlog.get_logger(__name__)


@shared_task(name="audit.anchor", ignore_result=True)
def anchor() -> None:
    """Write the heads that moved since the last hour outside the database."""
    done = anchoring.anchor()
    if done.torn:
        _log.warning("audit.anchor_was_cut_short", files=list(done.torn))


SCHEDULE = {"audit-anchor": {"task": "audit.anchor", "schedule": 3600.0}}
