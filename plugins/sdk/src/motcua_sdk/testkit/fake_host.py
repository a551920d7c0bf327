"""A host for a plugin's tests: the network is real, the store lies in memory, the clock can be held still."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx

from motcua_sdk.values import Today

VIETNAM = timezone(timedelta(hours=7))
TIMEOUT = 5.0


class MemoryStore:
    """The rows of one plugin, kept as the real host keeps them: values are copied in and out, revisions count up."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[Any, int]] = {}

    def get(self, key: str) -> tuple[Any, int] | None:
        """The value and its revision, or None."""
        return copy.deepcopy(self.rows.get(key))

    def put(self, key: str, value: Any, *, revision: int | None = None, seconds: int | None = None) -> bool:
        """Write; with ``revision`` only if unchanged since. Nothing expires: a test's life is shorter."""
        held = self.rows.get(key)
        if revision is not None and (held is None or held[1] != revision):
            return False
        self.rows[key] = (copy.deepcopy(value), held[1] + 1 if held else 1)
        return True

    def forget(self, key: str) -> None:
        """Remove the row."""
        self.rows.pop(key, None)


@dataclass
class ListLog:
    """What the plugin wrote to its log, to be read by the test."""

    lines: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def info(self, event: str, **facts: Any) -> None:
        """Keep the line."""
        self.lines.append((event, facts))

    def warning(self, event: str, **facts: Any) -> None:
        """Keep the line."""
        self.lines.append((event, facts))


@dataclass
class FakeHost:
    """The world of one plugin in a test.

    ``options`` are given whole, as the administrator would have saved them. ``timeout`` is in seconds. ``now`` is a
    civil time in Asia/Ho_Chi_Minh; None means the machine's clock. ``before_request`` is called with each request
    before it leaves: the place to let a partner fall silent in the middle of a conversation.
    """

    options: Mapping[str, Any]
    timeout: float = TIMEOUT
    now: datetime | None = None
    before_request: Callable[[httpx.Request], None] | None = None
    store: MemoryStore = field(default_factory=MemoryStore)
    log: ListLog = field(default_factory=ListLog)

    def http(self) -> httpx.Client:
        """A real client that follows no redirect and ignores the proxies of the machine, as the real host's."""
        hooks = {"request": [self.before_request] if self.before_request else []}
        return httpx.Client(timeout=self.timeout, follow_redirects=False, trust_env=False, event_hooks=hooks)

    def today(self) -> Today:
        """The civil day and moment."""
        now = self.now or datetime.now(VIETNAM).replace(tzinfo=None)
        return Today(now.date(), now)
