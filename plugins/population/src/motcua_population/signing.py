"""Signing a request to the gateway, second generation (direct to the ministry's gateway).

HTTP Basic with the system account, and as password the lower-case hex SHA-256 of registered service path, account,
timestamp and secret; the timestamp travels beside it. Seen in three independent clients of the gateway.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

from motcua_population.options import Options

VIETNAM = timezone(timedelta(hours=7))


def timestamp(now: datetime, unit: str) -> str:
    """Unix time of a civil Vietnamese time, in milliseconds or seconds."""
    seconds = now.replace(tzinfo=VIETNAM).timestamp()
    return str(int(seconds * 1000) if unit == "milliseconds" else int(seconds))


def password(options: Options, stamp: str) -> str:
    """The password of one request."""
    signed = f"{options.service_path}{options.account}{stamp}{options.secret}"
    return hashlib.sha256(signed.encode()).hexdigest()
