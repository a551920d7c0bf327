"""Versions: what was published, and how the draft differs from the one in force."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from forms_schema.versions import diff

from catalog.editor.binding import Look
from catalog.editor.differences import old_and_new, where
from catalog.editor.findings import opened_for, panel_of
from catalog.editor.parts import Panel
from catalog.editor.places import place_of
from catalog.models import Procedure, ProcedureVersion
from catalog.reads import version_in_force
from catalog.registry import clock

KINDS = {
    "texts": _("texts only"),
    "compatible": _("compatible"),
    "needs_mapping": _("needs mapping"),
    "breaking": _("breaking"),
}


def context(look: Look, procedure: Procedure, **_more: Any) -> dict[str, Any]:
    """The versions, and the differences between the draft and the version in force (or the last one)."""
    versions = list(procedure.versions.select_related("published_by", "approved_by").order_by("-number"))
    day = clock.today()
    current = version_in_force(procedure.code, day)
    against = current or (versions[0] if versions else None)
    return {
        "versions": [{"version": one, "state": _state(one, current, day)} for one in versions],
        "against": against,
        "differences": [_difference(change, look) for change in diff(against.document, look.document)]
        if against
        else [],
    }


def _state(version: ProcedureVersion, current: ProcedureVersion | None, day: Any) -> Any:
    if current and version.pk == current.pk:
        return _("in force")
    return _("prepared") if version.valid_from > day else _("replaced")


def _difference(change: Any, look: Look) -> dict[str, Any]:
    at = where(change.pointer)
    return {
        "place": place_of(at, look),
        "values": old_and_new(change, look),
        "panel": panel_of(at),
        "open_at": opened_for(at),
        "kind": change.kind,
        "kind_label": KINDS.get(change.kind, change.kind),
        "reason": change.reason.get(look.language) or change.reason["vi"],
    }


VERSIONS = Panel(
    "versions", _("Versions"), template="catalog/editor/versions.html", extra=context, editable=False
)
