"""“Fetch from the population database”: a real registry, asked only about the person signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from motcua.agencies import demo as agencies_demo
from motcua.exchange import reads as exchange
from motcua.extensions import demo as extensions_demo
from motcua.people import demo as people_demo
from motcua.people.models import User
from motcua.portal import reads
from motcua.portal.models import Draft
from motcua_sdk.testkit import partner
from plain_browser import PlainBrowser

from catalog import demo as catalog_demo

BUTTON = "Lấy thông tin từ Cơ sở dữ liệu quốc gia về dân cư"
HOA, TUAN = "051190000001", "051085000002"


@pytest.fixture(scope="session")
def registry_address() -> Iterator[str]:
    with partner.running("population_simulator") as address:
        yield address


@dataclass(frozen=True)
class Begun:
    """Somebody on the first page of the land form."""

    client: Client
    draft: Draft

    @property
    def page(self) -> str:
        return f"/vi/nop/ban-nhap/{self.draft.public_id}/trang/owner/"

    @property
    def filling(self) -> reads.Filling:
        return reads.opened(Draft.objects.select_related("version", "subject").get(pk=self.draft.pk))

    def fetch(self, **typed: str) -> str:
        """Press the button with these boxes filled in; the page that comes back."""
        asked = {"page": "owner", "owner_name": "Nguyễn Thị Hoa", "owner_birth": "08/03/1990", **typed}
        return str(self.client.post(f"{self.page}dan-cu/", asked, follow=True).content.decode())


@pytest.fixture
def begun(committed_db: Any, registry_address: str, monkeypatch: pytest.MonkeyPatch) -> Begun:
    """Hoa, whose number is verified, begins a land dossier; the registry runs."""
    partner.tell(registry_address, "mood")
    monkeypatch.setenv("MOTCUA_POPULATION_SIMULATOR_URL", registry_address)
    agencies_demo.load()
    people_demo.load()
    catalog_demo.load()
    extensions_demo.load()
    return begin("hoa")


def begin(username: str) -> Begun:
    browser = PlainBrowser().open("/vi/dang-nhap/?next=/vi/nop/1.013831/")
    browser.fill("Tên đăng nhập", username).fill("Mật khẩu", people_demo.PASSWORD).press("Đăng nhập")
    browser.choose("Trường hợp của ông/bà", "Chuyển nhượng").choose("Ai nộp", "Cá nhân")
    browser.fill("Nơi giải quyết", "Đặc khu Lý Sơn").press("Tiếp tục")
    return Begun(browser.client, Draft.objects.latest("pk"))


def test_one_s_own_particulars_are_filled_in_with_the_ward_of_today(begun: Begun) -> None:
    """For her own verified number Hoa gets name, birth and the whole address; an old ward becomes today's."""
    assert BUTTON in begun.client.get(begun.page).content.decode()
    begun.fetch(owner_id=HOA)
    residence = begun.filling.answers["owner_residence"]
    assert residence == {
        "province": "Tỉnh Quảng Ngãi",
        "ward": "Phường Cẩm Thành",
        "street": "12 Quang Trung",
    }
    assert [one.outcome for one in exchange.look_ups(begun.draft.public_id)] == ["found"]


def test_nobody_is_looked_up_but_oneself(begun: Begun) -> None:
    """For another person's number nothing is sent, the form says to go on by hand, and the button goes away."""
    page = begun.fetch(owner_id=TUAN, owner_name="Phạm Anh Tuấn", owner_birth="20/11/1985")
    assert "của chính ông/bà" in page
    assert BUTTON not in page
    assert exchange.look_ups(begun.draft.public_id) == []
    assert "owner_residence" not in begun.filling.answers


def test_an_account_nobody_verified_looks_up_nobody(begun: Begun) -> None:
    """Somebody who opened the account alone gets no button, and nothing is sent when the address is posted to."""
    person = User.objects.get(realm="citizen", username="hoa").person
    assert person is not None
    person.personal_id_verified_at = None
    person.save()
    assert BUTTON not in begun.client.get(begun.page).content.decode()
    begun.fetch(owner_id=HOA)
    assert exchange.look_ups(begun.draft.public_id) == []


def test_wrong_values_are_shown_again_when_the_button_is_pressed(begun: Begun) -> None:
    """A birth date and a telephone number that cannot be right stay in their boxes, each with its sentence."""
    page = begun.fetch(owner_id=HOA, owner_birth="31/02/1990", owner_phone="123")
    assert 'value="31/02/1990"' in page
    assert 'value="123"' in page
    assert page.count('class="field__problem"') >= 2
    assert exchange.look_ups(begun.draft.public_id) == []


def test_what_another_tab_saves_during_the_look_up_stays(
    begun: Begun, registry_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the registry takes its time another tab saves a telephone number: both the number and the answer of
    the registry are there afterwards."""
    from motcua.portal.actions import look_up

    ask = look_up.look_up_person

    def slow(*args: Any) -> Any:
        tab = {"page": "owner", "owner_phone": "0912345678"}
        assert begun.client.post(f"{begun.page}luu/", tab).json() == {"saved": True}
        return ask(*args)

    monkeypatch.setattr(look_up, "look_up_person", slow)
    begun.fetch(owner_id=HOA)
    answers = begun.filling.answers
    assert answers["owner_phone"].endswith("912345678")
    assert answers["owner_residence"]["ward"] == "Phường Cẩm Thành"
