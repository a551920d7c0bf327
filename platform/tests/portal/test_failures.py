"""When something is not as it should be, people read a whole sentence that says what to do, in their language."""

import json

import making
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation
from motcua.portal import failures
from plain_browser import signed_in

PAGES = [
    (failures.bad_request, SuspiciousOperation("x"), 400, "Không đọc được yêu cầu này", "could not be read"),
    (
        failures.forbidden,
        PermissionDenied(),
        403,
        "Ông/bà không được mở trang này",
        "You may not open this page",
    ),
    (failures.not_found, Http404(), 404, "Không tìm thấy trang này", "This page was not found"),
]


@pytest.mark.parametrize(("view", "error", "status", "vietnamese", "english"), PAGES)
def test_each_refusal_in_both_languages(
    view: object, error: Exception, status: int, vietnamese: str, english: str
) -> None:
    """Every refusal has a page in Vietnamese and in English, made without asking the database."""
    for language, sentence in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            response = view(RequestFactory().get(f"/{language}/"), error)  # type: ignore[operator]
        assert response.status_code == status
        assert sentence in response.content.decode()


@pytest.mark.parametrize(("language", "sentence"), [("vi", "Hệ thống gặp lỗi"), ("en", "wrong on our side")])
def test_our_own_fault_gives_a_number_to_quote(language: str, sentence: str) -> None:
    """The page for our own faults names the number of the request and needs no database."""
    request: HttpRequest = RequestFactory().get(f"/{language}/")
    request.request_id = "abc12345"  # type: ignore[attr-defined]
    with translation.override(language):
        page = failures.broken(request).content.decode()
    assert sentence in page
    assert "abc12345" in page


def test_a_form_without_its_token_is_explained(office: making.Office) -> None:
    """A form that comes without its token is refused with a sentence."""
    response = Client(enforce_csrf_checks=True).post("/vi/tra-cuu/", {"ma": "x", "pin": "1"})
    assert response.status_code == 403
    assert "Hãy tải lại trang rồi gửi lại" in response.content.decode()


def test_a_huge_post_is_refused(office: making.Office) -> None:
    """Six million characters are refused with the page for unreadable requests."""
    response = signed_in(office.citizen).post("/vi/nop/9.000001/", {"case": "x" * 6_000_000})
    assert response.status_code == 400
    assert "bị hỏng hoặc quá lớn" in response.content.decode()


def test_saving_by_script_answers_in_json(office: making.Office) -> None:
    """The address that script saves to answers with JSON, also for a page that is not there."""
    client = signed_in(office.citizen)
    choice = {"case": "standard", "applicant": "citizen", "office": f"q-{office.agency.public_id}"}
    draft = client.post("/vi/nop/9.000001/", choice)["Location"]
    assert json.loads(client.post(f"{draft}trang/main/luu/", {"note": "x"}).content) == {"saved": True}
    assert client.post(f"{draft}trang/khong_co/luu/", {}).status_code == 404
