"""Telephone calls: the office sees whom no notice reached, and says who called."""

from datetime import date

import making
import pytest
from django.test import Client
from motcua.dossiers.actions import extend_with_apology
from motcua.notices import channels
from motcua.outbox.delivering import deliver_due
from signing import signed_in


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> making.Office:
    monkeypatch.delitem(channels.channels, "email", raising=False)
    making.set_clock("2026-07-01 09:30")
    making.published()
    return making.office()


def owed_call(at: making.Office) -> str:
    dossier = making.in_process(at)
    command = extend_with_apology.Command(date(2026, 7, 20), "Phải đo lại thửa đất.")
    extend_with_apology.run(at.leader, dossier.public_id, command)
    for _ in range(10):
        if not deliver_due():
            break
    return str(dossier.code)


def test_a_call_is_listed_made_and_gone(office: making.Office) -> None:
    """The list shows name, number and words; pressing "I have called" takes the line away."""
    code = owed_call(office)
    browser: Client = signed_in(office.receiver)
    page = browser.get("/vi/desk/goi-dien/").content.decode()
    assert code in page
    assert "0912345678" in page
    assert "Nguyễn Thị Thử" in page
    assert "20/07/2026" in page
    notice = page.split('name="notice" value="')[1].split('"')[0]

    browser.post("/vi/desk/goi-dien/da-goi/", {"notice": notice})

    assert code not in browser.get("/vi/desk/goi-dien/").content.decode()


def test_another_office_neither_sees_nor_closes_it(office: making.Office) -> None:
    """An officer of another agency does not see the call and cannot close it."""
    code = owed_call(office)
    mine, other = signed_in(office.receiver), signed_in(making.office().receiver)
    notice = mine.get("/vi/desk/goi-dien/").content.decode().split('name="notice" value="')[1].split('"')[0]

    assert code not in other.get("/vi/desk/goi-dien/").content.decode()
    assert other.post("/vi/desk/goi-dien/da-goi/", {"notice": notice}).status_code == 403
    assert code in mine.get("/vi/desk/goi-dien/").content.decode()
