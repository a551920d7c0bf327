"""Measures for Prometheus: each process writes files of its own, the page /metrics adds them up.

The library's multiprocess mode is used because gunicorn and Celery serve from several processes; it keeps
counters and histograms in memory-mapped files, so the page is right whichever process answers it.
The supervisor empties their folder at start and names it in PROMETHEUS_MULTIPROC_DIR; without that variable
the page shows the answering process only.
"""

import hmac
import os
from ipaddress import ip_address

from django.http import HttpRequest
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST

REQUESTS = Counter("motcua_requests", "Requests answered", ["method", "view", "status"])
SECONDS = Histogram("motcua_request_seconds", "Seconds until a request was answered", ["view"])


def exposition() -> bytes:
    """Return all measures in the Prometheus text format."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)


def may_read(request: HttpRequest) -> bool:
    """Return whether the caller holds METRICS_TOKEN, or, when none is set, is on this machine."""
    token = os.environ.get("METRICS_TOKEN", "")
    if token:
        offered = request.headers.get("Authorization", "")
        return hmac.compare_digest(offered.encode(), f"Bearer {token}".encode())
    return _is_local(request)


def _is_local(request: HttpRequest) -> bool:
    behind_proxy = "X-Forwarded-For" in request.headers
    try:
        return not behind_proxy and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
