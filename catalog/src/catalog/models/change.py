"""The log of changes to a definition: every operation with its inverse."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.procedure import Procedure


class DefinitionChange(models.Model):
    """One act of one person: the operations applied, and those that would take them back."""

    class Kind(models.TextChoices):
        """How the change came about."""

        CHANGE = "change", _("change")
        UNDO = "undo", _("undone")
        REDO = "redo", _("done again")
        IMPORT = "import", _("import")

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CHANGE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    operations = models.JSONField()
    inverses = models.JSONField()
    base_hash = models.CharField(max_length=71, blank=True)
    new_hash = models.CharField(max_length=71)
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("change of a definition")
        verbose_name_plural = _("changes of definitions")
        ordering = ["procedure_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="catalog_change_number")]

    def __str__(self) -> str:
        return f"{self.procedure_id} #{self.number} {self.kind}"
