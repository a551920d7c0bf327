"""General: names, sector, decision, law, dates, cases, channels, personal data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.panels.shared import titled, with_name
from catalog.editor.parts import Cards, Control, Document, Panel, Section, text_in


def sectors(document: Document) -> words.Options:
    """The sectors of the catalogue by name, and the one this document names, should the catalogue not know it."""
    from catalog.models import Sector

    known = {one.code: str(one) for one in Sector.objects.all()}
    own = document.get("sector") or {}
    named = {own["code"]: text_in(own["name"], "vi")} if own else {}
    return tuple((named | known).items())


NAMES = Section(
    _("Name and sector"),
    (
        Control("name", "pair", _("Name")),
        Control(
            "summary",
            "long_pair",
            _("Summary for citizens"),
            _("Two or three plain sentences."),
            optional=True,
        ),
        Control("code", "line", _("National code")),
        Control("local_codes", "lines", _("Codes in the province"), _("One a line."), optional=True),
        Control("sector", "sector", _("Sector"), _("Sectors are added on their own page."), options=sectors),
        Control("keywords", "lines", _("Words people search for"), _("One a line."), optional=True),
        Control("conditions", "long_pair", _("Conditions for getting the result"), optional=True),
    ),
)
REACH = Section(
    _("Who, where and how"),
    (
        Control("level", "ticks", _("Level of administration"), options=words.LEVELS),
        Control("applicants", "ticks", _("Who may apply"), options=words.APPLICANTS),
        Control("channels", "ticks", _("How a dossier may be handed in"), options=words.CHANNELS),
        Control("places", "ticks", _("Places that make a difference"), options=words.PLACES, optional=True),
        Control("processing_home", "choice", _("Where it is processed"), options=words.HOMES),
        Control("online/level", "choice", _("Online service"), options=words.ONLINE_LEVELS),
        Control(
            "online/reason",
            "choice",
            _("Why not completely online"),
            options=words.ONLINE_REASONS,
            optional=True,
        ),
        Control("online/note", "long_pair", _("Note on the online service"), optional=True),
    ),
)
DATES = Section(
    _("In force"),
    (
        Control("in_force/from", "date", _("In force from")),
        Control("in_force/to", "last_day", _("Last day in force"), _("Leave empty while there is no end.")),
        Control(
            "in_force/transition", "choice", _("What happens to open dossiers"), options=words.TRANSITIONS
        ),
        Control("decision/number", "line", _("Announcing decision: number")),
        Control("decision/issued_by", "line", _("Issued by")),
        Control("decision/issued_on", "date", _("Issued on"), optional=True),
    ),
)
PRIVACY = Section(
    _("Personal data"),
    (
        Control("personal_data/retention/years", "whole", _("Years a finished dossier is kept")),
        Control("personal_data/retention/basis", "line", _("Basis for the years"), optional=True),
        Control("personal_data/sensitive", "tick", _("The procedure handles sensitive data")),
    ),
)
REVIEW = Section(
    _("Source and review"),
    (
        Control("source", "line", _("Source"), optional=True),
        Control(
            "review/status",
            "choice",
            _("State of the text"),
            options=(("needs_review", _("needs review")), ("reviewed", _("reviewed"))),
            optional=True,
        ),
        Control("review/by", "line", _("Reviewed by"), optional=True),
    ),
)


def _case(key: str, document: Document) -> dict[str, Any]:
    return {"id": key, "name": with_name(_("New case"))}


def _basis(key: str, document: Document) -> dict[str, Any]:
    return {"id": key, "number": "…", "title": with_name(_("New legal basis"))}


CASES = Cards(
    "cases",
    _("Cases"),
    _("Add a case"),
    (
        Control("name", "pair", _("Name")),
        Control("note", "long_pair", _("Note for the applicant"), optional=True),
    ),
    _case,
    titled,
    intro=_("Variants with their own papers, fee or time limit. The applicant or the officer chooses one."),
)
LAW = Cards(
    "legal_bases",
    _("Legal bases"),
    _("Add a legal basis"),
    (
        Control("number", "line", _("Number")),
        Control("title", "pair", _("Title")),
        Control("article", "line", _("Article"), optional=True),
        Control("url", "line", _("Address of the text"), optional=True),
    ),
    _basis,
    lambda part, language: f"{part['number']} {part.get('article', '')}".strip(),
)

GENERAL = Panel("general", _("General"), (NAMES, DATES, CASES, REACH, LAW, PRIVACY, REVIEW))
