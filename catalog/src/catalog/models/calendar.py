"""Lines the province adds to the national working calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def _person(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )


_Q, _F = models.Q, models.F
_APPROVED_BY_ANOTHER = _Q(approved_at__isnull=True, approved_by__isnull=True) | (
    _Q(approved_at__isnull=False, entered_by__isnull=False, approved_by__isnull=False)
    & ~_Q(approved_by=_F("entered_by"))
)
_WITHDRAWN_BY_ANOTHER = (
    _Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
    | _Q(withdrawn_on__isnull=False, approved_at__isnull=True)
    | (
        _Q(withdrawn_on__isnull=False, withdrawal_asked_by__isnull=False, withdrawn_by__isnull=False)
        & ~_Q(withdrawn_by=_F("withdrawal_asked_by"))
    )
)


class CalendarEntry(models.Model):
    """Days that differ from the nation's calendar, with the decision that made them so.

    An entry is a proposal of ``entered_by`` until another person approves it; only then does it count. To
    take it out of the calendar again needs two persons as well. ``layer`` is ``province`` or the code of an
    agency. A withdrawn entry stays in the table, so a date promised under it can still be explained.
    """

    class Kind(models.TextChoices):
        """What the days become."""

        OFF = "off", _("days off")
        MAKE_UP = "make_up", _("make-up working days")

    layer = models.CharField(
        _("applies to"),
        max_length=40,
        default="province",
        help_text=_("“province” for every agency, or the code of one agency."),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    kind = models.CharField(_("these days become"), max_length=20, choices=Kind.choices)
    morning = models.BooleanField(_("in the morning"), default=True)
    afternoon = models.BooleanField(_("in the afternoon"), default=True)
    affects_open = models.BooleanField(_("changes when dossiers are taken in"), default=True)
    affects_counts = models.BooleanField(_("changes the counting of time limits"), default=True)
    name_vi = models.CharField(_("reason in Vietnamese"), max_length=200)
    name_en = models.CharField(_("reason in English"), max_length=200, blank=True)
    decision = models.CharField(_("decision"), max_length=200, help_text=_("Number and date of the paper."))
    known_on = models.DateField(_("known on"), help_text=_("The day the decision became known."))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    entered_by = _person(_("proposed by"))
    approved_by = _person(_("approved by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    withdrawal_asked_by = _person(_("withdrawal proposed by"))
    withdrawn_by = _person(_("withdrawal approved by"))

    class Meta:
        verbose_name = _("working calendar entry")
        verbose_name_plural = _("working calendar")
        ordering = ["-first_day", "layer"]
        constraints = [
            models.CheckConstraint(condition=_APPROVED_BY_ANOTHER, name="catalog_calendar_second_person"),
            models.CheckConstraint(
                condition=_WITHDRAWN_BY_ANOTHER, name="catalog_calendar_second_person_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y} · {self.name_vi}"

    @property
    def counts(self) -> bool:
        """Whether the entry is part of the calendar now."""
        return self.approved_at is not None and self.withdrawn_on is None

    @property
    def proposed_by(self) -> Any:
        """Who proposed what waits for a second person: an entry, or its withdrawal. None when nothing waits."""
        if self.withdrawn_on is not None:
            return None
        return self.withdrawal_asked_by if self.counts else self.entered_by

    @property
    def standing(self) -> Any:
        """Where the entry stands, in words."""
        if self.withdrawn_on is not None:
            return _("withdrawn")
        if self.approved_at is None:
            return _("proposed, does not count yet")
        return _("in force, withdrawal proposed") if self.withdrawal_asked_by_id else _("in force")

    def clean(self) -> None:
        """An entry must say something: days in order, at least one half day and one purpose."""
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first day.")})
        if not (self.morning or self.afternoon):
            raise ValidationError({"morning": _("Choose the morning, the afternoon, or both.")})
        if not (self.affects_open or self.affects_counts):
            raise ValidationError(
                {"affects_counts": _("Say what the entry changes: intake, counting, or both.")}
            )

    def as_entry(self) -> dict[str, Any]:
        """The entry in the words of ``forms_schema.calendars``."""
        return {
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "kind": self.kind,
            "name": {"vi": self.name_vi, **({"en": self.name_en} if self.name_en else {})},
            "decision": self.decision,
            "known_on": self.known_on.isoformat(),
            "slots": [slot for slot in ("morning", "afternoon") if getattr(self, slot)],
            "affects": [purpose for purpose in ("open", "counts") if getattr(self, f"affects_{purpose}")],
        }
