"""Tables of the portal: drafts, which are not dossiers yet."""

from django.conf import settings
from django.db import models

from motcua.ground.ids import PublicIdField


class Draft(models.Model):
    """What somebody is filling in. Answers are sealed for a subject of the draft's own, destroyed with it.

    ``version`` is the version the answers belong to; ``place`` the class of place, ``choice`` the ward or
    office chosen, ``agency`` and ``competent`` public ids of who takes it in and who decides. ``carried`` says
    what changed when the answers were carried to a newer version. ``dossier`` is the public id once handed in.
    """

    public_id = PublicIdField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.ForeignKey("catalog.ProcedureVersion", models.PROTECT, related_name="+")
    subject = models.ForeignKey("ground.Subject", models.PROTECT, related_name="+")
    case = models.CharField(max_length=40)
    applicant = models.CharField(max_length=20)
    place = models.CharField(max_length=20)
    choice = models.CharField(max_length=40)
    agency = models.CharField(max_length=22)
    competent = models.CharField(max_length=22)
    sealed = models.BinaryField(null=True)
    carried = models.JSONField(null=True)
    dossier = models.CharField(max_length=22, blank=True, default="")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-changed_at"], name="portal_drafts_of_owner")]


class DraftFile(models.Model):
    """A received file that belongs to a component of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    component = models.CharField(max_length=40)
    file = models.OneToOneField("ground.StoredFile", models.PROTECT, related_name="+")
