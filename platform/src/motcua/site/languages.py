"""In which language a page without a language in its address answers: Vietnamese, unless English was chosen."""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLanguage(LocaleMiddleware):
    """The language of the address, else of the cookie, else Vietnamese; never that of the browser.

    Many browsers here are sold set to English, and nobody chose it.
    """

    def process_request(self, request: HttpRequest) -> None:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
