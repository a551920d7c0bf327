"""The search of the desk: what is typed is posted and kept nowhere, so that no id number is left in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.desk.pages import desk_page, page
from motcua.desk.views.queue import shown
from motcua.dossiers import reads
from motcua.ground.ids import new_public_id
from motcua.people.actor import Actor

KEPT = "desk_searches"
MOST = 10
SHORTEST = 2


@require_http_methods(["GET", "POST"])
@desk_page
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Dossiers by code, number, telephone or name; a single hit by its whole code opens at once.

    The address of the result names what was found by a key of this session, never what was typed.
    """
    if request.method == "POST":
        return _searched(request, actor, request.POST.get("q", "").strip())
    kept = request.session.get(KEPT, {}).get(request.GET.get("found", ""))
    rows = reads.listed(actor, kept or [])
    context = {"asked": kept is not None, "rows": [shown(row) for row in rows]}
    return page(request, "search.html", context)


def _searched(request: HttpRequest, actor: Actor, text: str) -> HttpResponse:
    rows = reads.search(actor, text)
    if len(rows) == 1 and rows[0].code.casefold() == text.casefold():
        return redirect("desk_dossier", rows[0].public_id)
    if len(text) < SHORTEST:
        return redirect("desk_search")
    key = new_public_id()[:8]
    kept = dict(request.session.get(KEPT, {})) | {key: [row.public_id for row in rows]}
    request.session[KEPT] = dict(list(kept.items())[-MOST:])
    return redirect(f"{reverse('desk_search')}?found={key}")
