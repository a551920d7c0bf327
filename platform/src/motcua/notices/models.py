"""What people must be told, and what became of it: a notice never just disappears."""

from django.db import models
from django.db.models import UniqueConstraint

from motcua.ground.ids import PublicIdField


class Notice(models.Model):
    """One thing one person must hear of one dossier.

    It always stands on the person's own page. ``sent`` by a channel is not yet ``known``: that needs a receipt or the
    person's eyes. What no channel could take becomes a telephone ``task`` for the office when it is urgent, and else
    stays ``on_page``, for the person to find there. ``gone``: the person's data were erased, nobody is left to tell.
    """

    class State(models.TextChoices):
        OWED = "owed"
        SENT = "sent"
        TASK = "task"
        ON_PAGE = "on_page"
        KNOWN = "known"
        GONE = "gone"

    public_id = PublicIdField()
    about = models.CharField(max_length=40)
    dossier_code = models.CharField(max_length=60)
    event = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    person = models.CharField(max_length=40, blank=True)
    subject = models.ForeignKey("ground.Subject", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    sealed = models.BinaryField()
    urgent = models.BooleanField()
    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    channel = models.CharField(max_length=20, blank=True)
    owed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["about", "event", "subject"], name="notice_owed_once")]
        indexes = [
            models.Index(fields=["person", "-owed_at"], name="notice_of_person"),
            models.Index(fields=["agency", "owed_at"], name="notice_task", condition=models.Q(state="task")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
