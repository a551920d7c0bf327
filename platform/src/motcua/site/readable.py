"""What no database and no page can hold is refused before anything reads it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError

_UNREADABLE = re.compile("[\\x00\ud800-\udfff]")
"""NUL, which PostgreSQL stores in no text, and halves of signs, which are no text at all."""


class ReadableText:
    """Answers 400, with the page for unreadable requests, to such signs in the address, the query or a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _demand_readable([request.path_info, *_texts(request.GET)])
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """The form is read here, where a form that breaks off is left to the check of its token."""
        try:
            form = request.POST
        except UnreadablePostError:
            return
        names = [file.name or "" for field in request.FILES for file in request.FILES.getlist(field)]
        _demand_readable([*_texts(form), *request.FILES, *names])


def _texts(sent: QueryDict) -> Iterable[str]:
    for name, values in sent.lists():
        yield name
        yield from values


def _demand_readable(texts: Iterable[str]) -> None:
    if any(_UNREADABLE.search(text) for text in texts):
        raise BadRequest("The request holds a sign that no text may hold.")
