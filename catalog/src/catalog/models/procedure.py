"""A sector, and a procedure as administrators write it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from catalog.errors import WagtailPublishingIsOff

SECTOR_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def in_language(vietnamese: str, english: str) -> str:
    """The text in the reader's language, Vietnamese when there is no English."""
    return english if english and (get_language() or "vi").startswith("en") else vietnamese


class Sector(models.Model):
    """A field of administration (lĩnh vực), for example land or civil status."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "name_vi"]

    def __str__(self) -> str:
        return in_language(self.name_vi, self.name_en)

    def clean(self) -> None:
        """The code is an id of the procedure language, and documents name it: once given it stays."""
        super().clean()
        if not SECTOR_CODE.fullmatch(self.code):
            raise ValidationError(
                {"code": _("Use small letters without marks, digits and _, for example dat_dai.")}
            )
        given = Sector.objects.filter(pk=self.pk).values_list("code", flat=True).first()
        if given is not None and given != self.code:
            raise ValidationError(
                {"code": _("The code stays %(code)s: procedures name it.") % {"code": given}}
            )


class Procedure(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The procedure being written. ``definition`` is the whole document; every other column follows it.

    Nothing public reads this row: citizens and officers see :class:`ProcedureVersion` only.
    """

    key = models.CharField(_("lasting id"), max_length=40, unique=True, editable=False)
    code = models.CharField(_("national code"), max_length=60, unique=True, editable=False)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=500, editable=False)
    name_en = models.CharField(_("name in English"), max_length=500, blank=True, editable=False)
    name_norm = models.CharField(max_length=1200, blank=True, editable=False)
    sector = models.ForeignKey(
        Sector, verbose_name=_("sector"), on_delete=models.PROTECT, null=True, editable=False
    )
    definition = models.JSONField(_("definition"), default=dict, editable=False)
    definition_hash = models.CharField(max_length=71, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)
    review_remark = models.CharField(max_length=500, blank=True, default="", db_default="", editable=False)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="procedure",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="procedure",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["code"]
        permissions = [("approve_procedure", "Can approve and publish a procedure")]

    def __str__(self) -> str:
        return f"{self.code} · {in_language(self.name_vi, self.name_en)}"

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_vi, self.name_en)

    @property
    def revisions(self) -> Any:
        """Saved revisions of this row, for Wagtail's history."""
        return self._revisions

    def clean(self) -> None:
        """The row must carry a document; its content is judged by the check, not by the form."""
        super().clean()
        if not isinstance(self.definition, dict):
            raise ValidationError({"definition": _("The definition must be a procedure document.")})

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: only ``catalog.actions.publish_version`` publishes."""
        raise WagtailPublishingIsOff

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: a procedure ends by a version with a last day."""
        raise WagtailPublishingIsOff

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Wagtail's own preview frame shows the generated first page of the form."""
        return "catalog/editor/preview_frame.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the preview frame needs."""
        from django.urls import reverse

        return {
            "request": request,
            "object": self,
            "language": (get_language() or "vi")[:2],
            "frame": reverse("catalog_editor:frame", args=[self.pk]),
        }
