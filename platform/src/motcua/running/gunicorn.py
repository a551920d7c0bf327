"""gunicorn's own hooks: the measures of a process that ended must not be added up for ever."""

import os
from typing import Any


def child_exit(_server: Any, worker: Any) -> None:
    """Tell the measures that a web process is gone."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
