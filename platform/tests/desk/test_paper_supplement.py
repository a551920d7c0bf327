"""The page on which an officer accepts a supplement."""

import lxml.html
import making
import pytest
from django.test import Client
from motcua.dossiers import reads
from motcua.dossiers.actions import answer_supplement, request_supplement
from motcua.dossiers.models import Dossier
from signing import signed_in


@pytest.fixture
def asked(office: making.Office) -> Dossier:
    """The number of copies and a map were asked for."""
    dossier = making.in_process(office)
    command = request_supplement.Command("Bổ sung số bản sao và bản đồ.", ("copies",), ("map",))
    return request_supplement.run(office.specialist, dossier.public_id, command)


def page(client: Client, dossier: Dossier) -> lxml.html.HtmlElement:
    answer = client.get(f"/vi/desk/ho-so/{dossier.public_id}/viec/accept_supplement/")
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content.decode())


def send(client: Client, dossier: Dossier, **changed: str) -> int:
    """The page's form as a browser sends it, with what was typed."""
    form = next(one for one in page(client, dossier).forms if one.method == "POST" and "seen" in one.fields)
    values = {name: value for name, value in form.form_values() if name} | changed
    address = f"/vi/desk/ho-so/{dossier.public_id}/viec/accept_supplement/"
    return int(client.post(address, values).status_code)


def test_paper_is_typed_in(office: making.Office, asked: Dossier) -> None:
    """The page shows the answers asked for, and no other; what is typed becomes the answer."""
    client = signed_in(office.receiver)
    names = {one.name for one in page(client, asked).xpath("//main//*[@name]")}
    assert "copies" in names
    assert "full_name" not in names
    making.set_clock("2026-07-02 10:00")
    typed = {"copies": "7", "happened_at": "09:00 02/07/2026"}
    assert send(client, asked, **typed) == 302
    assert reads.answers(office.specialist, asked.public_id).now["copies"] == 7


def test_what_cannot_be_read_comes_back(office: making.Office, asked: Dossier) -> None:
    """Nonsense in a box comes back with its problem and changes nothing."""
    client = signed_in(office.receiver)
    making.set_clock("2026-07-02 10:00")
    assert send(client, asked, copies="nhiều", happened_at="09:00 02/07/2026") == 422
    assert reads.answers(office.specialist, asked.public_id).now["copies"] == 2


def test_without_a_change_nothing_is_typed_over(office: making.Office, asked: Dossier) -> None:
    """Boxes left as they are change nothing."""
    client = signed_in(office.receiver)
    making.set_clock("2026-07-02 10:00")
    assert send(client, asked, happened_at="09:00 02/07/2026") == 302
    assert reads.answers(office.specialist, asked.public_id).changed == ()


def test_an_online_answer_is_only_accepted(office: making.Office, asked: Dossier) -> None:
    """What came online is not shown for changing; the status says that it waits for the officer."""
    answer_supplement.run(office.citizen, asked.public_id, answer_supplement.Command({"copies": 3}))
    client = signed_in(office.receiver)
    assert not page(client, asked).xpath("//main//*[@name='copies']")
    for address in ("/vi/desk/?tab=open", f"/vi/desk/ho-so/{asked.public_id}/"):
        assert "chờ cán bộ kiểm tra" in client.get(address).content.decode()
    assert send(client, asked) == 302
