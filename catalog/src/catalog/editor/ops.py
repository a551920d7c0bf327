"""Operations of the procedure language, built from what an administrator did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.addresses import name_of
from forms_schema.operations import resolve
from forms_schema.problems import FormsSchemaError

from catalog.editor.parts import ABSENT, Document

Operation = dict[str, Any]


def part_at(document: Document, address: str) -> Any:
    """The part at an address (``""`` is the whole document); ABSENT when there is none."""
    if not address:
        return document
    try:
        return resolve(document, address)
    except FormsSchemaError:
        return ABSENT


def store(document: Document, address: str, value: Any) -> list[Operation]:
    """Set ``value`` at ``address``, making the objects above it; ABSENT removes what is there.

    An object that becomes empty goes with its last part.
    """
    if value is ABSENT:
        return _clear(document, address)
    if part_at(document, address) == value and part_at(document, address) is not ABSENT:
        return []
    above, _slash, key = address.rpartition("/")
    while above and part_at(document, above) is ABSENT:
        value = {key: value}
        address = above
        above, _slash, key = address.rpartition("/")
    if isinstance(part_at(document, above), list):
        return [{"op": "add", "at": above, "value": value}]
    return [{"op": "set", "at": address, "value": value}]


def _clear(document: Document, address: str) -> list[Operation]:
    if part_at(document, address) is ABSENT:
        return []
    above = address.rpartition("/")[0]
    parent = part_at(document, above)
    if above.count("/") > 1 and isinstance(parent, Mapping) and len(parent) == 1:
        return _clear(document, above)
    return [{"op": "remove", "at": address}]


def shift(document: Document, address: str, step: int) -> list[Operation]:
    """Move an element of a list one place up (-1) or down (+1); nothing at the ends."""
    parent, _slash, name = address.rpartition("/")
    elements = part_at(document, parent)
    if not isinstance(elements, list):
        return []
    names = [name_of(element) or str(index) for index, element in enumerate(elements)]
    at = names.index(name) if name in names else -1
    to = at + step
    if at < 0 or not 0 <= to < len(names):
        return []
    before = names[to] if step < 0 else (names[to + 1] if to + 1 < len(names) else None)
    return [{"op": "move", "at": address, **({"before": before} if before is not None else {})}]


def free_id(wish: str, taken: set[str]) -> str:
    """An id that fits the language and is not taken, as near to ``wish`` as possible."""
    from catalog.normalise import search_key

    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in search_key(wish)).strip(
        "_"
    )
    while "__" in plain:
        plain = plain.replace("__", "_")
    base = (plain if plain[:1].isalpha() else f"n_{plain}".strip("_"))[:36] or "part"
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}_{number}", number + 1
    return candidate


def ids_in(elements: Any) -> set[str]:
    """The names taken in a list or object."""
    if isinstance(elements, Mapping):
        return set(elements)
    return {str(name_of(element)) for element in elements or []}
