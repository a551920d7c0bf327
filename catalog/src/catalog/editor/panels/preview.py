"""Preview: the form as an applicant sees it, with fees and date if it were received today."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor.binding import Look
from catalog.editor.parts import Panel
from catalog.editor.trying import Try
from catalog.models import Procedure


def context(look: Look, procedure: Procedure, request: Any, **_more: Any) -> dict[str, Any]:
    """The situation chosen, the answers so far, and what they lead to."""
    attempt = Try.of(procedure, request)
    return {
        "attempt": attempt,
        "outcome": attempt.outcome(look.language),
        "switches": attempt.switches(look.language),
    }


PREVIEW = Panel(
    "preview", _("Preview"), template="catalog/editor/preview.html", extra=context, editable=False
)
