"""Which plugins work where, their options and rows, and how their calls went."""

from django.db import models
from django.db.models import UniqueConstraint


class Activation(models.Model):
    """A plugin works for an agency and procedure; an empty agency or procedure means all of them."""

    plugin = models.CharField(max_length=60)
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    procedure_code = models.CharField(max_length=60, blank=True)
    on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["plugin", "agency", "procedure_code"],
                nulls_distinct=False,
                name="activation_said_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plugin} {'on' if self.on else 'off'}"


class Options(models.Model):
    """What an administrator set for a plugin; secrets lie sealed and apart."""

    plugin = models.CharField(max_length=60, unique=True)
    values = models.JSONField(default=dict)
    secrets = models.TextField(default="")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.plugin


class StoreRow(models.Model):
    """One row a plugin keeps; ``revision`` lets two writers notice each other."""

    plugin = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    value = models.JSONField()
    revision = models.PositiveBigIntegerField(default=1)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["plugin", "key"], name="store_row_once")]

    def __str__(self) -> str:
        return f"{self.plugin} {self.key}"


class Breaker(models.Model):
    """How often in a row one hook of a plugin failed, and until when it is left alone."""

    plugin = models.CharField(max_length=60)
    hook = models.CharField(max_length=60)
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["plugin", "hook"], name="breaker_once")]

    def __str__(self) -> str:
        return f"{self.plugin}.{self.hook} {self.failures}"


class CallTrace(models.Model):
    """One call of a plugin: when, how long, how it ended. Holds no value that went in or out."""

    class Ending(models.TextChoices):
        ANSWERED = "answered"
        FAILED = "failed"
        TIMED_OUT = "timed_out"

    plugin = models.CharField(max_length=60)
    hook = models.CharField(max_length=60)
    at = models.DateTimeField(db_index=True)
    milliseconds = models.PositiveIntegerField()
    ending = models.CharField(max_length=10, choices=Ending)
    error = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["plugin", "-at"], name="trace_of_plugin")]

    def __str__(self) -> str:
        return f"{self.plugin}.{self.hook} {self.ending}"
