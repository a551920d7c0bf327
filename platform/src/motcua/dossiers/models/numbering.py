"""Numbers people use: daily sequences, numbers given elsewhere, and wrong second secrets."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """The last number given by one unit on one civil day; its row lock makes every code unique."""

    unit = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="dossiers_counter_unit_day")]


class ForeignNumber(models.Model):
    """The number another system gave this dossier (national portal, ministry, old system); searchable."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="foreign_numbers")
    system = models.CharField(max_length=40)
    number = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "number"], name="dossiers_foreign_number_once"),
        ]
        indexes = [models.Index(fields=["number"], name="dossiers_foreign_numbers")]


class PinFailure(models.Model):
    """A wrong second secret; a few within the hour close this door for the rest of it."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "at"], name="dossiers_pin_failures")]
