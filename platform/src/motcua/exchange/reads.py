"""Questions about the exchange."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from motcua.exchange.models import Attempt, LookUpRecord, Transmission
from motcua.ground.repeats import gathered
from motcua.people.actor import Actor
from motcua.people.permissions import PROVINCE, agencies_where, may

UnknownMessage = Transmission.DoesNotExist
"""What sending again raises for a message that is not there."""

STUCK = (Transmission.State.WRONG_DATA, Transmission.State.WRONG_CONFIGURATION)


@dataclass(frozen=True)
class Try:
    """One attempt to tell a partner, with the reply as it came."""

    at: datetime
    outcome: str
    reply: str


def transmissions(about: str) -> list[Transmission]:
    """What partners were told of one dossier, oldest first. One query.

    Each with its ``attempts_made`` as people read them: attempts that got the same reply again are one.
    """
    tries = Attempt.objects.filter(transmission=OuterRef("pk")).order_by("at", "pk")
    made = ArraySubquery(tries.values(row=JSONObject(at="at", outcome="outcome", reply="reply")))
    rows = Transmission.objects.filter(about=about).annotate(kept_tries=made)
    found: list[Any] = list(rows.order_by("event", "partner", "pk"))
    for one in found:
        one.attempts_made = gathered(
            (Try(datetime.fromisoformat(row["at"]), row["outcome"], row["reply"]) for row in one.kept_tries),
            same=lambda one: (one.outcome, one.reply),
        )
    return found


def stuck(actor: Actor) -> QuerySet[Transmission]:
    """The messages that wait for a person, of the agencies whose exchange the actor may see, longest waiting first.

    Who sees the exchange of the whole province (a wrong set-up is an administrator's task) gets all of them.
    """
    found = Transmission.objects.filter(state__in=STUCK).order_by("last_at", "pk")
    if may(actor, "exchange.see", PROVINCE):
        return found
    return found.filter(agency_id__in=agencies_where(actor, "exchange.see"))


def look_ups(about: str) -> list[LookUpRecord]:
    """Who looked somebody up for one dossier, oldest first."""
    return list(LookUpRecord.objects.filter(about=about).order_by("at", "pk"))
