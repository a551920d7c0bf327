"""What the host gives a plugin during a call: options, network, a place to keep things, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import httpx

from motcua_sdk.values import Today


class Store(Protocol):
    """Namespaced JSON rows of one plugin, with compare-and-set."""

    def get(self, key: str) -> tuple[Any, int] | None:
        """The value and its revision, or None."""
        ...

    def put(self, key: str, value: Any, *, revision: int | None = None, seconds: int | None = None) -> bool:
        """Write; with ``revision`` only if unchanged since (False otherwise); ``seconds`` until it
        expires."""
        ...

    def forget(self, key: str) -> None:
        """Remove the row."""
        ...


class Log(Protocol):
    """Structured log of one plugin; values must hold no personal data."""

    def info(self, event: str, **facts: Any) -> Any: ...

    def warning(self, event: str, **facts: Any) -> Any: ...


class Host(Protocol):
    """The world as one call of one plugin may see it."""

    @property
    def options(self) -> Mapping[str, Any]:
        """The administrator's options, secrets included, valid by the plugin's schema."""
        ...

    @property
    def store(self) -> Store: ...

    @property
    def log(self) -> Log: ...

    def http(self) -> httpx.Client:
        """A client that reaches only the hosts named in the options, with time-outs, and follows no
        redirect."""
        ...

    def today(self) -> Today:
        """The host's clock; plugins have no other."""
        ...
