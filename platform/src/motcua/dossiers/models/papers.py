"""Papers handed in, what was asked in addition, and what is to be paid."""

from __future__ import annotations

from django.db import models

from motcua.ground.ids import PublicIdField

RESULT = "result:"
"""How a file that is a result names its component: this and the result's id."""


class DossierFile(models.Model):
    """One file (or paper seen at the counter) of a component, in the round it came: 0 filed, 1…
    supplements. A file of the decision names its result instead of a component.
    """

    public_id = PublicIdField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="files")
    component = models.CharField(max_length=60)
    file = models.ForeignKey("ground.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["dossier", "round"], name="dossiers_files_by_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=models.Q(file__isnull=False), name="dossiers_file_once"
            ),
        ]


class SupplementRequest(models.Model):
    """What was asked in addition in one round: only these fields and components may be touched by the
    answer.
    """

    public_id = PublicIdField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    round = models.PositiveSmallIntegerField()
    fields = models.JSONField(default=list)
    components = models.JSONField(default=list)
    sealed = models.BinaryField()
    until = models.DateField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "round"], name="dossiers_supplement_round"),
        ]


class FeeLine(models.Model):
    """One line of phí or lệ phí, frozen from the quote with its explanation; whole đồng."""

    class State(models.TextChoices):
        OWED = "owed"
        PAID = "paid"
        WAIVED = "waived"

    public_id = PublicIdField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="fee_lines")
    fee = models.CharField(max_length=40)
    ledger = models.CharField(max_length=10)
    name = models.JSONField()
    amount = models.PositiveBigIntegerField()
    quantity = models.CharField(max_length=40)
    unit_amount = models.CharField(max_length=40)
    pay_at = models.CharField(max_length=20)
    refundable = models.BooleanField(default=False)
    why = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.OWED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "fee"], name="dossiers_fee_once")]
