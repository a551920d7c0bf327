"""What the desk offers depends on the procedure version the dossier is pinned to."""

import making
import pytest
import small_procedure
from motcua.desk.views.telephone import spoken
from motcua.dossiers.actions import request_payment, request_supplement
from motcua.dossiers.models import Dossier
from signing import signed_in


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


@pytest.mark.parametrize("act", ["request_financial_duty", "ask_opinion", "request_payment"])
def test_no_wait_the_procedure_does_not_know(copies: Dossier, act: str) -> None:
    """Where the procedure knows no tax office, no other agency and no fee, none is offered, nor by its address."""
    from motcua.people.models import User
    from motcua.people.reads import actor_of_user

    client = signed_in(actor_of_user(User.objects.get(pk=copies.holder_id)))
    address = f"/vi/desk/ho-so/{copies.public_id}/"
    text = client.get(address).content.decode()
    assert f"/viec/{act}/" not in text
    assert "/viec/decide/" in text
    assert client.get(f"{address}viec/{act}/").status_code == 409


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
