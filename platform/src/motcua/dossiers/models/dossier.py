"""The row people work on: where a dossier stands. It always equals the fold of its events."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from motcua.dossiers.life import NEVER
from motcua.dossiers.lifecycle import JUDGED, OPEN, STATES
from motcua.dossiers.models.party import Party
from motcua.ground.ids import PublicIdField
from motcua.people import permissions
from motcua.people.actor import Actor
from motcua.people.scoping import ScopedQuerySet

_OPEN = models.Q(state__in=[str(state) for state in OPEN])


class DossierQuerySet(ScopedQuerySet):  # type: ignore[type-arg]
    """Dossiers are protected: every question says for whom it asks."""

    def scope_of(self, actor: Actor) -> models.Q:
        """Staff: what an agency of theirs holds, took in or decides. Citizens: where they are a party.
        Without an account: the one dossier whose PIN was entered.
        """
        if actor.kind == "system":
            return models.Q()
        if actor.kind == "staff":
            seeing = permissions.TABLE["dossier.see"]
            mine = [agency for role, agency in actor.roles if role in seeing]
            return models.Q(agency__in=mine) | models.Q(received_by__in=mine) | models.Q(competent__in=mine)
        if actor.kind == "citizen" and actor.person:
            return models.Q(pk__in=Party.objects.standing_for(actor.person).values("dossier"))
        if actor.kind == "pin_holder":
            return models.Q(public_id=actor.user)
        return models.Q(pk__in=[])


class Dossier(models.Model):
    """One dossier. ``version`` pins form, fees, papers, limits and texts for life.

    ``agency`` holds it now, ``received_by`` took it in, ``competent`` decides it; they may all differ.
    ``due`` judges the verdict; ``promised`` is the day the applicant was told. ``revision`` grows with every
    action.
    """

    public_id = PublicIdField()
    code = models.CharField(max_length=60, unique=True)
    pin_commitment = models.CharField(max_length=71)
    pin_sealed = models.BinaryField()
    version = models.ForeignKey("catalog.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    case = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    place = models.CharField(max_length=20)
    applicant_kind = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="vi")
    sensitive = models.BooleanField(default=False)
    name_norm = models.CharField(max_length=200)

    received_by = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    competent = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")

    state = models.CharField(max_length=20)
    step = models.CharField(max_length=40, blank=True, default="")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=40, blank=True, default="")
    outcome = models.CharField(max_length=20, blank=True, default="")
    rounds = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    promised = models.DateField(null=True)
    due = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    legal_due = models.DateField(null=True)
    act_by = models.DateField(default=NEVER)
    provisional = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, default="open")
    calendar = models.CharField(max_length=80, blank=True, default="")

    revision = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=71, blank=True, default="")

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in STATES]), name="dossiers_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="open") | models.Q(state__in=[str(state) for state in JUDGED]),
                name="dossiers_verdict_at_the_end",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "act_by", "id"], condition=_OPEN, name="dossiers_queue"),
            models.Index(fields=["holder", "act_by", "id"], condition=_OPEN, name="dossiers_queue_of_holder"),
            GinIndex(OpClass("name_norm", name="gin_trgm_ops"), condition=_OPEN, name="dossiers_open_names"),
            models.Index(fields=["agency", "-submitted_at"], name="dossiers_by_agency"),
            models.Index(fields=["name_norm"], name="dossiers_names", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.code
