"""Questions about the exchange."""

from django.db.models import QuerySet

from motcua.exchange.models import LookUpRecord, Transmission
from motcua.people.actor import Actor
from motcua.people.permissions import PROVINCE, may

UnknownMessage = Transmission.DoesNotExist
"""What sending again raises for a message that is not there."""

STUCK = (Transmission.State.WRONG_DATA, Transmission.State.WRONG_CONFIGURATION)


def transmissions(about: str) -> list[Transmission]:
    """What partners were told of one dossier, oldest first, with every attempt."""
    rows = Transmission.objects.filter(about=about).prefetch_related("tries")
    return list(rows.order_by("event", "partner", "pk"))


def stuck(actor: Actor) -> QuerySet[Transmission]:
    """The messages of the actor's agencies that wait for a person, longest waiting first.

    Who sees the exchange of the whole province (a wrong set-up is an administrator's task) gets all of them.
    """
    found = Transmission.objects.filter(state__in=STUCK).order_by("last_at", "pk")
    return found if may(actor, "exchange.see", PROVINCE) else found.filter(agency_id__in=actor.agencies)


def look_ups(about: str) -> list[LookUpRecord]:
    """Who looked somebody up for one dossier, oldest first."""
    return list(LookUpRecord.objects.filter(about=about).order_by("at", "pk"))
