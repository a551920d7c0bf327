"""What every page knows about who looks at it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from motcua.people.actor import actor_of


def actor_of_page(request: HttpRequest) -> dict[str, object]:
    """A context processor; lazy, so that public pages which never ask touch no session and set no cookie."""
    return {"actor": SimpleLazyObject(lambda: actor_of(request))}
