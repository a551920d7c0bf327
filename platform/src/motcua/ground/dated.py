"""Things that exist from one day to another: agencies, places, positions, calendars."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

_Row = TypeVar("_Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows with `valid_from` and `valid_to` (both days included; no end: still valid)."""

    def on(self, day: date) -> Self:
        """Those that exist on this day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Dated(models.Model):
    """Something that exists from one day to another."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_dates",
            )
        ]

    def exists_on(self, day: date) -> bool:
        """Whether it exists on this day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)
