"""Addressing parts of a document by id, such as ``/components/contract/max_mb``.

Lists whose elements have an id (or another key that names them) are walked by that name, so that an address
stays true when something is added before it. Elements without a name are addressed by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.problems import FormsSchemaError, Problem

Path = tuple[str | int, ...]
_NAMES = ("id", "field", "component", "event", "reason", "to", "value", "name")


class NoSuchAddress(FormsSchemaError):
    """The address leads nowhere in this document."""


def resolve(document: Mapping[str, Any], address: str) -> Any:
    """The part of the document at the address; raises NoSuchAddress."""
    return at_path(document, path_of(document, address))


def path_of(document: Mapping[str, Any], address: str) -> Path:
    """The JSON path (keys and numbers) of an address; raises NoSuchAddress."""
    path: list[Any] = []
    value: Any = document
    for segment in segments(address):
        for key in _keys(tuple(path), value, segment):
            if not _has(value, key):
                raise no_such(address, segment)
            value = at_path(value, (key,))
            path.append(key)
    return tuple(path)


def segments(address: str) -> list[str]:
    """The parts of an address; raises NoSuchAddress when it does not begin with ``/``."""
    if not address.startswith("/"):
        raise no_such(address, address)
    return (
        [part.replace("~1", "/").replace("~0", "~") for part in address[1:].split("/")]
        if address != "/"
        else []
    )


def address_of(document: Mapping[str, Any], path: Path) -> str:
    """The address of a path: numbers become names where there are names."""
    parts: list[str] = []
    value: Any = document
    for key in path:
        inner = at_path(value, (key,))
        name = name_of(inner) if isinstance(value, list) else str(key)
        parts.append(str(key) if name is None else name)
        value = inner
    text = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
    return text.replace("/form/data/properties/", "/form/fields/").replace("/items/properties/", "/fields/")


def name_of(element: Any) -> str | None:
    """What an element of a list is called: its id, or what it stands for; None when nothing names it."""
    if not isinstance(element, Mapping):
        return None
    found = next((element[key] for key in _NAMES if isinstance(element.get(key), str)), None)
    return str(found) if found is not None else None


def at_path(document: Any, path: Path) -> Any:
    """The value at a path that is known to exist."""
    for key in path:
        document = document[key]
    return document


def changed(document: Any, path: Path, value: Any) -> Any:
    """A copy of the document with the value at the path; everything else is shared with the original."""
    if not path:
        return value
    copy: Any = list(document) if isinstance(document, list) else dict(document)
    copy[path[0]] = changed(document[path[0]], path[1:], value) if path[1:] else value
    return copy


def without(document: Any, path: Path) -> Any:
    """A copy of the document without what stands at the path."""
    parent = at_path(document, path[:-1])
    rest: Any = list(parent) if isinstance(parent, list) else dict(parent)
    del rest[path[-1]]
    return changed(document, path[:-1], rest)


def _keys(path: Path, value: Any, segment: str) -> Path:
    if path == ("form",) and segment == "fields":
        return ("data", "properties")
    if segment == "fields" and isinstance(value, Mapping) and "x-field" in value:
        return ("items", "properties")
    if isinstance(value, list):
        return (position(value, segment),)
    return (segment,)


def position(elements: list[Any], segment: str) -> int:
    """Where the element of this name (or number) stands; -1 when there is none."""
    named = next((index for index, element in enumerate(elements) if name_of(element) == segment), None)
    if named is not None:
        return named
    return int(segment) if segment.isascii() and segment.isdigit() and int(segment) < len(elements) else -1


def _has(value: Any, key: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(key, int) and key >= 0
    return isinstance(value, Mapping) and key in value


def no_such(address: str, segment: str) -> NoSuchAddress:
    """The exception for an address that leads nowhere."""
    message = {
        "vi": f"Không tìm thấy “{segment[:60]}” trong địa chỉ {address[:200]}. Hãy tải lại tài "
        f"liệu và chọn lại.",
        "en": f"There is no “{segment[:60]}” in the address {address[:200]}. Load the document "
        f"again and choose again.",
    }
    return NoSuchAddress([Problem(address[:300], "operation.no_such_address", message)])
