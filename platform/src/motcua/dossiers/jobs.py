"""Celery tasks of dossiers."""

from celery import shared_task

from motcua.dossiers import codes


@shared_task(name="dossiers.sweep", ignore_result=True)
def sweep() -> None:
    """Forget the wrong secrets whose hour is over."""
    codes.sweep()


SCHEDULE = {"dossiers-sweep": {"task": "dossiers.sweep", "schedule": 3600.0}}
