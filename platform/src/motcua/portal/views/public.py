"""Pages for everybody: home, list and search, one procedure, and the pages at the foot."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from catalog import reads as catalog
from forms_schema import Procedure
from motcua.agencies import reads as agencies
from motcua.ground import clock
from motcua.ground.names import clean
from motcua.portal import guide, offices, promise, words
from motcua.portal.caching import for_everybody
from motcua.portal.language import current, said

PAGE = 20
LONGEST_SEARCH = 120
SHOWN_AT_HOME = 6
LEVELS = ("commune", "province", "ministry")
NAMES = {
    "said": said,
    "level_names": words.LEVELS,
    "role_names": words.ROLES,
    "channel_names": words.CHANNELS,
    "applicant_names": words.APPLICANTS,
}


@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """Search, sectors, procedures that can be done online, tracking, and how it works."""
    listed = catalog.search(language=current(), limit=SHOWN_AT_HOME)
    return _page(request, "home", {"sectors": catalog.sectors(), "procedures": listed})


@for_everybody
def procedures(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by words (with or without diacritics), sector and level; twenty to a page."""
    text = clean(request.GET.get("q", "")[:LONGEST_SEARCH])
    sector = clean(request.GET.get("linh-vuc", "")[:40])
    level = request.GET.get("cap", "")
    level = level if level in LEVELS else ""
    number = _number(request.GET.get("trang", ""))
    found = catalog.search(text, current(), sector, level, limit=PAGE + 1, offset=(number - 1) * PAGE)
    context = {"text": text, "sector": sector, "level": level, "levels": LEVELS, "number": number}
    more = {"procedures": found[:PAGE], "has_more": len(found) > PAGE, "sectors": catalog.sectors()}
    return _page(request, "procedures", context | more)


@for_everybody
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure as it stands today, for one of its cases."""
    return _page(request, "procedure", _guided(request, code))


@for_everybody
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """What to bring, on one sheet to be printed or kept."""
    return _page(request, "checklist", _guided(request, code))


@for_everybody
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to call, and every counter with its address."""
    return _page(request, "contact", {"counters": list(agencies.agencies(one_stop=True))})


@for_everybody
def plain(request: HttpRequest, name: str) -> HttpResponse:
    """A page of words only: accessibility, personal data."""
    return _page(request, name, {})


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"portal/{name}.html", context | NAMES, using="pages")


def _number(text: str) -> int:
    return min(max(int(text), 1), 500) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _guided(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the pages of one procedure show; raises Http404 for a code that was never published."""
    today = clock.today()
    known = catalog.versions(code)
    version = catalog.version_in_force(code, today)
    if not known:
        raise Http404
    upcoming = [one for one in known if one.valid_from > today]
    context: dict[str, Any] = {"version": version, "upcoming": upcoming, "versions": known, "code": code}
    if version is None:
        return context
    loaded: Procedure = version.loaded()
    cases = [one.id for one in loaded.cases]
    case = request.GET.get("truong-hop", "")
    case = case if case in cases else cases[0]
    shown = {"procedure": loaded, "case": case, "today": today, "online": loaded.document["online"]}
    return (
        context
        | shown
        | {
            "guide": guide.guide(loaded, case, promise.calendar()),
            "offices": offices.offices(loaded, today),
            "can_start": "online" in loaded.channels and loaded.document["online"]["level"] != "information",
        }
    )
