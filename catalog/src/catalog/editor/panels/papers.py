"""Papers: the components of the dossier."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.panels.shared import LEGAL_BASIS, SELECTOR, duration, sources, titled, with_name
from catalog.editor.parts import Cards, Control, Document, Panel

CONTROLS = (
    Control("name", "long_pair", _("Name")),
    Control("kind", "choice", _("This paper"), options=words.COMPONENT_KINDS),
    Control("required", "requirement", _("Required")),
    Control("when", "rule", _("Asked for only when"), optional=True),
    *SELECTOR,
    Control(
        "group",
        "line",
        _("One of a group"),
        _("Papers with the same group name: one is enough."),
        optional=True,
    ),
    Control("originals", "whole", _("Originals")),
    Control("copies", "whole", _("Copies")),
    Control("accept", "ticks", _("Accepted file formats"), options=words.FORMATS),
    Control("max_mb", "whole", _("Largest file (MB)")),
    Control("max_files", "whole", _("Most files"), optional=True),
    Control("template_url", "line", _("Address of the form to fill in"), optional=True),
    duration("max_age", _("Issued at most"), optional=True, help=_("Before the dossier is received.")),
    Control(
        "replaced_by",
        "object",
        _("Not asked for when this register answers"),
        optional=True,
        columns=(
            Control("source", "choice", _("register"), options=sources),
            Control("fallback", "choice", _("otherwise"), options=words.FALLBACKS),
        ),
    ),
    Control("reuse", "tick", _("May be reused from the citizen's document store"), optional=True),
    Control("digitise", "tick", _("Must be digitised at the counter")),
    Control("note", "long_pair", _("Note"), optional=True),
    LEGAL_BASIS,
)


def _blank(key: str, document: Document) -> dict[str, Any]:
    return {
        "id": key,
        "name": with_name(_("New paper")),
        "kind": "submit",
        "required": True,
        "originals": 1,
        "copies": 0,
        "accept": ["pdf", "jpg", "png"],
        "max_mb": 20,
        "digitise": True,
    }


def _remark(part: Any, language: str) -> str:
    kind = words.label_of(words.COMPONENT_KINDS, part.get("kind"))
    count = _("originals: %(originals)s, copies: %(copies)s") % part
    return f"{kind} · {count}"


PAPERS = Panel(
    "papers",
    _("Papers"),
    (Cards("components", _("Papers of the dossier"), _("Add a paper"), CONTROLS, _blank, titled, _remark),),
)
