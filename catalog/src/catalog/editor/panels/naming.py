"""What a part of a document calls itself: its label, name, title or message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.editor.binding import Look
from catalog.editor.ops import part_at
from catalog.editor.parts import ABSENT, text_in

#: Characters of a name in a list.
LONGEST = 100


def named(address: str, look: Look) -> str:
    """The name of the part at an address or of the nearest named part above it, in quotation marks."""
    parts = address.split("/")
    for end in range(len(parts), 1, -1):
        part = part_at(look.document, "/".join(parts[:end]))
        if part is not ABSENT and (name := own_name(part, look)):
            return f"“{name}”"
    return ""


def own_name(part: Any, look: Look) -> str:
    """The name a part carries; nothing when it carries none."""
    if not isinstance(part, Mapping):
        return ""
    texts = (
        part.get("x-field", {}).get("label") or part.get("name") or part.get("title") or part.get("message")
    )
    text = text_in(texts, look.language)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
