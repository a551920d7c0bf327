"""Signing in: two realms, a second factor for staff, no e-mail for anybody."""

import html
import re
import time

import pytest
from django.contrib.sessions.models import Session
from motcua.agencies import demo as agencies_demo
from motcua.people import demo
from motcua.people.models import Realm, User

pytestmark = pytest.mark.django_db

STAFF_PAGE, CITIZEN_PAGE = "/vi/desk/dang-nhap/", "/vi/dang-nhap/"


@pytest.fixture(autouse=True)
def people(settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    agencies_demo.load()
    demo.load()


def sign_in_citizen(client, username="hoa", password=demo.PASSWORD):
    return client.post(CITIZEN_PAGE, {"login": username, "password": password})


def sign_in_staff(client, username="tiepnhan"):
    response = client.post(STAFF_PAGE, {"login": username, "password": demo.PASSWORD})
    assert response["Location"] == "/vi/desk/xac-thuc/"
    code = re.search(r'id="demo-code">(\d{6})<', client.get("/vi/desk/xac-thuc/").content.decode()).group(1)
    return client.post("/vi/desk/xac-thuc/", {"code": code})


def realm_cookies(client):
    return {name for name, morsel in client.cookies.items() if name.startswith("motcua_") and morsel.value}


def entered(client, page="/vi/desk/bao-mat/"):
    return client.get(page).status_code == 200


def test_a_citizen_signs_in_without_e_mail(client):
    """Username and password are enough for a citizen."""
    assert sign_in_citizen(client)["Location"] == "/vi/"
    assert realm_cookies(client) == {"motcua_citizen"}


@pytest.mark.parametrize("typed", ["051190000001", "051 190 000 001"])
def test_a_confirmed_personal_id_works_as_username(client, typed):
    """A citizen whose identity card was seen at the counter may type its number instead of the username."""
    assert sign_in_citizen(client, typed).status_code == 302


def test_an_unconfirmed_personal_id_opens_nothing(client):
    """Writing somebody else's number into an account gives no right to sign in with it."""
    person = User.objects.get(realm=Realm.CITIZEN, username="hoa").person
    person.personal_id_verified_at = None
    person.save()
    assert sign_in_citizen(client, "051190000001").status_code == 200


def test_a_username_cannot_take_over_a_confirmed_personal_id(client):
    """Typed digits mean the person whose identity card was seen, even where a username has the same digits."""
    User.objects.create_user("051190000001", "mat-khau-cua-ke-khac", realm=Realm.CITIZEN)
    client.defaults["REMOTE_ADDR"] = "203.0.113.31"
    assert sign_in_citizen(client, "051190000001", "mat-khau-cua-ke-khac").status_code == 200
    assert sign_in_citizen(client, "051190000001").status_code == 302
    hoa = User.objects.get(realm=Realm.CITIZEN, username="hoa")
    assert Session.objects.get().get_decoded()["_auth_user_id"] == str(hoa.pk)


@pytest.mark.parametrize(
    "number", ["051190000009", "051.190.000.009", "212345678", "0905-000-009", "+84905000009"]
)
def test_a_number_is_no_username(client, number):
    """Nobody opens an account whose username looks like a personal id or a telephone number."""
    given = {"username": number, "password1": "mot-mat-khau-rat-dai", "full_name": "Trần Thị Thử"}
    response = client.post("/vi/dang-ky/", given, REMOTE_ADDR="203.0.113.32")
    assert response.status_code == 200
    assert "cần có ít nhất một chữ cái" in html.unescape(response.content.decode())
    assert not User.objects.filter(username=number).exists()


def test_staff_need_the_second_factor(client):
    """The password alone opens no page of the desk; with the one-time code it does."""
    client.post(STAFF_PAGE, {"login": "tiepnhan", "password": demo.PASSWORD})
    assert not entered(client)
    client.cookies.clear()
    assert sign_in_staff(client)["Location"] == "/vi/desk/"
    assert entered(client)
    assert realm_cookies(client) == {"motcua_staff"}


@pytest.mark.parametrize(
    ("username", "home"),
    [
        ("tiepnhan", "/vi/desk/"),
        ("lanhdao", "/vi/desk/"),
        ("bientap", "/admin/"),
        ("pheduyet", "/admin/"),
        ("quantri", "/vi/desk/gui-lai/"),
    ],
)
def test_everybody_lands_where_their_work_is(client, username, home):
    """After signing in, and from the desk's first page, nobody meets a page they may not open."""
    assert sign_in_staff(client, username)["Location"] == home
    page = client.get("/vi/desk/", follow=True)
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == home


def test_the_editor_calls_people_by_their_name(client):
    """The menu of the catalogue's editor shows the person's name, not the key of the sign-in."""
    sign_in_staff(client, "bientap")
    page = client.get("/admin/").content.decode()
    assert "Huỳnh Thị Mai" in unescaped(page)
    assert "staff:bientap" not in page


def unescaped(page):
    """The page with the \\u escapes of its data written out."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda sign: chr(int(sign.group(1), 16)), html.unescape(page))


def test_a_wrong_code_opens_nothing(client):
    """A guessed one-time code leaves the desk closed."""
    client.post(STAFF_PAGE, {"login": "tiepnhan", "password": demo.PASSWORD})
    assert client.post("/vi/desk/xac-thuc/", {"code": "000000"}).status_code == 200
    assert not entered(client)


def test_staff_without_a_second_factor_are_led_to_set_it_up(client):
    """A new officer sees only the set-up page until the authenticator app works."""
    User.objects.create_user("moi", demo.PASSWORD, realm=Realm.STAFF)
    client.post(STAFF_PAGE, {"login": "moi", "password": demo.PASSWORD})
    assert client.get("/vi/desk/bao-mat/")["Location"] == "/vi/desk/bao-mat/ung-dung/"
    page = client.get("/vi/desk/bao-mat/ung-dung/")
    key = re.search(r'id="totp-key">([A-Z2-7]+)<', page.content.decode()).group(1)
    answer = client.post("/vi/desk/bao-mat/ung-dung/", {"code": one_time_code(key)})
    assert answer["Location"] == "/vi/desk/bao-mat/ma-du-phong/"
    assert client.get(answer["Location"]).status_code == 200
    assert entered(client)


def test_a_second_factor_is_set_up_once(client):
    """Whoever has a second factor is led to the list of their factors instead of a broken page."""
    sign_in_staff(client)
    response = client.get("/vi/desk/bao-mat/ung-dung/")
    assert response.status_code == 302
    assert response["Location"] == "/vi/desk/bao-mat/"


def one_time_code(key):
    """RFC 6238 by hand: SHA-1, 30 seconds, six digits."""
    import base64
    import hashlib
    import hmac
    import struct

    digest = hmac.new(base64.b32decode(key), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_the_editors_own_sign_in_page_is_closed(client):
    """The catalogue editor's built-in page, which asks no second factor, leads to ours."""
    for page in ("/admin/login/", "/admin/password_reset/", "/admin/"):
        assert client.get(page)["Location"].startswith(STAFF_PAGE)
    client.post("/admin/login/", {"username": "staff:quantri", "password": demo.PASSWORD})
    assert client.get("/admin/")["Location"].startswith(STAFF_PAGE)


def test_a_citizens_session_opens_no_desk(client):
    """Neither a citizen's account nor their cookie under the other name enters the desk."""
    assert client.post(STAFF_PAGE, {"login": "hoa", "password": demo.PASSWORD}).status_code == 200
    sign_in_citizen(client)
    client.cookies["motcua_staff"] = client.cookies["motcua_citizen"].value
    assert not entered(client)


def test_a_staff_session_is_nobody_on_citizen_pages(client):
    """An officer's cookie under the citizens' name counts as not signed in there."""
    sign_in_staff(client)
    client.cookies["motcua_citizen"] = client.cookies["motcua_staff"].value
    assert client.get("/vi/tai-khoan/mat-khau/").status_code == 302


def test_usernames_are_unique_per_realm_only(client):
    """A citizen may bear an officer's username and still never enters the desk."""
    User.objects.create_user("TiepNhan", "mat-khau-cua-toi-khac", realm=Realm.CITIZEN)
    assert sign_in_citizen(client, "tiepnhan", "mat-khau-cua-toi-khac").status_code == 302
    assert (
        client.post(STAFF_PAGE, {"login": "tiepnhan", "password": "mat-khau-cua-toi-khac"}).status_code == 200
    )


def test_every_problem_of_an_empty_sign_up_names_its_box(client):
    """“This is required” three times helps nobody: each sentence says which box it speaks of."""
    page = client.post("/vi/dang-ky/", {}).content.decode()
    for box in ("Họ và tên", "Tên đăng nhập", "Mật khẩu"):
        assert f">{box}: Trường này là bắt buộc.</a>" in page


def test_a_citizen_opens_an_account(client):
    """Full name, username and a long password open an account; nothing else is asked."""
    filled = {"full_name": "Đặng Thị Lan", "username": "lan", "password1": "hoa sen trắng bên hồ"}
    assert client.post("/vi/dang-ky/", filled).status_code == 302
    user = User.objects.get(username="lan")
    assert (user.realm, user.person.name, user.is_superuser) == ("citizen", "Đặng Thị Lan", False)


@pytest.mark.parametrize("password", ["ngắn quá", "password1234", "123456789012"])
def test_short_and_common_passwords_are_refused(client, password):
    """A password shorter than twelve characters or on the list of common ones opens no account."""
    filled = {"full_name": "Đặng Thị Lan", "username": "lan", "password1": password}
    assert client.post("/vi/dang-ky/", filled).status_code == 200
    assert not User.objects.filter(username="lan").exists()


def test_long_passwords_with_any_letters_are_accepted(client):
    """Sixty-four letters and more, with diacritics and spaces, are a good password."""
    password = "con đường làng quanh co 🌾 " * 4
    filled = {"full_name": "Đặng Thị Lan", "username": "lan", "password1": password}
    assert client.post("/vi/dang-ky/", filled).status_code == 302
    client.post("/vi/dang-xuat/")
    assert sign_in_citizen(client, "lan", password).status_code == 302


def age_session(**changes):
    session = Session.objects.get()
    store = session.get_decoded()
    for name, seconds in changes.items():
        store[name] -= seconds
    session.session_data = type(session).get_session_store_class()().encode(store)
    session.save()


@pytest.mark.parametrize(
    ("idle", "age", "alive"),
    [(29 * 60, 0, True), (31 * 60, 0, False), (60, 12 * 3600 - 60, True), (60, 12 * 3600 + 60, False)],
)
def test_staff_sessions_end(client, idle, age, alive):
    """Staff are signed out after 30 minutes without use and after 12 hours in any case."""
    sign_in_staff(client)
    assert entered(client)
    age_session(session_used=idle, session_began=age)
    assert entered(client) is alive


def test_a_closed_account_is_out_at_once(client):
    """An officer whose account is closed is out at the next click."""
    sign_in_staff(client)
    User.objects.filter(username="tiepnhan").update(is_active=False)
    assert not entered(client)


def test_signing_in_changes_the_session_id(client):
    """A session id somebody saw before the sign-in is worthless after it."""
    client.post(STAFF_PAGE, {"login": "tiepnhan", "password": demo.PASSWORD})
    before = client.cookies["motcua_staff"].value
    code = re.search(r'id="demo-code">(\d{6})<', client.get("/vi/desk/xac-thuc/").content.decode()).group(1)
    client.post("/vi/desk/xac-thuc/", {"code": code})
    assert client.cookies["motcua_staff"].value != before


def test_guessing_is_stopped_and_the_owner_elsewhere_is_not(client, settings):
    """After ten wrong guesses the network is refused, while the owner signs in from another one."""
    settings.ACCOUNT_RATE_LIMITS = False
    answers = [sign_in_citizen(client, "hoa", f"doan-lan-thu-{n}").status_code for n in range(11)]
    assert answers[-1] == 429
    assert sign_in_citizen(client).status_code == 429
    other = client.post(CITIZEN_PAGE, {"login": "hoa", "password": demo.PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 302


def test_the_answer_does_not_tell_who_has_an_account(client):
    """A wrong password and an unknown name get the same page."""

    def page(name):
        content = sign_in_citizen(client, name, "sai-mat-khau-roi").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|value="(hoa|khongco)"', "", content)

    assert page("hoa") == page("khongco")


def test_outside_a_demonstration_no_code_and_no_password_is_shown(client, settings):
    """Only a demonstration shows passwords and codes on its pages."""
    settings.DEMO = False
    assert demo.PASSWORD not in client.get(STAFF_PAGE).content.decode()
    client.post(STAFF_PAGE, {"login": "tiepnhan", "password": demo.PASSWORD})
    assert "demo-code" not in client.get("/vi/desk/xac-thuc/").content.decode()


def test_the_seed_of_one_time_codes_is_encrypted():
    """Whoever reads the database cannot compute one-time codes."""
    from allauth.mfa.models import Authenticator

    stored = Authenticator.objects.get(user__username="tiepnhan").data["secret"]
    assert demo.seed_of("tiepnhan") not in stored


def test_loading_twice_changes_nothing():
    """The demonstration can be loaded again and again."""
    before = User.objects.count()
    assert len(demo.load()) == before == User.objects.count()
