"""The Celery application: worker and beat. Tasks live in each app's `jobs.py`.

A `jobs.py` may define `SCHEDULE = {"name": {"task": "...", "schedule": seconds or crontab}}`;
beat runs what all of them ask for.
"""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")

app = Celery("motcua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@setup_logging.connect
def _keep_our_logging(**_options: Any) -> None:
    """Celery would replace our JSON logs; being connected to this signal keeps it from doing so."""


def schedules(apps: list[str]) -> dict[str, dict[str, Any]]:
    """Return the schedules of all `jobs` modules of `apps`, by name."""
    found: dict[str, dict[str, Any]] = {}
    for name in apps:
        module = f"{name}.jobs"
        if find_spec(module):
            found |= getattr(import_module(module), "SCHEDULE", {})
    return {name: _expiring(entry) for name, entry in found.items()}


def _expiring(entry: dict[str, Any]) -> dict[str, Any]:
    """Let a repeated message die when no worker took it, so that a stopped worker leaves no heap of them."""
    schedule = entry["schedule"]
    if isinstance(schedule, (int, float)):
        entry = {**entry, "options": {"expires": max(5, schedule * 2), **entry.get("options", {})}}
    return entry


@app.on_after_finalize.connect
def _join_schedules(sender: Celery, **_options: Any) -> None:
    from django.conf import settings

    sender.conf.beat_schedule = {**settings.CELERY_BEAT_SCHEDULE, **schedules(settings.OWN_APPS)}
