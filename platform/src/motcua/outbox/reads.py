"""Questions about what is owed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from motcua.ground import clock
from motcua.outbox.models import Delivery


@dataclass(frozen=True)
class Lag:
    """How far one subscriber is behind: open deliveries, seconds the oldest has waited, parked ones."""

    subscriber: str
    open: int
    oldest_seconds: float
    parked: int


def lag() -> list[Lag]:
    """One line per subscriber with anything owed."""
    waiting = Q(state__in=[Delivery.State.PENDING, Delivery.State.IN_FLIGHT])
    rows = (
        Delivery.objects.filter(state__in=Delivery.OPEN)
        .values_list("subscriber")
        .annotate(
            held=Count("pk", filter=waiting),
            oldest=Min("owed_since", filter=waiting),
            stuck=Count("pk", filter=Q(state=Delivery.State.PARKED)),
        )
        .order_by("subscriber")
    )
    return [Lag(name, count, _seconds_since(oldest), parked) for name, count, oldest, parked in rows]


def parked(subscriber: str | None = None) -> QuerySet[Delivery]:
    """Deliveries a person has to look at, oldest first."""
    found = Delivery.objects.filter(state=Delivery.State.PARKED).select_related("message").order_by("pk")
    return found.filter(subscriber=subscriber) if subscriber else found


def history(key: str) -> QuerySet[Delivery]:
    """Everything ever owed about one key, in the order it was emitted."""
    return Delivery.objects.filter(key=key).select_related("message").order_by("pk")


def _seconds_since(moment: datetime | None) -> float:
    return max(0.0, (clock.now() - moment).total_seconds()) if moment else 0.0
