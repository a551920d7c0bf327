"""Pages for everybody: found without diacritics, cheap, without a cookie, in both languages, never broken."""

import making
import pytest
import small_procedure
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from plain_browser import questions

PLAIN = ["/{}/", "/{}/thu-tuc/", "/{}/lien-he/", "/{}/tiep-can/", "/{}/du-lieu-ca-nhan/", "/{}/tra-cuu/"]
ONE = f"/{{}}/thu-tuc/{small_procedure.CODE}/"
PAGES = [*PLAIN, ONE, f"{ONE}mang-theo/", f"{ONE}?truong-hop=paid_first", "/{}/thu-tuc/?q=cap+giay"]

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_public_pages_set_no_cookie_and_may_be_kept(page: str, language: str) -> None:
    """A public page asks for no session, sets no cookie and may be kept by a cache for everybody."""
    response = Client().get(page.format(language))
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"].startswith("public, max-age=")
    assert "Cookie" not in response.get("Vary", "")
    assert f'<html lang="{language}">' in response.content.decode()


def test_a_page_with_a_session_is_not_shared(office: making.Office) -> None:
    """The same page for somebody who carries a session is kept by no shared cache."""
    response = Client(headers={"cookie": "motcua_citizen=whatever"}).get("/vi/")
    assert response["Cache-Control"].startswith("private")


@pytest.mark.parametrize("words", ["cap giay phep", "CẤP GIẤY", "giấy nhỏ", small_procedure.CODE])
def test_search_without_diacritics(words: str) -> None:
    """Words with or without diacritics, in any order, and the national code find the procedure."""
    assert "Cấp giấy phép nhỏ" in Client().get("/vi/thu-tuc/", {"q": words}).content.decode()


def test_nothing_found_says_what_to_do() -> None:
    """An empty list is a sentence with a way on."""
    assert "Không có thủ tục nào phù hợp" in Client().get("/vi/thu-tuc/", {"q": "xyz"}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "%" * 5000},
        {"linh-vuc": "\x00'"},
        {"trang": "-1"},
        {"trang": "9" * 50},
        {"trang": "٣"},
        {"cap": "nhà"},
        {"truong-hop": "\x00"},
    ],
)
def test_strange_questions_never_break_a_page(query: dict[str, str]) -> None:
    """Whatever stands in the address, the list and the procedure answer; a sign no text may hold gets a 400."""
    expected = 400 if "\x00" in "".join(query.values()) else 200
    for page in ("/vi/thu-tuc/", ONE.format("vi"), "/vi/"):
        assert Client().get(page, query).status_code == expected


@pytest.mark.parametrize("code", ["khong-co", "..%2F..", "a" * 200])
def test_unknown_procedures_are_not_found(code: str) -> None:
    """A code nobody published gives the 404 page, in Vietnamese."""
    response = Client().get(f"/vi/thu-tuc/{code}/")
    assert (response.status_code, "Không tìm thấy trang này" in response.content.decode()) == (404, True)


def test_the_procedure_page_names_a_date() -> None:
    """“If taken in now”: Wednesday 1 July 2026 and ten working days are Wednesday 15 July; remote 29 July."""
    page = Client().get(ONE.format("vi")).content.decode()
    assert "15/07/2026" in page
    assert "29/07/2026" in page
    assert "15 July 2026" in Client().get(ONE.format("en")).content.decode()


def test_a_version_to_come_is_announced() -> None:
    """A version published ahead shows on the page with its first day; today's stays."""
    later = {"from": "2026-10-01", "to": None, "transition": "law_at_receipt"}
    making.published(small_procedure.document(in_force=later))
    page = Client().get(ONE.format("vi")).content.decode()
    assert "Phiên bản mới có hiệu lực từ 01/10/2026" in page


@pytest.mark.parametrize(("page", "most"), [("/vi/", 4), ("/vi/thu-tuc/", 4), (ONE.format("vi"), 7)])
def test_public_pages_ask_little(page: str, most: int) -> None:
    """A public page makes a fixed small number of queries."""
    Client().get(page)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get(page)
    assert questions(asked) <= most, [one["sql"][:90] for one in asked]


def test_an_expired_procedure_says_so() -> None:
    """A procedure whose last day has passed shows no way to apply."""
    ends = {"from": "2025-07-01", "to": "2026-12-31", "transition": "law_at_receipt"}
    making.published(small_procedure.document(id="old_permit", code="9.000002", in_force=ends))
    assert "Nộp trực tuyến" in Client().get("/vi/thu-tuc/9.000002/").content.decode()
    making.set_clock("2027-01-01 08:00")
    page = Client().get("/vi/thu-tuc/9.000002/").content.decode()
    assert "không có hiệu lực" in page
    assert "Nộp trực tuyến" not in page
