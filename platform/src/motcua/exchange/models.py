"""What partners were told and what they answered, word for word; and who looked up whom, and why."""

from django.db import models
from django.db.models import UniqueConstraint

from motcua.ground.ids import PublicIdField


class Transmission(models.Model):
    """One thing one partner must hear of one dossier, and where it stands."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        ALREADY_THERE = "already_there"
        RETRY_LATER = "retry_later"
        WRONG_DATA = "wrong_data"
        WRONG_CONFIGURATION = "wrong_configuration"

    public_id = PublicIdField()
    partner = models.CharField(max_length=60)
    about = models.CharField(max_length=40)
    dossier_code = models.CharField(max_length=60)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=80)
    event = models.PositiveIntegerField()
    idempotency_key = models.CharField(max_length=80)
    state = models.CharField(max_length=24, choices=State, default=State.WAITING)
    said_vi = models.TextField(blank=True)
    said_en = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["partner", "idempotency_key"], name="told_once")]
        indexes = [
            models.Index(fields=["about", "event"], name="transmission_of_dossier"),
            models.Index(
                fields=["agency", "last_at"],
                name="transmission_stuck",
                condition=models.Q(state__in=["wrong_data", "wrong_configuration"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.topic} {self.state}"


class Attempt(models.Model):
    """One try to tell a partner, with the reply as it came."""

    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=24)
    reply = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.outcome


class LookUpRecord(models.Model):
    """One look-up in a registry: officer, agency, dossier and purpose (Circular 46/2022/TT-BCA asks who and why).

    Whom it was about is kept only as a keyed commitment.
    """

    request_id = models.CharField(max_length=40, unique=True)
    partner = models.CharField(max_length=60)
    actor = models.CharField(max_length=80)
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    procedure_code = models.CharField(max_length=60)
    purpose = models.CharField(max_length=300)
    person = models.CharField(max_length=80)
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["about", "at"], name="look_up_of_dossier")]

    def __str__(self) -> str:
        return f"{self.partner} {self.outcome}"
