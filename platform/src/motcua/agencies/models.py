"""Tables of the province's organisation: places and agencies, each with the dates between which it exists."""

from django.db import models

from motcua.ground.dated import Dated
from motcua.ground.ids import PublicIdField
from motcua.ground.names import search_key


class PlaceClass(models.TextChoices):
    STANDARD = "standard"
    REMOTE = "remote"


class Place(Dated):
    """A province or a ward, commune or special zone, under the code of the General Statistics Office."""

    class Kind(models.TextChoices):
        PROVINCE = "province"
        DISTRICT = "district"
        WARD = "ward"

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    name_norm = models.CharField(max_length=120, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    place_class = models.CharField(max_length=10, choices=PlaceClass, default=PlaceClass.STANDARD)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="agencies_place_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_norm = search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Agency(Dated):
    """An agency or unit; both generations of its identifier are kept, neither is derived from the other.

    code_new: QĐ 20/2020/QĐ-TTg, level 1 first ("H48.10"); code_old: QCVN 102:2016, level 1 last
    ("000.00.10.H48"). opening_calendar names the catalogue's calendar of its opening hours.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province"
        COMMUNE = "commune"
        DEPARTMENT = "department"
        LAND_OFFICE = "land_office"
        TAX = "tax"

    public_id = PublicIdField()
    code_new = models.CharField(max_length=35)
    code_old = models.CharField(max_length=35, blank=True, default="")
    name = models.CharField(max_length=200)
    name_norm = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    place_class = models.CharField(max_length=10, choices=PlaceClass, default=PlaceClass.STANDARD)
    one_stop = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True, default="")
    telephone = models.CharField(max_length=40, blank=True, default="")
    opening_calendar = models.CharField(max_length=40, blank=True, default="")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["code_new", "valid_from"], name="agencies_agency_code"),
        ]
        indexes = [models.Index(fields=["code_old"], name="agencies_by_old_code")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_norm = search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Competence(Dated):
    """From when to when an agency of some kind serves a place (land and tax offices serve several wards)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="competences")
    place = models.ForeignKey(Place, models.PROTECT, related_name="competences")
    sector = models.CharField(max_length=40, blank=True, default="")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["agency", "place", "sector", "valid_from"], name="agencies_one_competence"
            ),
        ]
