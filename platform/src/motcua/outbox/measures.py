"""How far behind each subscriber is, for Prometheus; set by the measuring job."""

from prometheus_client import Gauge

from motcua.outbox import reads

OPEN = Gauge("motcua_outbox_open", "Deliveries owed", ["subscriber"], multiprocess_mode="mostrecent")
OLDEST = Gauge(
    "motcua_outbox_oldest_seconds", "Age of the oldest owed", ["subscriber"], multiprocess_mode="mostrecent"
)
PARKED = Gauge("motcua_outbox_parked", "Deliveries parked", ["subscriber"], multiprocess_mode="mostrecent")

_seen: set[str] = set()


def refresh() -> None:
    """Write the present figures; a subscriber that has caught up shows zeros."""
    figures = {one.subscriber: (one.open, one.oldest_seconds, one.parked) for one in reads.lag()}
    for subscriber in _seen | set(figures):
        owed, oldest, parked = figures.get(subscriber, (0, 0.0, 0))
        OPEN.labels(subscriber).set(owed)
        OLDEST.labels(subscriber).set(oldest)
        PARKED.labels(subscriber).set(parked)
    _seen.update(figures)
