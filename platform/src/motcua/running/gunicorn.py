"""gunicorn's own hooks: pages are loaded before processes divide; a process that ended is counted no more."""

import os
from typing import Any


def when_ready(_server: Any) -> None:
    """Load the addresses, and with them all pages, once for all web processes."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it loads them)


def child_exit(_server: Any, worker: Any) -> None:
    """Tell the measures that a web process is gone."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
