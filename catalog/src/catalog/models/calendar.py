"""Lines the province adds to the national working calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarEntry(models.Model):
    """One day that differs from the nation's calendar, with the decision that made it so.

    ``layer`` is ``province`` or the code of an agency; a withdrawn entry stays in the table, so a date
    promised under it can still be explained.
    """

    class Kind(models.TextChoices):
        """What the day becomes."""

        DAY_OFF = "day_off", _("day off")
        MAKE_UP = "make_up", _("make-up working day")
        MORNING_ONLY = "morning_only", _("work in the morning only")
        AFTERNOON_ONLY = "afternoon_only", _("work in the afternoon only")

    layer = models.CharField(_("applies to"), max_length=40, default="province")
    day = models.DateField(_("day"))
    kind = models.CharField(_("becomes"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("reason people read"), max_length=200)
    decision = models.CharField(_("decision"), max_length=200, help_text=_("Number and date of the paper."))
    known_on = models.DateField(
        _("known on"),
        help_text=_("The day the decision became known; dates promised earlier keep their reason."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("working calendar entry")
        verbose_name_plural = _("working calendar")
        ordering = ["-day", "layer"]
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "day"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="catalog_calendar_one_entry_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} · {self.name}"
