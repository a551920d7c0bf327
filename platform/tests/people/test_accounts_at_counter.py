"""An account needs neither e-mail nor telephone: the counter opens and resets it with the identity card."""

import re
from datetime import timedelta

import making
import pytest
from django.test import Client
from motcua.audit.models import Entry
from motcua.ground import clock
from motcua.people import reads
from motcua.people.actions import open_account_at_counter, reset_account_at_counter
from motcua.people.actions.open_account_at_counter import Command
from motcua.people.errors import AccountRefused, NotAllowed
from motcua.people.models import Realm, User
from signing import signed_in

CARD = Command("Đinh Thị Xuân", "051 170 000 009", card_seen=True)
OWN = "con đường làng quanh co"
DESK = "/vi/desk/tai-khoan-cong-dan/"


@pytest.fixture
def receiver(db):
    return making.staff(making.agency(), "receiver")


def sign_in(password, login="051170000009"):
    client = Client()
    response = client.post("/vi/dang-nhap/", {"login": login, "password": password})
    return client, response.status_code


def choose_own(client, code):
    answers = {"oldpassword": code, "password1": OWN, "password2": OWN}
    return client.post("/vi/tai-khoan/mat-khau/", answers)


def test_the_code_opens_only_the_page_for_a_new_password(receiver):
    """With the printed code somebody signs in by personal number, must choose a password, then is in."""
    given = open_account_at_counter.run(receiver, CARD)
    client, status = sign_in(given.code)
    assert status == 302
    for page in ("/vi/ho-so/", "/vi/", "/vi/nop/2.000815/"):
        assert client.get(page)["Location"] == "/vi/tai-khoan/mat-khau/"
    assert choose_own(client, given.code).status_code == 302
    assert client.get("/vi/ho-so/").status_code == 200
    assert [sign_in(given.code)[1], sign_in(OWN)[1]] == [200, 302]


def test_a_code_dies_after_seven_days(receiver):
    """A code nobody used within a week signs in no more; the counter gives another one."""
    given = open_account_at_counter.run(receiver, CARD)
    clock.shift(timedelta(days=7, minutes=1))
    assert sign_in(given.code)[1] == 200
    assert sign_in(reset_account_at_counter.run(receiver, CARD).code)[1] == 302


def test_a_forgotten_password_is_replaced_and_others_are_out(receiver):
    """After a reset the old password is worthless and whoever was signed in with it is out."""
    given = open_account_at_counter.run(receiver, CARD)
    client, _status = sign_in(given.code)
    choose_own(client, given.code)
    again = reset_account_at_counter.run(receiver, CARD)
    assert client.get("/vi/ho-so/").status_code == 302
    assert [sign_in(OWN)[1], sign_in(again.code)[1]] == [200, 302]


def test_one_number_has_one_account(receiver):
    """A second account for the same card is refused and the officer told to give a new code instead."""
    open_account_at_counter.run(receiver, CARD)
    with pytest.raises(AccountRefused) as refused:
        open_account_at_counter.run(receiver, CARD)
    assert "cấp lại mã" in refused.value.sentences["vi"]
    assert User.objects.filter(realm=Realm.CITIZEN).count() == 1


def test_pressed_twice_counts_once(receiver):
    """The same form sent twice opens one account and shows the same code."""
    codes = {open_account_at_counter.run(receiver, CARD, idempotency_key="k").code for _ in range(2)}
    assert len(codes) == 1


@pytest.mark.parametrize(
    "card",
    [
        Command("Đinh Thị Xuân", "051170000009", card_seen=False),
        Command("Đinh Thị Xuân", "51170000009", card_seen=True),
        Command("Đinh Thị Xuân", "05117000000x", card_seen=True),
    ],
)
def test_without_a_card_there_is_no_code(receiver, card):
    """A card nobody saw and a number no card bears give no code, for opening and for resetting."""
    for act in (open_account_at_counter, reset_account_at_counter):
        with pytest.raises(AccountRefused):
            act.run(receiver, card)


def test_the_name_on_the_card_must_be_the_accounts(receiver):
    """Somebody else's number with another name resets nothing; diacritics and case do not matter."""
    given = open_account_at_counter.run(receiver, CARD)
    with pytest.raises(AccountRefused):
        reset_account_at_counter.run(receiver, Command("Kẻ Khác", CARD.id_number, card_seen=True))
    assert sign_in(given.code)[1] == 302
    reset_account_at_counter.run(receiver, Command("DINH THI XUAN", CARD.id_number, card_seen=True))
    assert sign_in(given.code)[1] == 200


@pytest.mark.parametrize("role", ["specialist", "leader", "returner", "agency_admin"])
def test_only_the_counter_does_it(db, role):
    """Whoever does not take papers in neither opens nor resets accounts, nor sees the page."""
    officer = making.staff(making.agency(), role)
    for act in (open_account_at_counter, reset_account_at_counter):
        with pytest.raises(NotAllowed):
            act.run(officer, CARD)
    assert signed_in(officer).get(DESK).status_code == 403


def test_it_is_on_the_record_without_the_number(receiver):
    """The record says which officer opened and reset the account, and holds no number and no code."""
    given = open_account_at_counter.run(receiver, CARD)
    reset_account_at_counter.run(receiver, CARD)
    entries = list(Entry.objects.filter(chain=f"person:{given.user.person.public_id}").order_by("number"))
    assert [one.kind for one in entries] == ["person.account_opened", "person.account_reset"]
    assert {one.actor for one in entries} == {f"staff:{receiver.user}"}
    assert not [one for one in entries if "051170000009" in str(one.facts) or given.code in str(one.facts)]


def test_the_page_prints_the_code_once(receiver):
    """The officer types what stands on the card and gets the slip; the form asks for what is missing."""
    client = signed_in(receiver)
    page = client.get(DESK).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    card = {"id_number": CARD.id_number, "name": CARD.name, "key": key, "act": "open"}
    assert client.post(DESK, card).status_code == 422
    slip = client.post(DESK, card | {"card_seen": "on"})
    code = re.search(r'id="given-code">([^<]+)<', slip.content.decode()).group(1)
    assert slip["Cache-Control"] == "private, no-store"
    assert (
        sign_in(code, reads.user_named(Realm.CITIZEN, User.objects.get(realm="citizen").username).username)[1]
        == 302
    )
    again = client.post(DESK, card | {"card_seen": "on", "key": "another"}).content.decode()
    assert "Số định danh này đã có tài khoản" in again
