"""The first page of each kind of staff: where their work is."""

from django.urls import reverse

from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, may

EDITOR = "/admin/"


def staff_home(actor: Actor, language: str = "vi") -> str:
    """The desk for whoever works on dossiers, the catalogue's editor for editors and approvers of procedures.

    System administrators begin with the messages that are stuck.
    """
    desk = f"/{language}/desk/"
    if may(actor, "dossier.list", OWN_AGENCY):
        return desk
    if may(actor, "procedure.work_on"):
        return EDITOR
    return reverse("desk_stuck") if may(actor, "exchange.see") else desk
