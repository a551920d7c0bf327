"""Celery tasks of the ground: cleaning up and scanning again."""

from celery import shared_task

from motcua.ground import idempotency, storage


@shared_task(name="ground.sweep", ignore_result=True)
def sweep() -> None:
    """Remove files nobody claimed and answers nobody will ask for again."""
    storage.sweep()
    idempotency.sweep()


@shared_task(name="ground.scan_waiting", ignore_result=True)
def scan_waiting() -> None:
    """Scan what the scanner could not be asked about before."""
    storage.scan_waiting()


SCHEDULE = {
    "ground-sweep": {"task": "ground.sweep", "schedule": 3600.0},
    "ground-scan": {"task": "ground.scan_waiting", "schedule": 60.0},
}
