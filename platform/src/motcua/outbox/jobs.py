"""Celery tasks: the bell, the sweep and the measuring."""

from celery import shared_task

from motcua.outbox import delivering


@shared_task(name="outbox.deliver", ignore_result=True)
def deliver() -> int:
    """Deliver what is due; how many deliveries were tried."""
    return delivering.deliver_due(seconds=20)


@shared_task(name="outbox.measure", ignore_result=True)
def measure() -> None:
    """Publish how far each subscriber is behind."""
    from motcua.outbox import measures

    measures.refresh()


SCHEDULE = {
    "outbox-sweep": {"task": "outbox.deliver", "schedule": 5.0},
    "outbox-measure": {"task": "outbox.measure", "schedule": 15.0},
}
