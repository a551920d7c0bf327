"""Checks and named rules: what must be true across answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editor.binding import Look
from catalog.editor.conditions.words import field_options
from catalog.editor.ops import store
from catalog.editor.panels.shared import with_name
from catalog.editor.parts import Cards, Control, Document, Panel, text_in
from catalog.editor.values import BadInput

NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


def _blank(key: str, document: Document) -> dict[str, Any]:
    fields = field_options(document)
    return {
        "id": key,
        "fails_when": False,
        "at": fields[0][0] if fields else "",
        "message": with_name(_("Say what is wrong and how to mend it.")),
    }


def context(look: Look, **_more: Any) -> dict[str, Any]:
    """The named rules as sentences."""
    rules = look.document.get("rules", {})
    return {
        "named": [
            {"name": name, "at": f"/rules/{name}", "sentence": look.said(tree)}
            for name, tree in rules.items()
        ]
    }


def add_rule(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A new named rule that is never met until somebody says when."""
    name = str(posted.get("id") or "").strip()
    if not NAME.match(name):
        raise BadInput(gettext("A name has small letters, digits and underscores, for example many_owners."))
    return store(document, f"/rules/{name}", False)


CHECKS = Panel(
    "checks",
    _("Checks"),
    (
        Cards(
            "checks",
            _("Checks across answers"),
            _("Add a check"),
            (
                Control("message", "pair", _("What the applicant reads")),
                Control("fails_when", "rule", _("Said when")),
                Control("at", "choice", _("Shown at the field"), options=field_options),
            ),
            _blank,
            lambda part, language: text_in(part.get("message"), language) or part["id"],
            optional=True,
        ),
    ),
    template="catalog/editor/checks.html",
    extra=context,
    acts={"add_rule": add_rule},
)
