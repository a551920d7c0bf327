"""Celery tasks of the record: the hourly anchor."""

from celery import shared_task

from motcua.audit import anchoring


@shared_task(name="audit.anchor", ignore_result=True)
def anchor() -> None:
    """Write the heads that moved since the last hour outside the database."""
    anchoring.anchor()


SCHEDULE = {"audit-anchor": {"task": "audit.anchor", "schedule": 3600.0}}
