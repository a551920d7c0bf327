"""Who wants to hear what: a registry that each app fills when it starts (AppConfig.ready)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from motcua.outbox.errors import UnknownSubscriber


@dataclass(frozen=True)
class Call:
    """One message handed to one subscriber; `idempotency_key` is the same on every attempt."""

    topic: str
    key: str
    payload: Mapping[str, object]
    emitted_at: datetime
    idempotency_key: str
    attempt: int


@dataclass(frozen=True)
class Done:
    """The subscriber has what it needs."""


@dataclass(frozen=True)
class Retry:
    """Not now: try again after `after` (None: the usual growing pause). `reason` holds no personal values."""

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True)
class Park:
    """Trying again will not help: a person has to look. `reason` holds no personal values."""

    reason: str


Outcome = Done | Retry | Park
Handler = Callable[[Call], Outcome | None]


@dataclass(frozen=True)
class Subscription:
    """One subscriber, who hears each message that matches any of its patterns once.

    inside: run in the transaction that also marks the delivery done (for effects in our own database: exactly
    once). Otherwise the call runs outside any transaction under a lease, for effects in other systems.
    attempts: after so many raised errors the delivery is parked. patience: a Retry older than this is parked.
    """

    patterns: tuple[str, ...]
    name: str
    function: Handler
    inside: bool = False
    attempts: int = 8
    patience: timedelta = timedelta(days=3)

    def wants(self, topic: str) -> bool:
        """Whether any of the patterns fits."""
        return any(fnmatchcase(topic, pattern) for pattern in self.patterns)


@dataclass
class Registry:
    """The subscriptions of this process, by name."""

    by_name: dict[str, Subscription] = field(default_factory=dict)

    def add(self, subscription: Subscription) -> None:
        """Register; the same name again replaces the earlier one (apps may be loaded twice)."""
        self.by_name[subscription.name] = subscription

    def remove(self, name: str) -> None:
        """Forget a subscriber; its open deliveries wait until it is back."""
        self.by_name.pop(name, None)

    def wanting(self, topic: str) -> list[Subscription]:
        """Whoever wants messages of `topic`, in order of registration."""
        return [one for one in self.by_name.values() if one.wants(topic)]

    def named(self, name: str) -> Subscription:
        """The subscriber called `name`; raises UnknownSubscriber."""
        try:
            return self.by_name[name]
        except KeyError:
            raise UnknownSubscriber(f"No subscriber is called “{name}” in this process.") from None


registry = Registry()


def subscribe(
    pattern: str | Iterable[str],
    name: str,
    function: Handler,
    *,
    inside: bool = False,
    attempts: int = 8,
    patience: timedelta = timedelta(days=3),
) -> None:
    """Have `function` called for every later message whose topic matches `pattern` ("dossier.*"), or one of them.

    See Subscription for the options. Messages reach one subscriber in the order they were emitted per key,
    across all its patterns.
    """
    patterns = (pattern,) if isinstance(pattern, str) else tuple(pattern)
    registry.add(Subscription(patterns, name, function, inside, attempts, patience))
