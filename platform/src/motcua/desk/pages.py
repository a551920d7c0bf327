"""What every page of the desk shares: who asks, what is not theirs, and how a refusal is told."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from motcua.desk import ways
from motcua.dossiers.errors import DossierError, NotFound, NotPermitted
from motcua.people.actor import actor_of
from motcua.people.errors import NotAllowed

_WHOLE = re.compile(r"[0-9]{1,9}")
View = Callable[..., HttpResponse | FileResponse]


def desk_page(view: View) -> View:
    """A view that gets the actor; what is not theirs does not exist (404), what they may not do is 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | FileResponse:
        try:
            return view(request, actor_of(request), *args, **kwargs)
        except NotFound:
            raise Http404 from None
        except (NotAllowed, NotPermitted) as refusal:
            raise PermissionDenied(said(refusal.sentences)) from None

    return guarded


def whole_number(text: str) -> int | None:
    """A number of at most nine plain digits, as forms and addresses carry them; None for anything else."""
    return int(text) if _WHOLE.fullmatch(text) else None


def said(sentences: Mapping[str, str]) -> str:
    """The sentence in the reader's language; Vietnamese where there is no other."""
    return sentences.get(language()) or sentences["vi"]


def language() -> str:
    """The reader's language: vi or en."""
    return (get_language() or "vi")[:2]


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the desk; never kept by a cache."""
    shared = {"said": said, "ways": ways.offered(actor_of(request))}
    response = render(request, f"desk/{template}", {**shared, **context}, status=status, using="pages")
    response["Cache-Control"] = "private, no-store"
    return response


def refused(request: HttpRequest, refusal: DossierError, dossier: str = "") -> HttpResponse:
    """The page that says why something cannot be done now, and leads back."""
    context = {"sentence": said(refusal.sentences), "dossier": dossier}
    return page(request, "refused.html", context, status=refusal.status)
