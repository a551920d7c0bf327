"""Tables of the record: chains of entries that the database itself refuses to change."""

from django.db import models


class Head(models.Model):
    """The last link of each chain; locked while an entry is added, so a chain has no forks."""

    chain = models.CharField(max_length=120, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=71)
    anchored_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["chain"],
                condition=models.Q(number__gt=models.F("anchored_number")),
                name="audit_heads_to_anchor",
            )
        ]


class Entry(models.Model):
    """One recorded fact: who did what to what, when; without anybody's personal values."""

    chain = models.CharField(max_length=120)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=120)
    facts = models.JSONField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    previous = models.CharField(max_length=71)
    hash = models.CharField(max_length=71)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_entry_place_in_chain"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_entry_numbers_from_one"),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="audit_entries_by_time")]
