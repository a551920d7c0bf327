"""Tables of the ground: the clock's offset, keys of persons, stored files, answers to repeated requests."""

from datetime import timedelta

from django.db import models

from motcua.ground.ids import PublicIdField


class ClockOffset(models.Model):
    """One row: how far a test or demo installation's clock is ahead of the real one."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    offset = models.DurationField(default=timedelta)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ground_one_clock_offset")]


class Subject(models.Model):
    """Whom personal values are sealed for; holds the wrapped key until it is destroyed."""

    public_id = PublicIdField()
    wrapped_key = models.BinaryField(null=True)
    master_key = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped_key__isnull=True) | models.Q(destroyed_at__isnull=True),
                name="ground_destroyed_subject_has_no_key",
            )
        ]


class StoredFile(models.Model):
    """A private file: pending until something claims it, then claimed until it is removed."""

    class State(models.TextChoices):
        PENDING = "pending"
        CLAIMED = "claimed"
        REMOVED = "removed"

    class Scan(models.TextChoices):
        WAITING = "waiting"
        CLEAN = "clean"
        INFECTED = "infected"
        NOT_SCANNED = "not_scanned"

    public_id = PublicIdField()
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    location = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    scanned = models.CharField(max_length=12, choices=Scan, default=Scan.WAITING)
    owner = models.CharField(max_length=100, blank=True, default="")
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"], condition=models.Q(state="pending"), name="ground_pending_files"
            ),
            models.Index(fields=["owner"], condition=models.Q(state="claimed"), name="ground_files_by_owner"),
            models.Index(
                fields=["received_at"], condition=models.Q(scanned="waiting"), name="ground_files_to_scan"
            ),
        ]


class IdempotentAnswer(models.Model):
    """What was answered to a changing request, kept so that a repeated request gets the same answer."""

    scope = models.CharField(max_length=120)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="ground_idempotency_key")]
        indexes = [models.Index(fields=["created_at"], name="ground_answers_by_age")]
