"""What happened, kept for ever: events, open and closed waits, answers as they were filed, officers'
texts.
"""

from __future__ import annotations

from django.db import models

from motcua.ground.ids import PublicIdField


class Event(models.Model):
    """One event of one dossier's chain; insert-only in the database itself. ``data`` holds no person's
    values.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    place = models.CharField(max_length=22, blank=True, default="")
    data = models.JSONField()
    schema = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=71)
    hash = models.CharField(max_length=71)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="dossiers_event_number"),
            models.CheckConstraint(
                condition=models.Q(happened_at__lte=models.F("recorded_at")),
                name="dossiers_event_not_in_the_future",
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="dossiers_events_by_time"),
            models.Index(fields=["kind", "happened_at"], name="dossiers_events_by_kind"),
        ]


class Wait(models.Model):
    """An interval in which the dossier waits for somebody, with the legal reason of a pause."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="waits")
    reason = models.CharField(max_length=20)
    key = models.CharField(max_length=40, blank=True, default="")
    legal_basis = models.CharField(max_length=200, blank=True, default="")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "reason", "key"],
                condition=models.Q(ended_at__isnull=True),
                name="dossiers_one_open_wait",
            ),
        ]


class AnswerSnapshot(models.Model):
    """The answers of one submission or supplement, sealed under the owner's subject; insert-only."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    event_number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    commitment = models.CharField(max_length=71)
    version_hash = models.CharField(max_length=71)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="dossiers_snapshot_number"),
        ]


class Remark(models.Model):
    """What an officer or the applicant wrote for one event (a reason, a question), sealed; insert-only."""

    public_id = PublicIdField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="remarks")
    event_number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "event_number"], name="dossiers_one_remark_an_event"),
        ]
