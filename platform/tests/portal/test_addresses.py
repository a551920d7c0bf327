"""Addresses: wards are offered while typing, and what was typed plainly becomes the listed name."""

import pytest
from motcua.people import demo as people_demo
from motcua.portal import reads
from motcua.portal.models import Draft
from plain_browser import PlainBrowser

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def owner_page(browser: PlainBrowser) -> PlainBrowser:
    """Hoa on the first page of the land form."""
    browser.open("/vi/dang-nhap/?next=/vi/nop/1.013831/")
    browser.fill("Tên đăng nhập", "hoa").fill("Mật khẩu", people_demo.PASSWORD).press("Đăng nhập")
    browser.choose("Trường hợp của ông/bà", "Chuyển nhượng").choose("Ai nộp", "Cá nhân")
    return browser.fill("Nơi giải quyết", "Đặc khu Lý Sơn").press("Tiếp tục")


def test_wards_are_offered_while_typing(owner_page: PlainBrowser) -> None:
    """The boxes for province and ward have a list of the province's names to choose from."""
    for label, name in (("Tỉnh", "Tỉnh Quảng Ngãi"), ("Xã", "Đặc khu Lý Sơn")):
        listed = owner_page.page.get_element_by_id(owner_page.box(label).get("list"))
        assert name in [option.get("value") for option in listed.iter("option")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("Tinh Quang Ngai", "phuong cam thanh"), ("Tỉnh Quảng Ngãi", "Phường Cẩm Thành")),
        (("quảng ngãi", "Lý Sơn"), ("Tỉnh Quảng Ngãi", "Đặc khu Lý Sơn")),
        (("Tỉnh Cao Bằng", "Cam Thanh"), ("Tỉnh Cao Bằng", "Cam Thanh")),
        (("Tỉnh Quảng Ngãi", "Xã Không Có"), ("Tỉnh Quảng Ngãi", "Xã Không Có")),
    ],
)
def test_plainly_typed_names_become_the_listed_ones(
    owner_page: PlainBrowser, typed: tuple[str, str], kept: tuple[str, str]
) -> None:
    """Without diacritics or without its kind a place of the province gets its listed name; others stay as typed."""
    owner_page.fill("Tỉnh", typed[0]).fill("Xã", typed[1]).press("Tiếp tục")
    answers = reads.opened(Draft.objects.select_related("version", "subject").latest("pk")).answers
    residence = answers["owner_residence"]
    assert (residence["province"], residence["ward"]) == kept


def test_half_an_address_says_to_write_not_to_choose(owner_page: PlainBrowser) -> None:
    """The sentence asks for what the boxes take: writing."""
    owner_page.fill("Tỉnh", "Tỉnh Quảng Ngãi").press("Tiếp tục")
    assert "Hãy ghi tỉnh, xã (phường)" in owner_page.text
    assert owner_page.box("Tỉnh").get("value") == "Tỉnh Quảng Ngãi"


def test_dates_say_how_they_are_written(owner_page: PlainBrowser) -> None:
    """The box of a birth date shows how to write it, beside the author's own hint."""
    assert "08/03/1990" in owner_page.text
    assert "Chỉ nhớ năm thì chỉ ghi năm" in owner_page.text
