"""A form of the desk without its key, or with one nobody gave out, changes nothing and says why."""

import making
import pytest
from motcua.dossiers.models import Dossier
from signing import signed_in


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_an_act_without_a_usable_key_is_refused(office: making.Office, key: str) -> None:
    """Pressed twice it would count twice: nothing is done, and the officer reads to load the page again."""
    dossier = making.submitted(office).dossier
    address = f"/vi/desk/ho-so/{dossier.public_id}/viec/take_in/"
    sent = {"seen": str(dossier.revision), **({"key": key} if key else {})}

    answer = signed_in(office.receiver).post(address, sent)

    assert answer.status_code == 422
    assert "Hãy tải lại trang rồi gửi lại" in answer.content.decode()
    assert Dossier.objects.for_system("test").get(pk=dossier.pk).state == "submitted"


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_an_account_is_not_opened_without_a_usable_key(office: making.Office, key: str) -> None:
    """The same where the counter opens an account."""
    sent = {"act": "open", "id_number": "051190000777", "name": "Trần Thị Thử", "card_seen": "on", "key": key}
    answer = signed_in(office.receiver).post("/vi/desk/tai-khoan-cong-dan/", sent)
    assert answer.status_code == 422
    assert "Hãy tải lại trang rồi gửi lại" in answer.content.decode()
