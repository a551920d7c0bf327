"""Problems: every finding, each with a link to the part it is about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor.binding import Look
from catalog.editor.findings import opened_for, panel_of
from catalog.editor.parts import Panel


def context(look: Look, **_more: Any) -> dict[str, Any]:
    """The findings, errors first."""
    rows = [
        {
            "sentence": one.message.get(look.language) or one.message["vi"],
            "is_error": one.severity == "error",
            "at": where or "/",
            "panel": panel_of(where),
            "open_at": opened_for(where),
        }
        for where, found in look.findings.items()
        for one in found
    ]
    return {"rows": sorted(rows, key=lambda row: not row["is_error"])}


PROBLEMS = Panel(
    "problems", _("Problems"), template="catalog/editor/problems.html", extra=context, editable=False
)
