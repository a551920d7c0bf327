"""The database connection of this process: which address, which role, pooled or plain."""

import json
import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from motcua.site import places

ADDRESS_FILE = "addresses.json"
LOCK_TIMEOUT_MS = 5_000


def _running_address(variable: str) -> str | None:
    """Return what `motcua run` wrote down when it started the embedded server, so other terminals find it."""
    file = places.home() / "run" / ADDRESS_FILE
    try:
        return json.loads(file.read_text(encoding="utf-8")).get(variable)
    except (OSError, ValueError):
        return None


def is_owner() -> bool:
    """Return whether this process migrates (role owner) rather than serves (role app)."""
    return os.environ.get("MOTCUA_ROLE") == "owner"


def address() -> str:
    """Return the connection address of this process's role; a local default when nothing is configured."""
    variable = "DATABASE_OWNER_URL" if is_owner() else "DATABASE_URL"
    return (
        os.environ.get(variable) or _running_address(variable) or "postgresql://motcua_app@localhost/motcua"
    )


def settings_for(url: str, *, pooled: bool, threads: int = 4) -> dict[str, Any]:
    """Return Django's description of the database at `url` (a libpq address or connection string)."""
    parts = conninfo_to_dict(url)
    options: dict[str, Any] = {
        key: value
        for key, value in parts.items()
        if key not in {"dbname", "user", "password", "host", "port"}
    }
    if is_owner():
        options["options"] = f"-c lock_timeout={LOCK_TIMEOUT_MS}"
    if pooled:
        options["pool"] = {"min_size": 2, "max_size": threads + 2, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "motcua"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": not pooled,
        "CONN_MAX_AGE": 0 if pooled else 60,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "ATOMIC_REQUESTS": False,
    }
