"""What officers keep for themselves on the desk: internal notes, and how each of them likes the queue."""

from django.conf import settings
from django.db import models

from motcua.ground.ids import PublicIdField


class Note(models.Model):
    """An internal note on a dossier; never seen by citizens or partners, kept for ever.

    The text is sealed under the subject of the dossier's owner, so it dies with the owner's data.
    """

    public_id = PublicIdField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("ground.Subject", on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=120)
    sealed = models.BinaryField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "written_at"], name="desk_notes_of_dossier")]

    def __str__(self) -> str:
        return self.public_id


class QueueChoice(models.Model):
    """The filters an officer used last, to begin with them again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    filters = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.filters)
