"""Who takes part in a dossier, and with what authority."""

from __future__ import annotations

from django.db import models

from motcua.ground import clock
from motcua.ground.ids import PublicIdField


class PartyQuerySet(models.QuerySet["Party"]):
    """Questions about who takes part."""

    def standing_for(self, person: str) -> PartyQuerySet:
        """Rows in which this person takes part now, with an authority that has not ended."""
        today = clock.today()
        lasting = models.Q(authority_until__isnull=True) | models.Q(authority_until__gte=today)
        return self.filter(lasting, person=person, revoked_at__isnull=True).exclude(role=Party.Role.DECEASED)


class Party(models.Model):
    """A person or organisation in one role. Values are sealed under ``subject``; only the name can be
    searched.

    Numbers are found by blind index. A telephone number never identifies: several people may share one.
    """

    class Role(models.TextChoices):
        OWNER = "owner"
        CO_OWNER = "co_owner"
        APPLICANT = "applicant"
        REPRESENTATIVE = "representative"
        GUARDIAN = "guardian"
        SIGNER = "signer"
        DECEASED = "deceased"

    class IdKind(models.TextChoices):
        PERSONAL_ID = "personal_id"
        OLD_ID = "old_id"
        PASSPORT = "passport"
        RESIDENCE_CARD = "residence_card"
        ORGANISATION = "tax_code"
        NONE = "none"

    public_id = PublicIdField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=Role)
    share = models.CharField(max_length=20, blank=True, default="")
    person = models.CharField(max_length=22, blank=True, default="")
    subject = models.ForeignKey("ground.Subject", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_norm = models.CharField(max_length=200)
    id_kind = models.CharField(max_length=20, choices=IdKind, default=IdKind.NONE)
    id_index = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True)
    email_index = models.BinaryField(null=True)
    sealed = models.BinaryField()
    authority_scope = models.JSONField(default=list)
    authority_basis = models.CharField(max_length=200, blank=True, default="")
    authority_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person"], condition=~models.Q(person=""), name="dossiers_party_by_person"),
            models.Index(fields=["id_index"], name="dossiers_party_by_id"),
            models.Index(fields=["phone_index"], name="dossiers_party_by_phone"),
        ]
