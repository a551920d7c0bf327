"""What the desk offers depends on the procedure version the dossier is pinned to."""

import json
from pathlib import Path

import making
import pytest
import small_procedure
from motcua.desk.views.telephone import spoken
from motcua.dossiers.actions import request_payment, request_supplement
from motcua.dossiers.filings import Paper
from motcua.dossiers.models import Dossier
from signing import signed_in

SEEDS = Path(__file__).parents[3] / "catalog" / "procedures"


@pytest.fixture
def copies(db: None) -> Dossier:
    """A dossier of a procedure in which nobody waits for anything but a supplement, and nothing is to be paid."""
    making.set_clock("2026-07-01 09:30")
    document = small_procedure.document()
    document["fees"] = []
    for deadline in document["deadlines"]:
        deadline["pauses"] = [one for one in deadline["pauses"] if one["reason"] == "supplement"]
    document["scenarios"][0]["expect"]["total"] = 0
    making.published(document)
    return making.in_process(making.office())


@pytest.mark.parametrize("act", ["request_financial_duty", "request_payment"])
def test_no_wait_the_procedure_does_not_know(copies: Dossier, act: str) -> None:
    """Where the procedure knows no tax office and no fee, neither is offered, nor by its address."""
    from motcua.people.models import User
    from motcua.people.reads import actor_of_user

    client = signed_in(actor_of_user(User.objects.get(pk=copies.holder_id)))
    address = f"/vi/desk/ho-so/{copies.public_id}/"
    text = client.get(address).content.decode()
    assert f"/viec/{act}/" not in text
    assert "/viec/decide/" in text
    assert client.get(f"{address}viec/{act}/").status_code == 409


def test_another_agency_may_always_be_asked(copies: Dossier) -> None:
    """An opinion may be asked for where the law gives no pause for it: the clock then goes on."""
    from motcua.people.models import User
    from motcua.people.reads import actor_of_user

    client = signed_in(actor_of_user(User.objects.get(pk=copies.holder_id)))
    assert "/viec/ask_opinion/" in client.get(f"/vi/desk/ho-so/{copies.public_id}/").content.decode()


@pytest.mark.parametrize("act", ["request_financial_duty", "ask_opinion", "request_payment"])
def test_every_wait_the_procedure_knows(office: making.Office, act: str) -> None:
    """Where the procedure knows them and a fee is owed, they are offered."""
    dossier = making.in_process(office)
    client = signed_in(office.specialist)
    assert f"/viec/{act}/" in client.get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()


def test_what_was_asked_already_is_not_offered_again(office: making.Office) -> None:
    """While a supplement or a payment is awaited, asking for it is not offered; accepting it comes first."""
    dossier = making.in_process(office)
    request_supplement.run(
        office.specialist, dossier.public_id, request_supplement.Command("Bổ sung bản đồ.", (), ("map",))
    )
    request_payment.run(office.specialist, dossier.public_id, request_payment.Command())
    text = signed_in(office.specialist).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    for act in ("request_supplement", "request_payment"):
        assert f"/viec/{act}/" not in text
    assert text.index("/viec/accept_supplement/") < text.index("/viec/assign/")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (
            "Hồ sơ H48-1 cần bổ sung. Xem nội dung tại http://cong.vn/vi/tra-cuu/?ma=H48-1",
            "Hồ sơ H48-1 cần bổ sung.",
        ),
        ("Đã có kết quả.", "Đã có kết quả."),
    ],
)
def test_no_address_is_read_out(text: str, heard: str) -> None:
    """What is read out on the telephone holds no web address."""
    assert spoken(text) == heard


def test_a_supplement_asks_only_what_this_dossier_was_asked(office: making.Office) -> None:
    """For a citizen's transfer of land: its own questions under the form's headings, and its own papers."""
    document = json.loads((SEEDS / "land_change.json").read_text())
    making.published(document)
    scenario = next(one for one in document["scenarios"] if one["situation"]["case"] == "transfer")
    land = making.filing(
        office,
        procedure="1.013831",
        case="transfer",
        channel="direct",
        answers=scenario["answers"],
        papers={one["id"]: Paper(originals=1) for one in document["components"]},
    )
    dossier = making.paper_intake(office, land).dossier
    client = signed_in(office.receiver)
    address = f"/vi/desk/ho-so/{dossier.public_id}/viec/request_supplement/"
    text = client.get(address).content.decode()
    for shown in ('value="owner_name"', 'value="contract"', ">Nội dung biến động</legend>"):
        assert shown in text
    for other in (
        "organisation_name",
        "representative_id",
        "will",
        "gift_deed",
        "split_drawing",
        "commitment",
    ):
        assert f'value="{other}"' not in text, other
    assert text.index('"owner_name"') < text.index('"parcel_number"') < text.index('"price"')
    entered = {"key": "asks-1", "seen": dossier.revision, "text": "Giá trên đơn khác hợp đồng."}
    kept = client.post(address, entered | {"fields_asked": "price", "text": ""}).content.decode()
    assert 'value="price" id' in kept
    assert " checked" in kept.split('value="price"', 1)[1][:80]
    assert (
        client.post(address, entered | {"fields_asked": ["price"], "components": ["contract"]}).status_code
        == 302
    )


def test_a_presence_may_be_asked_for_again_and_a_declaration_not(office: making.Office) -> None:
    """A tick that says a paper is there may be asked to be corrected; a declaration never is."""
    document = small_procedure.document()
    fields, items = document["form"]["data"]["properties"], document["form"]["pages"][0]["items"]
    for name, declares in (("sketch_there", False), ("commitment", True)):
        question = {"type": "tick", "label": {"vi": name, "en": name}, "sensitivity": "none"}
        more = {"required": True, "declaration": True} if declares else {}
        fields[name] = {"type": "boolean", "x-field": question | more}
        items.append({"field": name})
    for scenario in document["scenarios"]:
        scenario["answers"] |= {"commitment": True, "sketch_there": True}
    making.published(document | {"id": "ticked", "code": "9.000099"})
    answers = {"full_name": "Nguyễn Thị Thử", "copies": 2, "commitment": True, "sketch_there": True}
    dossier = making.submitted(office, procedure="9.000099", answers=answers).dossier
    address = f"/vi/desk/ho-so/{dossier.public_id}/viec/request_supplement/"
    text = signed_in(office.receiver).get(address).content.decode()
    assert 'value="sketch_there"' in text
    assert 'value="commitment"' not in text
