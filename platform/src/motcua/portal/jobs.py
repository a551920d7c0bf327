"""Celery tasks of the portal."""

from celery import shared_task

from motcua.portal.actions import discard_draft


@shared_task(name="portal.sweep", ignore_result=True)
def sweep() -> None:
    """Discard drafts whose thirty days are over."""
    discard_draft.sweep()


SCHEDULE = {"portal-sweep": {"task": "portal.sweep", "schedule": 3600.0}}
