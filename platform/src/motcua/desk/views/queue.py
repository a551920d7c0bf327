"""The first page of the desk: open dossiers by remaining legal time, tabs, filters."""

from functools import lru_cache
from typing import Any

from catalog.reads import version
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from motcua.desk import filters, words
from motcua.desk.filters import Chosen
from motcua.desk.pages import desk_page, page, said
from motcua.dossiers import reads
from motcua.dossiers.reads import Row
from motcua.people.actor import Actor


@require_GET
@desk_page
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The queue; without filters in the address, those the officer used last."""
    before = filters.kept(actor)
    if not request.GET and before:
        return redirect(f"{reverse('desk_home')}?{urlencode(before)}")
    chosen = Chosen.read(request.GET)
    if "tab" in request.GET and chosen.said() != before:
        filters.keep(actor, chosen)
    found = reads.queue(actor, chosen.narrowed(actor), after=request.GET.get("after", ""))
    context = _headings(actor, chosen) | {
        "rows": [shown(row) for row in found.rows],
        "next": _address(chosen, after=found.after) if found.after else "",
        "is_later": "after" in request.GET,
    }
    return page(request, "queue.html", context)


def _headings(actor: Actor, chosen: Chosen) -> dict[str, Any]:
    counts = reads.counts(actor)
    tabs = [(tab, _address(chosen, tab=tab), getattr(counts, tab)) for tab in filters.TABS]
    return {
        "chosen": chosen,
        "tabs": tabs,
        "procedures": reads.procedures(actor),
        "states": [(state, words.STATES[state]) for state in filters.STATES],
        "channels": [(channel, words.CHANNELS[channel]) for channel in filters.CHANNELS],
    }


def _address(chosen: Chosen, **changed: str) -> str:
    return f"{reverse('desk_home')}?{urlencode({'tab': chosen.tab, **chosen.said(), **changed})}"


def shown(row: Row) -> dict[str, Any]:
    """A line of a list with its words."""
    time_left, colour = words.remaining(row.left)
    return {
        "row": row,
        "case": said(case_name(row.version, row.case)),
        "state": words.STATES[row.standing.word],
        "waits": [words.WAITS[wait] for wait in row.standing.others],
        "channel": words.CHANNELS[row.channel],
        "left": time_left,
        "colour": colour,
    }


@lru_cache(maxsize=2000)
def case_name(version_id: str, case: str) -> dict[str, str]:
    """What a frozen version calls one of its cases; empty when it has only one, which needs no name."""
    found = version(version_id)
    cases = found.document["cases"] if found else []
    if len(cases) < 2:
        return {"vi": ""}
    return next((dict(one["name"]) for one in cases if one["id"] == case), {"vi": ""})
