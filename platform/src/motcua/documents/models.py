"""The letters that were issued; a letter is never rendered again."""

from django.db import models
from django.db.models import UniqueConstraint

from motcua.ground.ids import PublicIdField


class Letter(models.Model):
    """One printed paper: which act of which dossier it belongs to, and where its PDF lies.

    ``about`` is the public id of the dossier, ``number`` the number of the event that owed the letter.
    """

    public_id = PublicIdField()
    about = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    layout = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    file = models.OneToOneField("ground.StoredFile", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["about", "kind", "number"], name="letter_issued_once")]
        indexes = [models.Index(fields=["about", "issued_at"], name="letter_of_dossier")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
