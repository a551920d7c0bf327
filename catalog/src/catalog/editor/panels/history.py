"""History: who changed what and when, with undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editor.binding import Look
from catalog.editor.panels.naming import own_name
from catalog.editor.parts import Panel
from catalog.editor.places import place_of
from catalog.models import DefinitionChange, Procedure

SHOWN = 100


def context(look: Look, procedure: Procedure, **_more: Any) -> dict[str, Any]:
    """The last changes with their operations in words."""
    changes = procedure.changes.select_related("by", "undoes").order_by("-number")[:SHOWN]
    return {"rows": [_row(change, look) for change in changes], "shown": SHOWN}


def _row(change: DefinitionChange, look: Look) -> dict[str, Any]:
    """One line; the last of the operations that take a change back belongs to its first operation."""
    back = reversed(change.inverses)
    return {
        "change": change,
        "who": change.by.get_full_name() or change.by.get_username(),
        "sentences": [in_words(*pair, look) for pair in zip(change.operations, back, strict=False)][:6],
    }


def in_words(operation: Mapping[str, Any], inverse: Mapping[str, Any], look: Look) -> str:
    """An operation as a sentence: what was done, and where. What was removed is named by what brings it back."""
    verbs = {
        "set": gettext("changed %(what)s"),
        "add": gettext("added %(what)s"),
        "move": gettext("moved %(what)s"),
        "remove": gettext("removed %(what)s"),
    }
    if operation["at"] == "":
        return gettext("the whole procedure was replaced")
    return verbs[operation["op"]] % {"what": _what(operation, inverse, look)}


def _what(operation: Mapping[str, Any], inverse: Mapping[str, Any], look: Look) -> str:
    whole = {"add": operation, "remove": inverse}.get(operation["op"], {})
    name = own_name(whole.get("value"), look)
    place = place_of(operation["at"], look)
    return f"“{name}” ({place})" if name else place


HISTORY = Panel(
    "history", _("History"), template="catalog/editor/history.html", extra=context, editable=False
)
