"""What was published: frozen rows that dossiers point to."""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.procedure import Procedure, in_language


def new_public_id() -> str:
    """128 random bits, safe in a URL."""
    return secrets.token_urlsafe(16)


@lru_cache(maxsize=512)
def _loaded(content_hash: str, public_id: str) -> Any:
    from forms_schema.loading import load

    from catalog.registry import schema_registry

    document = ProcedureVersion.objects.values_list("document", flat=True).get(public_id=public_id)
    return load(document, schema_registry.current())


class ProcedureVersion(models.Model):
    """One published version of a procedure. A trigger in the database refuses every later change.

    Which version is in force on a day is computed (``catalog.reads.version_in_force``), so publishing a
    successor never touches this row. ``valid_to`` is the last day the version itself names, if any.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(pgettext_lazy("procedure", "version"))
    document = models.JSONField()
    content_hash = models.CharField(max_length=71)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("last day in force"), null=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("published by"), on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    change_number = models.PositiveIntegerField(default=0)

    code = models.CharField(_("national code"), max_length=60, db_index=True)
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    summary_vi = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    sector_code = models.CharField(max_length=40, db_index=True)
    sector_name_vi = models.CharField(max_length=200)
    sector_name_en = models.CharField(max_length=200, blank=True)
    levels = ArrayField(models.CharField(max_length=20))
    online_level = models.CharField(max_length=20, blank=True)
    name_norm = models.CharField(max_length=1200)
    search_text = models.TextField()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["procedure_id", "-valid_from", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="catalog_version_number"),
            models.UniqueConstraint(fields=["procedure", "content_hash"], name="catalog_version_content"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="catalog_version_days",
            ),
        ]
        indexes = [
            models.Index(fields=["procedure", "-valid_from", "-number"], name="catalog_version_in_force"),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="catalog_version_search"),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_vi, self.name_en)

    @property
    def sector_name(self) -> str:
        """The sector's name in the reader's language."""
        return in_language(self.sector_name_vi, self.sector_name_en)

    @property
    def summary(self) -> str:
        """The plain-words summary in the reader's language; may be empty."""
        return in_language(self.summary_vi, self.summary_en)

    def loaded(self) -> Any:
        """The document as a ``forms_schema.Procedure``; read once per process and content."""
        return _loaded(self.content_hash, self.public_id)
