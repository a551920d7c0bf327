"""Jobs of the host of plugins."""

from celery import shared_task

from motcua.extensions import calling

SCHEDULE = {"extensions-sweep-traces": {"task": "extensions.sweep_traces", "schedule": 86_400}}


@shared_task(name="extensions.sweep_traces")
def sweep_traces() -> int:
    """Forget old traces of calls."""
    return calling.sweep_traces()
