"""Signs that no text may hold are answered with a sentence, at every entrance."""

import making
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from plain_browser import signed_in as citizen_browser
from signing import signed_in

NUL = "\x00"


@pytest.fixture
def office(db: None) -> making.Office:
    """One office is staffed, it is Wednesday 1 July 2026, 09:30."""
    making.set_clock("2026-07-01 09:30")
    return making.office()


def refused(response: object, sentence: str = "Không đọc được yêu cầu này") -> bool:
    return response.status_code == 400 and sentence in response.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    [
        "/vi/desk/tim/?q=%00",
        "/vi/desk/?q=a%00b",
        "/vi/desk/?%00=1",
        "/vi/desk/ho-so/%00/",
        "/vi/thu-tuc/?q=%00",
        "/vi/tra-cuu/?ma=%00",
        "/vi/khong-co-trang-nay/%00",
        "/%00",
    ],
)
def test_an_address_with_a_zero_sign_is_refused(office: making.Office, address: str) -> None:
    """Looking for, or opening, something with a zero sign in it is refused with a sentence."""
    assert refused(signed_in(office.receiver).get(address))


def test_the_sentence_is_in_the_language_of_the_page(db: None) -> None:
    """An English page says it in English."""
    assert refused(Client().get("/en/thu-tuc/?q=%00"), "could not be read")


@pytest.mark.parametrize("form", [{"ma": f"x{NUL}", "pin": "1"}, {"ma": "x", "pin": NUL}, {f"ma{NUL}": "x"}])
def test_a_form_with_a_zero_sign_is_refused(db: None, form: dict[str, str]) -> None:
    """A form with a zero sign in a name or a value is refused, however it is sent."""
    assert refused(Client().post("/vi/tra-cuu/", form))
    sent = "&".join(f"{name}={value}" for name, value in form.items()).replace(NUL, "%00")
    assert refused(Client().post("/vi/tra-cuu/", sent, "application/x-www-form-urlencoded"))


def test_a_desk_form_with_a_zero_sign_is_refused(office: making.Office) -> None:
    """The same at the desk, where the form would change something."""
    client = signed_in(office.receiver)
    assert refused(
        client.post("/vi/desk/tai-khoan-cong-dan/", {"name": f"Trần{NUL}", "id_number": "051190000009"})
    )


def test_a_file_field_with_a_zero_sign_is_refused(office: making.Office) -> None:
    """The name of a file's box may not hold one either; in the file's own name it is taken out."""
    file = SimpleUploadedFile("giay-to.pdf", b"%PDF-1.4", "application/pdf")
    assert refused(citizen_browser(office.citizen).post("/vi/tra-cuu/", {f"tep{NUL}": file}))


def test_bytes_that_are_no_text_break_nothing(db: None) -> None:
    """Bytes that are no UTF-8 are read as the sign for damage, never as an error of ours."""
    client = Client()
    for address in ("/vi/thu-tuc/?q=%ff%fe", "/vi/thu-tuc/?q=%ed%a0%80", "/vi/%ff/"):
        assert client.get(address).status_code in {200, 400, 404}
    posted = client.post("/vi/tra-cuu/", b"ma=%ff%ed%a0%80&pin=1", "application/x-www-form-urlencoded")
    assert posted.status_code < 500
