"""Messages to partners that wait for a person: see why, send again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.desk import words
from motcua.desk.pages import desk_page, page
from motcua.exchange import reads
from motcua.exchange.actions import send_again as again
from motcua.extensions.discovery import plugins
from motcua.outbox.errors import NotWaiting
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, PROVINCE, demand, may

MOST = 200


@require_GET
@desk_page
def stuck(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The messages of the actor's agencies that wait for a person, longest waiting first."""
    demand(actor, "exchange.see", {OWN_AGENCY, PROVINCE})
    rows = list(reads.stuck(actor)[:MOST])
    titles = {name: one.info.title for name, one in plugins().loaded.items()}
    context = {
        "rows": rows,
        "titles": titles,
        "words": words,
        "may_send": may(actor, "exchange.send_again", {OWN_AGENCY, PROVINCE}),
    }
    return page(request, "stuck.html", context)


@require_POST
@desk_page
def send_again(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Send the chosen messages again; each by itself, and the page says how many went."""
    sent, left = 0, 0
    for public_id in dict.fromkeys(request.POST.getlist("message")[:MOST]):
        if _sent(actor, public_id):
            sent += 1
        else:
            left += 1
    _tell(request, sent, left)
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "desk_stuck")


def _sent(actor: Actor, public_id: str) -> bool:
    """False for what is no longer stuck or is not there; raises NotAllowed."""
    try:
        again(actor, public_id)
    except (NotWaiting, reads.UnknownMessage):
        return False
    return True


def _tell(request: HttpRequest, sent: int, left: int) -> None:
    if sent:
        words_sent = ngettext("%(n)s message is sent again.", "%(n)s messages are sent again.", sent)
        messages.success(request, words_sent % {"n": sent})
    if left:
        words_left = ngettext(
            "%(n)s message was not waiting any more.", "%(n)s messages were not waiting any more.", left
        )
        messages.warning(request, words_left % {"n": left})
    if not sent and not left:
        messages.warning(request, gettext("Choose at least one message."))
