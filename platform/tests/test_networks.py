"""From which network somebody asks: what limits count by, and what the record holds."""

import making
import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from motcua.people.models import Realm, User
from motcua.site.requests import ClientAddress

PROXY, MALLORY, ALICE = "10.0.0.9", "203.0.113.66", "203.0.113.1"


def seen(header: str | None) -> str:
    """The address the site goes by, when the proxy asks with this header."""
    asked: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        asked.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if header is None else {"X-Forwarded-For": header}
    ClientAddress(answer)(RequestFactory().get("/vi/", headers=headers, REMOTE_ADDR=PROXY))
    return asked[0]


@pytest.mark.parametrize(
    ("hops", "header", "address"),
    [
        (0, ALICE, PROXY),
        (1, None, PROXY),
        (1, ALICE, ALICE),
        (1, f"{ALICE}, {MALLORY}", MALLORY),
        (2, f"1.2.3.4, {MALLORY}, 10.0.0.8", MALLORY),
        (2, MALLORY, PROXY),
        (1, "203.0.113.1:5123", ALICE),
        (1, "[2001:db8::7]:443", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "khong-phai-dia-chi", PROXY),
    ],
)
def test_only_what_the_proxies_wrote_is_believed(
    settings: object, hops: int, header: str | None, address: str
) -> None:
    """Without a proxy the header counts for nothing; with proxies only their own entries, the last ones, do."""
    settings.PROXY_HOPS = hops  # type: ignore[attr-defined]
    assert seen(header) == address


def stopped(header: str, times: int) -> bool:
    """Whether so many wrong passwords that came with this header are answered by having to wait."""
    client = Client(headers={"X-Forwarded-For": header}, REMOTE_ADDR=PROXY)
    names = (f"khongco{number}" for number in range(times))
    answers = [client.post("/vi/dang-nhap/", {"login": one, "password": "sai-mat-khau-roi"}) for one in names]
    return "quá nhiều lần" in answers[-1].content.decode()


@pytest.fixture
def counted(db: None, settings: object) -> None:
    """Limits begin at nothing."""
    backend = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "networks"}
    settings.CACHES = {"default": backend}  # type: ignore[attr-defined]
    cache.clear()


def test_behind_a_proxy_one_guesser_does_not_lock_out_the_province(counted: None, settings: object) -> None:
    """Who tries many names is stopped; a neighbour behind the same proxy may still try to sign in."""
    settings.PROXY_HOPS = 1  # type: ignore[attr-defined]
    assert stopped(MALLORY, 61)
    assert stopped(f"{ALICE}, {MALLORY}", 1)
    assert not stopped(ALICE, 1)


def test_without_a_proxy_a_made_up_header_frees_nobody(counted: None, settings: object) -> None:
    """A guesser who writes another address into the header each time is stopped all the same."""
    settings.PROXY_HOPS = 0  # type: ignore[attr-defined]
    assert [stopped(f"198.51.100.{number}", 1) for number in range(61)][-1]


def test_guesses_from_elsewhere_do_not_keep_the_owner_out(counted: None, settings: object) -> None:
    """Six wrong passwords for a name from one network leave the owner, in another one, free to sign in."""
    settings.PROXY_HOPS = 1  # type: ignore[attr-defined]
    User.objects.create_user("hoa", "mot-mat-khau-rat-dai", realm=Realm.CITIZEN)

    def answer(address: str, password: str) -> int:
        client = Client(headers={"X-Forwarded-For": address}, REMOTE_ADDR=PROXY)
        return client.post("/vi/dang-nhap/", {"login": "hoa", "password": password}).status_code

    assert [answer(MALLORY, "sai-mat-khau-roi") for _ in range(6)][-1] == 200
    assert answer(ALICE, "mot-mat-khau-rat-dai") == 302


def test_axes_counts_by_the_same_network(counted: None, settings: object) -> None:
    """What locks a name for one network goes by the same address."""
    settings.PROXY_HOPS = 1  # type: ignore[attr-defined]
    stopped(f"1.2.3.4, {MALLORY}", 1)
    assert AccessAttempt.objects.get().ip_address == MALLORY


def test_public_look_up_counts_by_the_same_network(counted: None, settings: object, office: object) -> None:
    """Whoever guesses codes is stopped; a neighbour behind the same proxy still gets an answer."""
    settings.PROXY_HOPS = 1  # type: ignore[attr-defined]

    def asks(header: str) -> int:
        client = Client(headers={"X-Forwarded-For": header}, REMOTE_ADDR=PROXY)
        return client.get("/vi/tra-cuu/?ma=H48.1-260701-0001").status_code

    assert [asks(MALLORY) for _ in range(61)][-1] == 429
    assert asks(ALICE) != 429


@pytest.fixture
def office(db: None) -> making.Office:
    """One office is staffed, it is Wednesday 1 July 2026, 09:30."""
    making.set_clock("2026-07-01 09:30")
    return making.office()
