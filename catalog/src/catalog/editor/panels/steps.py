"""Steps: who does what, and where a dossier goes next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.panels.shared import duration, titled, with_name
from catalog.editor.parts import Cards, Control, Document, Panel
from catalog.editor.words import Options


def step_options(document: Document) -> Options:
    """The steps the document names."""
    return tuple((one["id"], titled(one, "vi")) for one in document.get("steps", []))


def action_options(document: Document) -> Options:
    """The platform's actions, and those of plugins the document already uses."""
    known = dict(words.ACTIONS)
    used = {action for step in document.get("steps", []) for action in step.get("actions", [])}
    return (*words.ACTIONS, *((action, action) for action in sorted(used - set(known))))


CONTROLS = (
    Control("name", "pair", _("Name")),
    Control("role", "choice", _("Done by"), options=words.ROLES),
    Control("agency", "choice", _("At"), options=words.AGENCIES),
    duration("share", _("Share of the time"), optional=True),
    Control("actions", "ticks", _("Actions offered"), options=action_options),
    Control("next", "onward", _("Goes on to"), options=step_options),
    Control("end", "tick", _("The dossier may end here"), optional=True),
)


def _blank(key: str, document: Document) -> dict[str, Any]:
    return {
        "id": key,
        "name": with_name(_("New step")),
        "role": "specialist",
        "agency": "competent",
        "actions": [],
        "next": [],
    }


def _remark(part: Any, language: str) -> str:
    return f"{words.label_of(words.ROLES, part.get('role'))}, {words.label_of(words.AGENCIES, part.get('agency'))}"


STEPS = Panel(
    "steps",
    _("Steps"),
    (Cards("steps", _("Steps"), _("Add a step"), CONTROLS, _blank, titled, _remark),),
)
