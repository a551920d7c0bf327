"""Vietnamese first: an address without a language answers in Vietnamese unless the person chose English."""

import pytest
from django.test import Client
from motcua.agencies import demo as agencies_demo
from motcua.people import demo as people_demo

ENGLISH_BROWSER = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"}


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "there"), [("/", "/vi/"), ("/admin/", "/vi/desk/dang-nhap/")])
def test_a_browser_set_to_english_chose_nothing(path: str, there: str) -> None:
    """The first page and the editor lead to Vietnamese whatever language the browser was sold with."""
    response = Client(**ENGLISH_BROWSER).get(path)
    assert response.status_code == 302
    assert response["Location"].startswith(there)


@pytest.mark.django_db
def test_the_address_says_the_language() -> None:
    """Below /en/ pages are English, with a browser set to Vietnamese too."""
    page = Client(HTTP_ACCEPT_LANGUAGE="vi").get("/en/lien-he/").content.decode()
    assert '<html lang="en">' in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_signs_in_in_english_stays_in_english(language: str) -> None:
    """The editor's pages go on in the language of the sign-in page; no cookie is set by looking at pages."""
    agencies_demo.load()
    people_demo.load()
    client = Client(**ENGLISH_BROWSER)
    client.get(f"/{language}/")
    assert not client.cookies
    client.post(f"/{language}/desk/dang-nhap/", {"login": "bientap", "password": people_demo.PASSWORD})
    assert client.get("/admin/login/")["Location"].startswith(f"/{language}/desk/dang-nhap/")
