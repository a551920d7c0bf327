"""The acts: each a plain form post, refused with words, done once."""

from typing import Any

import making
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from motcua.dossiers import reads
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor
from signing import signed_in

WHY = "Bản vẽ còn thiếu chữ ký, đề nghị bổ sung."


def address(dossier: Dossier, act: str) -> str:
    return f"/vi/desk/ho-so/{dossier.public_id}/viec/{act}/"


def page(actor: Actor, dossier: Dossier, act: str) -> Any:
    return signed_in(actor).get(address(dossier, act))


def hidden(text: str, name: str) -> str:
    return text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def do(actor: Actor, dossier: Dossier, act: str, **entered: Any) -> Any:
    """Open the page of the act and send its form, as a browser without script does."""
    client = signed_in(actor)
    shown = client.get(address(dossier, act))
    assert shown.status_code == 200, shown.content.decode()[:500]
    text = shown.content.decode()
    fresh = {"key": hidden(text, "key"), "seen": hidden(text, "seen")}
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address(dossier, act), fresh | entered)


def state(dossier: Dossier) -> str:
    return Dossier.objects.for_system("test").get(pk=dossier.pk).state


def test_the_whole_way_by_plain_forms(office: making.Office) -> None:
    """An online dossier goes from intake to return by plain form posts alone."""
    dossier = making.submitted(office).dossier
    assert do(office.receiver, dossier, "take_in").status_code == 302
    assert do(office.receiver, dossier, "assign", holder=office.specialist.user).status_code == 302
    asked = do(
        office.specialist, dossier, "request_supplement", text=WHY, components="map", fields_asked="copies"
    )
    assert asked.status_code == 302
    making.set_clock("2026-07-02 10:00")
    done = do(office.specialist, dossier, "accept_supplement", happened_at="2026-07-02T09:59")
    assert done.status_code == 302
    assert (
        do(office.specialist, dossier, "ask_opinion", text=WHY, agency=making.agency().public_id).status_code
        == 302
    )
    asked_of = reads.folder(office.specialist, dossier.public_id).facts.life.waits[0].key
    assert do(office.specialist, dossier, "record_opinion", text=WHY, agency=asked_of).status_code == 302
    assert do(office.specialist, dossier, "request_financial_duty", reference="PC-1").status_code == 302
    assert do(office.specialist, dossier, "confirm_financial_duty", reference="GNT-1").status_code == 302
    file = SimpleUploadedFile("ket-qua.pdf", making.PDF, "application/pdf")
    assert (
        do(office.leader, dossier, "decide", result="permit", number="12/GP", files=file).status_code == 302
    )
    assert (
        do(office.receiver, dossier, "request_payment", lines=["copy_fee", "permit_fee"]).status_code == 302
    )
    paid = do(
        office.receiver,
        dossier,
        "confirm_payment",
        lines=["copy_fee", "permit_fee"],
        method="cash",
        reference="BL-1",
    )
    assert paid.status_code == 302
    returned = do(
        office.returner, dossier, "return_result", receiver="Nguyễn Thị Thử", id_checked="on", way="counter"
    )
    assert returned.status_code == 302
    assert state(dossier) == "returned"
    text = signed_in(office.receiver).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    assert "ket-qua.pdf" in text
    assert "Người nhận: Nguyễn Thị Thử" in text
