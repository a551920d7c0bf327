"""Problems: every finding, each with a link to the part it is about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from forms_schema.problems import Problem

from catalog.editor.binding import Look, slug
from catalog.editor.findings import opened_for, panel_of
from catalog.editor.parts import Panel
from catalog.editor.places import place_of
from catalog.editor.scenario_words import failing_key, mismatch, scenario_at


def context(look: Look, **_more: Any) -> dict[str, Any]:
    """The findings, errors first; and how many scenarios wait until the other errors are mended."""
    rows = [
        {
            "sentence": sentence_of(one, look),
            "is_error": one.severity == "error",
            "place": place_of(where, look),
            "panel": panel_of(where),
            "open_at": opened_for(where),
            "id": slug(opened_for(where)),
        }
        for where, found in look.findings.items()
        for one in found
    ]
    return {"rows": sorted(rows, key=lambda row: not row["is_error"]), "waiting": _waiting(look)}


def _waiting(look: Look) -> int:
    """How many scenarios were not run: the check runs them only where nothing else is wrong."""
    errors = (one.code for found in look.findings.values() for one in found if one.severity == "error")
    held = any(not code.startswith("scenario.") and code not in _AFTER_THE_RUN for code in errors)
    return len(look.document.get("scenarios", [])) if held else 0


_AFTER_THE_RUN = frozenset({"in_force.past"})
"""Errors of the catalogue's own, found beside the check: they keep no scenario from running."""


def sentence_of(problem: Problem, look: Look) -> str:
    """The finding in words; of a scenario what was expected and what came out, of what is in use where."""
    key, scenario = failing_key(problem.pointer), scenario_at(look.document, problem.pointer)
    if key and scenario:
        return f"{mismatch(key, problem.params, look)}."
    if problem.code == "operation.in_use":
        places = dict.fromkeys(place_of(at, look) for at in problem.params["used_at"])
        return _in_use(list(places))
    return str(problem.message.get(look.language) or problem.message["vi"])


def _in_use(places: list[str]) -> str:
    listed = "; ".join(places[:8])
    return gettext("It is still used here: %(places)s. Change these places first.") % {"places": listed}


PROBLEMS = Panel(
    "problems", _("Problems"), template="catalog/editor/problems.html", extra=context, editable=False
)
