"""What a plugin is given during a call (motcua_sdk.host.Host)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from motcua_sdk.values import Today

from motcua.extensions import options
from motcua.extensions.discovery import Loaded
from motcua.extensions.models import StoreRow
from motcua.ground import clock
from motcua.ground import http as ground_http


class PluginStore:
    """Rows of one plugin; no other plugin sees them."""

    def __init__(self, plugin: str) -> None:
        self._plugin = plugin

    def get(self, key: str) -> tuple[Any, int] | None:
        """The value and its revision; what has expired is not there."""
        row = self._live().filter(key=key).values_list("value", "revision").first()
        return (row[0], row[1]) if row else None

    def put(self, key: str, value: Any, *, revision: int | None = None, seconds: int | None = None) -> bool:
        """Write; with ``revision`` only if nobody wrote since, and False otherwise."""
        expires = clock.now() + timedelta(seconds=seconds) if seconds else None
        rows = StoreRow.objects.filter(plugin=self._plugin, key=key)
        if revision is not None:
            rows = rows.filter(revision=revision)
        if rows.update(value=value, revision=F("revision") + 1, expires_at=expires):
            return True
        return revision is None and self._add(key, value, expires)

    def forget(self, key: str) -> None:
        """Remove the row."""
        StoreRow.objects.filter(plugin=self._plugin, key=key).delete()

    def _add(self, key: str, value: Any, expires: Any) -> bool:
        try:
            with transaction.atomic():
                StoreRow.objects.create(plugin=self._plugin, key=key, value=value, expires_at=expires)
        except IntegrityError:
            return self.put(key, value)
        return True

    def _live(self) -> Any:
        alive = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
        return StoreRow.objects.filter(alive, plugin=self._plugin)


class PluginHost:
    """The world of one plugin during one call."""

    def __init__(self, plugin: Loaded, timeout: float) -> None:
        self._plugin, self._timeout = plugin, timeout
        self.options = options.of(plugin)
        self.store = PluginStore(plugin.info.name)
        self.log = structlog.get_logger("plugin").bind(plugin=plugin.info.name)

    def http(self) -> httpx.Client:
        """A client for the hosts that the options name, and no other."""
        return ground_http.client(sorted(_hosts(self.options)), timeout=self._timeout)

    def today(self) -> Today:
        """The host's clock."""
        now = clock.civil(clock.now())
        return Today(now.date(), now)


def _hosts(values: Any) -> set[str]:
    if isinstance(values, dict):
        return set().union(*(_hosts(one) for one in values.values())) if values else set()
    if not isinstance(values, str) or not values.startswith(("http://", "https://")):
        return set()
    return {urlsplit(values).hostname or ""} - {""}
