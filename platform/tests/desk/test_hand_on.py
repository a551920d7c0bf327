"""Paper taken in at one counter and decided elsewhere goes there from the desk."""

import making
from django.test import TestCase
from motcua.dossiers.actions import assign, take_in
from motcua.dossiers.models import Dossier
from signing import signed_in


def test_a_dossier_decided_elsewhere_does_not_stay_at_the_counter(office: making.Office) -> None:
    """The counter hands it to an officer of the competent agency, named with it; from then on it lies there."""
    there = making.office()
    dossier = making.submitted(office, competent=there.agency.public_id).dossier
    take_in.run(office.receiver, dossier.public_id, take_in.Command())
    page, client = f"/vi/desk/ho-so/{dossier.public_id}/viec/assign/", signed_in(office.receiver)
    text = client.get(page).content.decode()
    assert there.agency.name in text.split('name="holder"', 1)[1].split("</select>", 1)[0]
    key, seen = (text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in ("key", "seen"))
    with TestCase.captureOnCommitCallbacks(execute=True):
        done = client.post(page, {"key": key, "seen": seen, "holder": there.specialist.user})
    assert done.status_code == 302
    assert Dossier.objects.for_system("test").get(pk=dossier.pk).agency == there.agency


def test_nobody_of_an_agency_not_concerned_is_offered(office: making.Office) -> None:
    """Officers of a third agency are in no list; where one agency does all, its officers need no agency beside them."""
    third = making.office()
    dossier = making.taken_in(office)
    assign.run(office.receiver, dossier.public_id, assign.Command(office.specialist.user))
    text = signed_in(office.receiver).get(f"/vi/desk/ho-so/{dossier.public_id}/viec/assign/").content.decode()
    offered = text.split('name="holder"', 1)[1].split("</select>", 1)[0]
    assert office.specialist.user in offered
    assert third.specialist.user not in offered
    assert office.agency.name not in offered
