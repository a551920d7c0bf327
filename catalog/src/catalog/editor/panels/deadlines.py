"""Deadlines: legs, late cut-off, modifiers, pauses, supplement and extension."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.panels.shared import LEGAL_BASIS, SELECTOR, duration, legal_bases, titled, with_name
from catalog.editor.parts import Cards, Control, Document, Panel
from catalog.editor.words import Options

LEG_CONTROLS = (
    Control("name", "pair", _("Name")),
    Control("amount", "amount", _("Length of time")),
    Control("unit", "choice", _("Unit"), options=words.UNITS),
    Control("by", "choice", _("Answered for by"), options=words.LEG_AGENCIES),
    LEGAL_BASIS,
)


def legs(document: Document) -> Options:
    """Every leg of every deadline."""
    return tuple(
        (leg["id"], titled(leg, "vi"))
        for rule in document.get("deadlines", [])
        for leg in rule.get("legs", [])
    )


def _leg(key: str, document: Document) -> dict[str, Any]:
    return {"id": key, "name": with_name(_("New leg")), "amount": 1, "unit": "working_day", "by": "competent"}


def _modifier(key: str, document: Document) -> dict[str, Any]:
    first = (legs(document) or (("", ""),))[0][0]
    return {"id": key, "name": with_name(_("New modifier")), "leg": first, "add": 1, "unit": "working_day"}


def _deadline(key: str, document: Document) -> dict[str, Any]:
    return {
        "id": key,
        "name": with_name(_("New time limit")),
        "start": "accepted",
        "legs": [
            {
                "id": "whole",
                "name": {"vi": "Giải quyết hồ sơ"},
                "amount": 10,
                "unit": "working_day",
                "by": "competent",
            }
        ],
        "pauses": [],
        "extension": {"max": 1, "notice_before": {"amount": 1, "unit": "calendar_day"}},
    }


def _in_words(part: Any) -> str:
    return f"{part.get('amount')} {words.label_of(words.UNITS, part.get('unit'))}"


def _leg_remark(part: Any, language: str) -> str:
    return f"{_in_words(part)} · {words.label_of(words.LEG_AGENCIES, part.get('by'))}"


def _remark(part: Any, language: str) -> str:
    return " + ".join(_in_words(leg) for leg in part.get("legs", []))


CONTROLS = (
    Control("name", "pair", _("Name"), optional=True),
    *SELECTOR,
    Control("start", "choice", _("Begins when"), options=words.STARTS),
    Control(
        "late_cutoff",
        "object",
        _("Received late in the day"),
        _("Strictly after this time; the time itself is still in time."),
        optional=True,
        columns=(
            Control("time", "time", _("after")),
            Control("effect", "choice", _("effect"), options=words.CUTOFFS),
        ),
    ),
    Control(
        "pauses",
        "rows",
        _("Pauses"),
        columns=(
            Control("reason", "choice", _("reason"), options=words.PAUSE_REASONS),
            Control("effect", "choice", _("effect"), options=words.PAUSE_EFFECTS),
            Control("amount", "amount", _("amount"), optional=True),
            Control("unit", "choice", _("unit"), options=words.UNITS, optional=True),
            Control("legal_basis", "choice", _("legal basis"), options=legal_bases, optional=True),
        ),
        blank={"reason": "supplement", "effect": "pause"},
    ),
    Control(
        "supplement",
        "object",
        _("Supplement requests"),
        optional=True,
        columns=(
            Control("max", "whole", _("how often")),
            duration("term", _("time to supply the papers")),
            Control("on_expiry", "choice", _("when the time is over"), options=words.ON_EXPIRY),
        ),
    ),
    Control("extension/max", "whole", _("Extensions allowed")),
    duration("extension/notice_before", _("Notice of an extension, before the due date")),
    duration("extension/longest", _("Longest extension"), optional=True),
)
LEGS = Cards(
    "legs",
    _("Legs of the legal time limit, one after the other"),
    _("Add a leg"),
    LEG_CONTROLS,
    _leg,
    titled,
    _leg_remark,
)
COMMITTED = Cards(
    "committed",
    _("The province's shorter promise"),
    _("Add a leg of the promise"),
    LEG_CONTROLS,
    _leg,
    titled,
    _leg_remark,
    optional=True,
)
MODIFIERS = Cards(
    "modifiers",
    _("Longer or shorter in special cases"),
    _("Add a modifier"),
    (
        Control("name", "pair", _("Name")),
        Control("leg", "choice", _("Changes the leg"), options=legs),
        Control("add", "amount", _("Adds")),
        Control("unit", "choice", _("Unit"), options=words.UNITS),
        Control("when", "rule", _("When"), optional=True),
        *SELECTOR,
    ),
    _modifier,
    titled,
    optional=True,
)

DEADLINES = Panel(
    "deadlines",
    _("Deadlines"),
    (
        Cards(
            "deadlines",
            _("Time limits"),
            _("Add a time limit"),
            CONTROLS,
            _deadline,
            titled,
            _remark,
            intro=_(
                "Exactly one time limit must apply to every combination of case, channel, place and "
                "applicant."
            ),
            nested=(LEGS, COMMITTED, MODIFIERS),
        ),
    ),
)
