"""Looking a person up: the real plugin, signed SOAP, a real process of the registry."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import making
import pytest
from motcua.audit import verify
from motcua.audit.models import Entry
from motcua.exchange import actions, reads
from motcua.exchange.actions import Wanted
from motcua.exchange.errors import PurposeMissing
from motcua.extensions import breakers, demo, options
from motcua.extensions.discovery import plugins
from motcua_sdk.testkit import partner
from motcua_sdk.values import Identity
from signing import signed_in

HOA = Wanted(
    identity=Identity("personal_id", "051190000001"),
    name="Nguyễn Thị Hoa",
    born="1990-03-08",
    purpose="Đối chiếu người nộp",
    procedure_code="9.000001",
    about="hồ sơ",
)


@pytest.fixture(scope="session")
def registry_address() -> Iterator[str]:
    with partner.running("population_simulator") as address:
        yield address


@pytest.fixture
def office(committed_db: Any, registry_address: str, monkeypatch: pytest.MonkeyPatch) -> making.Office:
    """A staffed office connected to the registry; the clock is the real one, because requests are signed with it."""
    partner.tell(registry_address, "mood")
    monkeypatch.setenv("MOTCUA_POPULATION_SIMULATOR_URL", registry_address)
    demo.load()
    making.published()
    return making.office()


def test_a_person_is_found(office: making.Office) -> None:
    """Number, name and date of birth that fit together give what the registry holds."""
    answer = actions.look_up_person(office.receiver, HOA)
    assert answer.kind == "found"
    assert answer.person is not None
    assert answer.person.name == "Nguyễn Thị Hoa"


def test_no_match_is_no_verdict(office: making.Office) -> None:
    """A name that does not fit gives "no match", with the sentence that this proves nothing."""
    answer = actions.look_up_person(office.receiver, replace(HOA, name="Nguyễn Thị Huệ"))
    assert (answer.kind, answer.person) == ("no_match", None)
    assert "không có nghĩa" in answer.message["vi"]


@pytest.mark.parametrize("trouble", ["down", "drunk", "wrong secret"])
def test_without_the_registry_work_goes_on(
    office: making.Office, registry_address: str, trouble: str
) -> None:
    """Down, drunk or refusing our signature: the officer is told to go on by hand."""
    if trouble == "wrong secret":
        plugin = plugins().loaded["motcua_population"]
        options.save(plugin, options.of(plugin) | {"secret": "not-the-secret"})
    else:
        partner.tell(registry_address, "mood", **{trouble: True})
    answer = actions.look_up_person(office.receiver, HOA)
    assert answer.kind == "unavailable"
    assert "bằng tay" in answer.message["vi"]


def test_a_resting_registry_is_called_by_its_title(office: making.Office) -> None:
    """After several failures the officer reads which registry rests, not the name of a program, and goes on by hand."""
    for _ in range(5):
        breakers.note("motcua_population", "look_up_person", well=False)
    said = actions.look_up_person(office.receiver, HOA).message
    assert "dân cư" in said["vi"]
    assert said["vi"].endswith("Ông/bà vẫn điền tiếp bằng tay được.")
    assert said["en"].endswith("You can go on by hand.")
    assert "motcua_population" not in str(said)


def test_every_look_up_is_on_the_record(office: making.Office) -> None:
    """Who looked, for which dossier and why is kept; the number itself is not."""
    actions.look_up_person(office.receiver, HOA)
    (kept,) = reads.look_ups("hồ sơ")
    assert (kept.actor, kept.purpose, kept.outcome) == (office.receiver.trace, "Đối chiếu người nộp", "found")
    assert "051190000001" not in str(vars(kept))


def test_a_look_up_cannot_be_taken_off_the_record(office: making.Office) -> None:
    """Each look-up stands in the chain of its dossier, or of its draft, with who asked; the purpose only as a seal."""
    dossier = making.submitted(office).dossier
    about = replace(HOA, about=dossier.public_id, dossier_code=dossier.code)
    for wanted in (about, replace(HOA, about="nháp")):
        actions.look_up_person(office.receiver, wanted)
    entries = [one for one in Entry.objects.order_by("pk") if one.kind == "exchange.looked_up"]
    assert [one.chain for one in entries] == [f"dossier:{dossier.public_id}", "draft:nháp"]
    assert {one.actor for one in entries} == {office.receiver.trace}
    assert "Đối chiếu" not in str([one.facts for one in entries])
    assert verify().is_clean


def test_a_look_up_needs_a_purpose(office: making.Office) -> None:
    """Nobody looks a person up without saying why."""
    with pytest.raises(PurposeMissing):
        actions.look_up_person(office.receiver, replace(HOA, purpose=" "))
    assert reads.look_ups("hồ sơ") == []


def test_the_desk_compares_declared_and_registered(office: making.Office) -> None:
    """The officer sees line by line what agrees and what differs."""
    filed = making.filing(office)
    owner = replace(filed.parties[0], name="Nguyễn Thị Hoa", id_number="051190000001", birth="1990-03-08")
    dossier = making.submitted(office, parties=(replace(owner, address="12 Quang Trung"),)).dossier
    page = f"/vi/desk/ho-so/{dossier.public_id}/dan-cu/"
    asked = {
        "id_number": "051190000001",
        "name": "Nguyễn Thị Hoa",
        "born": "1990-03-08",
        "purpose": "Đối chiếu",
    }
    text = signed_in(office.receiver).post(page, asked).content.decode()
    assert text.count("khớp") == 3
    assert "1990-03-08" in text
    assert signed_in(office.leader).post(page, asked).status_code == 403
