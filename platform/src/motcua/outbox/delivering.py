"""Delivering what is due: take a few, call their subscribers, write down how it ended."""

import time
import traceback
from datetime import timedelta
from secrets import SystemRandom

import structlog
from django.db import transaction

from motcua.ground import clock
from motcua.outbox import leases
from motcua.outbox.models import Delivery
from motcua.outbox.subscriptions import Call, Done, Outcome, Park, Retry, Subscription, registry

BATCH = 10
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=6)
JITTER = 0.25

_log = structlog.stdlib.get_logger(__name__)
_random = SystemRandom()


class _Undo(Exception):
    """Leaves the handler's transaction without keeping what it wrote."""


def deliver_due(seconds: float = 20.0, batch: int = BATCH) -> int:
    """Deliver until nothing is due or `seconds` have passed; how many deliveries were tried."""
    deadline = time.monotonic() + seconds
    tried = 0
    while taken := leases.claim(batch):
        tried += _deliver_all(taken, deadline)
        if time.monotonic() >= deadline:
            break
    return tried


def _deliver_all(taken: list[Delivery], deadline: float) -> int:
    with leases.kept_alive(taken[0].lease_token):
        for done, delivery in enumerate(taken):
            if done and time.monotonic() >= deadline:
                leases.release(taken[done:])
                return done
            deliver(delivery)
    return len(taken)


def deliver(delivery: Delivery) -> None:
    """Call the subscriber of one taken delivery and settle it."""
    subscription = registry.named(delivery.subscriber)
    if delivery.failures >= subscription.attempts:
        settle(delivery, Park(f"Given up: the worker ended {delivery.failures} times during this call."))
    elif subscription.inside:
        _inside(delivery, subscription)
    else:
        settle(delivery, _outcome(delivery, subscription))


def _inside(delivery: Delivery, subscription: Subscription) -> None:
    """Handler and mark in one transaction; whatever is not Done leaves nothing of the handler behind."""
    outcome: Outcome = Done()
    try:
        with transaction.atomic():
            if not _still_ours(delivery):
                return
            outcome = _outcome(delivery, subscription)
            if not isinstance(outcome, Done):
                raise _Undo
            settle(delivery, outcome)
    except _Undo:
        settle(delivery, outcome)
    except Exception as error:  # a deferred constraint may refuse only at commit
        settle(delivery, _after_error(delivery, subscription, error))


def _still_ours(delivery: Delivery) -> bool:
    held = Delivery.objects.select_for_update().filter(
        pk=delivery.pk, lease_token=delivery.lease_token, state=Delivery.State.IN_FLIGHT
    )
    return bool(held.values_list("pk", flat=True))


def _outcome(delivery: Delivery, subscription: Subscription) -> Outcome:
    try:
        outcome = subscription.function(_call(delivery)) or Done()
    except Exception as error:  # whatever a subscriber raises concerns only its own delivery
        return _after_error(delivery, subscription, error)
    if isinstance(outcome, Retry) and clock.now() - delivery.owed_since > subscription.patience:
        return Park(f"Tried for {subscription.patience}: {outcome.reason}")
    return outcome


def _call(delivery: Delivery) -> Call:
    message = delivery.message
    return Call(
        topic=message.topic,
        key=message.key,
        payload=message.payload,
        emitted_at=message.emitted_at,
        idempotency_key=delivery.public_id,
        attempt=delivery.attempts,
    )


def _after_error(delivery: Delivery, subscription: Subscription, error: Exception) -> Outcome:
    """The error's text may quote a person's data: only its type and place are kept."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {frame.name} (line {frame.lineno})"
    delivery.failures += 1
    _log.warning("outbox.subscriber_raised", subscriber=subscription.name, key=delivery.key, error=place)
    return Park(place) if delivery.failures >= subscription.attempts else Retry(place)


def settle(delivery: Delivery, outcome: Outcome) -> bool:
    """Write how a delivery ended; False when its lease was lost meanwhile and another worker has it."""
    changes = _changes(delivery, outcome)
    held = Delivery.objects.filter(
        pk=delivery.pk, lease_token=delivery.lease_token, state=Delivery.State.IN_FLIGHT
    )
    return bool(held.update(**changes, failures=delivery.failures, lease_until=None, lease_token=""))


def _changes(delivery: Delivery, outcome: Outcome) -> dict[str, object]:
    now = clock.now()
    match outcome:
        case Done():
            return {"state": Delivery.State.DONE, "finished_at": now, "reason": ""}
        case Park(reason):
            return {"state": Delivery.State.PARKED, "reason": reason[:400]}
        case Retry(reason, after):
            due = now + (pause(delivery.attempts) if after is None else after)
            return {"state": Delivery.State.PENDING, "due_at": due, "reason": reason[:400]}


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 s doubled each time up to 6 h, a quarter more or less."""
    doubled = FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20)
    jitter: float = _random.uniform(1 - JITTER, 1 + JITTER)
    longest: timedelta = min(doubled, LONGEST_PAUSE)
    return longest * jitter
