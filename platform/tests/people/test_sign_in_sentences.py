"""What is said when signing in fails, in the language of the page; and when a one-time code counts."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.core.cache import cache
from django.test import Client
from motcua.agencies import demo as agencies_demo
from motcua.people import demo
from motcua.people.models import Realm, User

pytestmark = pytest.mark.django_db
PASSWORD_IN = {
    "vi": "Tên đăng nhập hoặc mật khẩu không đúng",
    "en": "The username or the password is wrong",
}
CODE_IN = {"vi": "Mã không đúng. Mỗi mã chỉ dùng được một lần", "en": "The code is wrong or was used before"}
OFTEN_IN = {"vi": "quá nhiều lần", "en": "Too many attempts"}
NEW = "con đường làng quanh co"


@pytest.fixture(autouse=True)
def people(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    agencies_demo.load()
    demo.load()
    yield
    cache.clear()


def code_at(username, seconds=0):
    """RFC 6238 by hand, for the time so many seconds from now."""
    key = base64.b32decode(demo.seed_of(username))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() + seconds) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def second_step(language="vi", username="tiepnhan"):
    client = Client()
    client.post(f"/{language}/desk/dang-nhap/", {"login": username, "password": demo.PASSWORD})
    return client


def enter(client, code, language="vi"):
    return client.post(f"/{language}/desk/xac-thuc/", {"code": code})


@pytest.fixture
def steady(monkeypatch):
    """The time stands in the middle of a step of thirty seconds; the test moves it."""
    now = [time.time() // 30 * 30 + 15]
    monkeypatch.setattr("time.time", lambda: now[0])
    return now


@pytest.mark.parametrize(("late", "status"), [(-60, 200), (-30, 302), (0, 302), (30, 302), (60, 200)])
def test_a_clock_half_a_minute_off_is_no_obstacle(steady, late, status):
    """A telephone whose clock is one step off signs in; one that is two steps off does not."""
    assert enter(second_step(), code_at("tiepnhan", late)).status_code == status


@pytest.mark.parametrize("later", [0, 29, 31, 44])
def test_a_code_counts_once(steady, later):
    """Somebody who saw a code over the shoulder cannot use it, however soon or late while it lives."""
    code = code_at("tiepnhan", 30)
    assert enter(second_step(), code).status_code == 302
    steady[0] += later
    assert enter(second_step(), code).status_code == 200


def test_the_code_of_setting_up_counts_once_too(steady, monkeypatch):
    """The code with which the authenticator app was set up does not sign in a second time."""
    User.objects.create_user("moi", demo.PASSWORD, realm=Realm.STAFF)
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.generate_totp_secret", lambda: demo.seed_of("tiepnhan")
    )
    client = second_step(username="moi")
    client.get("/vi/desk/bao-mat/ung-dung/")
    code = code_at("tiepnhan")
    assert client.post("/vi/desk/bao-mat/ung-dung/", {"code": code}).status_code == 302
    assert enter(second_step(username="moi"), code).status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_wrong_code_is_said_in_the_language_of_the_page(language):
    """A wrong one-time code is explained in the page's own language."""
    page = enter(second_step(language), "000000", language).content.decode()
    assert CODE_IN[language] in page
    assert "Incorrect code" not in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("door", ["dang-nhap", "desk/dang-nhap"])
def test_a_wrong_password_then_too_many(language, door):
    """A wrong password is explained, and after several the page says how long to wait."""
    client = Client()
    tried = {"login": "hoa", "password": "sai-mat-khau-roi"}
    pages = [client.post(f"/{language}/{door}/", tried).content.decode() for _ in range(10)]
    assert PASSWORD_IN[language] in pages[0]
    assert PASSWORD_IN[language] in pages[-2]
    assert OFTEN_IN[language] in pages[-1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_network_that_guesses_many_names_is_told_to_wait(language):
    """Somebody who tries one password on many names is stopped too, with the same advice."""
    client = Client()
    for number in range(61):
        answer = client.post(f"/{language}/dang-nhap/", {"login": f"ten{number}", "password": "sai-mat-khau"})
    assert OFTEN_IN[language] in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Tài khoản này đã bị khóa"), ("en", "This account is closed")]
)
def test_a_closed_account_is_told_what_to_do(language, said):
    """Whoever has a closed account reads where it is opened again."""
    page = Client().get(f"/{language}/tai-khoan/tam-khoa/").content.decode()
    assert said in page


def change(language, old=demo.PASSWORD, new=NEW, again=NEW):
    client = Client()
    client.post(f"/{language}/dang-nhap/", {"login": "hoa", "password": demo.PASSWORD})
    answers = {"oldpassword": old, "password1": new, "password2": again}
    return client.post(f"/{language}/tai-khoan/mat-khau/", answers).content.decode()


@pytest.mark.parametrize(
    ("language", "answers", "said"),
    [
        ("vi", {"old": "sai-mat-khau"}, "Mật khẩu hiện tại không đúng"),
        ("en", {"old": "sai-mat-khau"}, "The current password is wrong"),
        ("vi", {"again": "khac"}, "Hai lần nhập mật khẩu phải giống nhau"),
        ("en", {"again": "khac"}, "You must type the same password each time"),
        ("vi", {"new": "ngan", "again": "ngan"}, "Mật khẩu phải có ít nhất 12 ký tự"),
        ("vi", {"new": "password1234", "again": "password1234"}, "Mật khẩu này quá phổ biến"),
        ("vi", {"new": "", "again": ""}, "Trường này là bắt buộc"),
    ],
)
def test_a_refused_password_change_is_explained(language, answers, said):
    """Each reason why a new password is refused is said in the language of the page."""
    assert said in change(language, **answers)


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Mật khẩu không đúng"), ("en", "The password is wrong")]
)
def test_the_password_asked_again(language, said):
    """A wrong password on the page that asks for it once more is explained too."""
    client = second_step(language)
    enter(client, code_at("tiepnhan"), language)
    page = client.post(f"/{language}/desk/nhap-lai-mat-khau/", {"password": "sai-mat-khau"}).content.decode()
    assert said in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_too_many_requests_have_a_page_of_ours(language):
    """Somebody who changes the password again and again meets our own page, in their language."""
    client = Client()
    client.post(f"/{language}/dang-nhap/", {"login": "hoa", "password": demo.PASSWORD})
    wrong = {"oldpassword": "sai", "password1": NEW, "password2": NEW}
    answers = [client.post(f"/{language}/tai-khoan/mat-khau/", wrong) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert {"vi": "quá nhiều lần", "en": "Too many attempts"}[language] in answers[-1].content.decode()
