"""Tables of the outbox: what happened, and who still has to be told."""

from django.db import models

from motcua.ground.ids import PublicIdField


class Message(models.Model):
    """One thing that happened, written in the same transaction as the change itself."""

    topic = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    emitted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["emitted_at"], name="outbox_messages_by_time")]


class Delivery(models.Model):
    """One message owed to one subscriber. `public_id` is also the idempotency key of its outside effect.

    attempts counts every call; failures those that raised or whose worker died. owed_since is the moment from
    which the subscriber's patience is counted.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        IN_FLIGHT = "in_flight"
        DONE = "done"
        PARKED = "parked"
        SET_ASIDE = "set_aside"

    OPEN = (State.PENDING, State.IN_FLIGHT, State.PARKED)

    public_id = PublicIdField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    owed_since = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=22, blank=True, default="")
    reason = models.CharField(max_length=400, blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "subscriber"], name="outbox_one_delivery_each"),
        ]
        indexes = [
            models.Index(
                fields=["subscriber", "key", "id"],
                condition=models.Q(state__in=["pending", "in_flight", "parked"]),
                name="outbox_open_in_order",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["pending", "in_flight"]),
                name="outbox_due",
            ),
            models.Index(fields=["subscriber"], condition=models.Q(state="parked"), name="outbox_parked"),
        ]
