"""Results: what the person gets at the end."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.panels.shared import titled, with_name
from catalog.editor.parts import Cards, Control, Document, Panel


def _blank(key: str, document: Document) -> dict[str, Any]:
    return {
        "id": key,
        "code": "…",
        "name": with_name(_("New result")),
        "kind": "positive",
        "electronic": True,
    }


RESULTS = Panel(
    "results",
    _("Results"),
    (
        Cards(
            "results",
            _("Results"),
            _("Add a result"),
            (
                Control("name", "pair", _("Name")),
                Control("code", "line", _("Code of the result")),
                Control("kind", "choice", _("Kind"), options=words.RESULT_KINDS),
                Control("electronic", "tick", _("Given in electronic form")),
            ),
            _blank,
            titled,
            lambda part, language: words.label_of(words.RESULT_KINDS, part.get("kind")),
        ),
    ),
)
