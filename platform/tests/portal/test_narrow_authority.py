"""A representative may do what the authority says, and the PIN does not widen it; what the PIN itself opens."""

from pathlib import Path
from typing import Any

import making
import pytest
from django.test import Client
from motcua.documents import reads as documents
from motcua.dossiers import codes, letters
from motcua.dossiers.actions import take_in
from motcua.dossiers.filings import PartyEntry
from motcua.dossiers.founding import Born
from motcua.people import permissions
from plain_browser import signed_in

LETTERS = Path(__file__).parents[3] / "themes" / "default" / "letters"


@pytest.fixture
def represented(office: making.Office) -> tuple[Born, Any]:
    """A dossier taken in, and somebody with an account who may only file for its owner."""
    other = making.citizen("Trần Văn Đại Diện")
    owner = making.filing(office).parties[0]
    helper = PartyEntry(
        name="Trần Văn Đại Diện", role="representative", person=other.person or "", authority_scope=("file",)
    )
    born = making.submitted(office, parties=(owner, helper))
    take_in.run(office.receiver, born.dossier.public_id, take_in.Command())
    for number in (1, 2):
        letters.issue(born.dossier.public_id, number)
    return born, other


def everything_shown(client: Client, dossier: str) -> str:
    """The dossier's page and its acknowledgement page."""
    pages = [client.get(f"/vi/ho-so/{dossier}/{rest}") for rest in ("", "da-nop/")]
    assert {page.status_code for page in pages} == {200}
    return "".join(page.content.decode() for page in pages)


def test_a_narrow_representative_never_sees_the_pin(represented: tuple[Born, Any]) -> None:
    """Somebody who may only file sees the dossier, but neither its PIN nor the papers that print it."""
    born, other = represented
    client, dossier = signed_in(other), born.dossier.public_id
    shown = everything_shown(client, dossier)
    assert born.dossier.code in shown
    assert born.pin not in shown
    assert client.get(f"/vi/ho-so/{dossier}/phieu.pdf").status_code == 404
    printed = [
        letter for letter in documents.letters(dossier) if letter.kind in ("acknowledgement", "receipt")
    ]
    assert printed
    for letter in printed:
        assert letter.public_id not in shown
        assert client.get(f"/vi/ho-so/{dossier}/thu/{letter.public_id}/").status_code == 404


def test_the_owner_sees_the_pin_and_the_papers(represented: tuple[Born, Any], office: making.Office) -> None:
    """The owner of the same dossier sees the PIN and downloads the papers that print it."""
    born, _other = represented
    client, dossier = signed_in(office.citizen), born.dossier.public_id
    assert born.pin in everything_shown(client, dossier)
    assert client.get(f"/vi/ho-so/{dossier}/phieu.pdf").status_code == 200
    for letter in documents.letters(dossier):
        assert client.get(f"/vi/ho-so/{dossier}/thu/{letter.public_id}/").status_code == 200


def test_every_letter_that_prints_the_pin_is_known() -> None:
    """No letter prints the PIN without being on the list of those kept from narrow representatives."""
    printing = {path.stem for path in LETTERS.glob("*.typ") if "data.pin" in path.read_text("utf-8")}
    assert printing == codes.PRINTED_ON


def test_the_holder_of_code_and_pin_reads_the_letters(office: making.Office) -> None:
    """Code and PIN open the letters issued to the applicant, because the table of rights says so."""
    born = making.submitted(office)
    browser = Client()
    browser.post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": born.pin})
    letters.issue(born.dossier.public_id, 1)
    letter = documents.letters(born.dossier.public_id)[0].public_id
    assert browser.get(f"/vi/tra-cuu/{born.dossier.public_id}/thu/{letter}/").status_code == 200
    assert permissions.TABLE["dossier.download"]["pin_holder"] == {"slip"}


def test_without_the_right_the_letters_stay_closed(
    office: making.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the right taken from the table, the same browser would get no letter."""
    born = making.submitted(office)
    browser = Client(raise_request_exception=False)
    browser.post("/vi/tra-cuu/", {"ma": born.dossier.code, "pin": born.pin})
    letters.issue(born.dossier.public_id, 1)
    letter = documents.letters(born.dossier.public_id)[0].public_id
    rules = permissions.TABLE["dossier.download"]
    without = {role: where for role, where in rules.items() if role != "pin_holder"}
    monkeypatch.setitem(permissions.TABLE, "dossier.download", without)
    assert browser.get(f"/vi/tra-cuu/{born.dossier.public_id}/thu/{letter}/").status_code == 403
