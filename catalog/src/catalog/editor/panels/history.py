"""History: who changed what and when, with undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editor.binding import Look
from catalog.editor.ops import part_at
from catalog.editor.parts import ABSENT, Panel, text_in
from catalog.models import DefinitionChange, Procedure

SHOWN = 100


def context(look: Look, procedure: Procedure, **_more: Any) -> dict[str, Any]:
    """The last changes with their operations in words."""
    changes = procedure.changes.select_related("by", "undoes").order_by("-number")[:SHOWN]
    return {"rows": [_row(change, look) for change in changes], "shown": SHOWN}


def _row(change: DefinitionChange, look: Look) -> dict[str, Any]:
    return {
        "change": change,
        "who": change.by.get_full_name() or change.by.get_username(),
        "sentences": [in_words(operation, look) for operation in change.operations][:6],
    }


def in_words(operation: Mapping[str, Any], look: Look) -> str:
    """An operation as a sentence: what was done, and where."""
    verbs = {
        "set": gettext("changed %(what)s"),
        "add": gettext("added %(what)s"),
        "move": gettext("moved %(what)s"),
        "remove": gettext("removed %(what)s"),
    }
    if operation["at"] == "":
        return gettext("the whole procedure was replaced")
    return verbs[operation["op"]] % {"what": _what(operation, look)}


def _what(operation: Mapping[str, Any], look: Look) -> str:
    value = operation.get("value")
    name = _name(value, look) if operation["op"] == "add" else ""
    address = operation["at"]
    return f"{name} ({address})" if name else f"{named(address, look)} ({address})".strip()


def named(address: str, look: Look) -> str:
    parts = address.split("/")
    for end in range(len(parts), 1, -1):
        part = part_at(look.document, "/".join(parts[:end]))
        if part is not ABSENT and (name := _name(part, look)):
            return f"“{name}”"
    return ""


def _name(part: Any, look: Look) -> str:
    if not isinstance(part, Mapping):
        return ""
    texts = (
        part.get("x-field", {}).get("label") or part.get("name") or part.get("title") or part.get("message")
    )
    return text_in(texts, look.language)[:80]


HISTORY = Panel(
    "history", _("History"), template="catalog/editor/history.html", extra=context, editable=False
)
