"""People whom no notice reached: telephone them, then say so."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from motcua.desk import words
from motcua.desk.pages import desk_page, page
from motcua.dossiers import reads as dossiers
from motcua.notices import reads
from motcua.notices.actions import settle_by_phone
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, demand

_WITH_ADDRESS = re.compile(r"[^.!?]*https?://\S*")


@require_GET
@desk_page
def telephone(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The calls the actor's offices owe, longest waiting first."""
    demand(actor, "notice.telephone", OWN_AGENCY)
    tasks = reads.telephone_tasks(actor)
    owners = {row.public_id: row.owner for row in dossiers.listed(actor, {one.about for one in tasks})}
    context = {"tasks": tasks, "owners": owners, "words": words, "spoken": spoken}
    return page(request, "telephone.html", context)


def spoken(text: str) -> str:
    """What is read out on the telephone: without the sentence that holds a web address."""
    return _WITH_ADDRESS.sub("", text).strip()


@require_POST
@desk_page
def called(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One call was made; it goes on the record with the officer's name."""
    if settle_by_phone(actor, request.POST.get("notice", "")) is None:
        messages.warning(request, gettext("This call is no longer on the list."))
    else:
        messages.success(request, gettext("The call is on the record."))
    return redirect("desk_telephone")
