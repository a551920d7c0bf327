"""Addresses of parts in the words of the editor: panel, part, control."""

from __future__ import annotations

from catalog.editor.binding import Look
from catalog.editor.findings import panel_of
from catalog.editor.panels.naming import named
from catalog.editor.parts import Panel


def place_of(at: str, look: Look) -> str:
    """What people call the part at an address, as in "Fees › “Certification” › Cap"."""
    from catalog.editor.panels import PANELS

    panel = PANELS[panel_of(at)]
    words = [str(panel.title), named(at, look), _control(panel, at, look)]
    return " › ".join(word for word in words if word)


def _control(panel: Panel, at: str, look: Look) -> str:
    """The label of the nearest control at the address or above it."""
    from catalog.editor.acts import controls

    found = ""
    longest = 0
    for control, base in controls(panel, look.document):
        where = f"{base}/{control.key}"
        if (at == where or at.startswith(where + "/")) and len(where) > longest:
            found, longest = str(control.label), len(where)
    return found
