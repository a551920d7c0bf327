"""Small changes of a document, each with its inverse: how the catalogue edits, undoes and merges.

Exceptions of the module::

    FormsSchemaError
    └── OperationRefused        the change is not made; the problems say why
        └── StaleBase           the document was changed by somebody else in the meantime
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.addresses import (
    Path,
    address_of,
    at_path,
    changed,
    name_of,
    no_such,
    path_of,
    position,
    resolve,
    segments,
    without,
)
from forms_schema.canonical import content_hash
from forms_schema.document import structure_problems
from forms_schema.problems import FormsSchemaError, Problem
from forms_schema.referrers import referrers

Document = Mapping[str, Any]
Operation = Mapping[str, Any]
_SHAPES = {"set": {"at", "value"}, "add": {"at", "value"}, "move": {"at"}, "remove": {"at"}}
_OPTIONAL = {"op", "base", "before", "to"}

__all__ = ["OperationRefused", "StaleBase", "apply", "resolve"]


class OperationRefused(FormsSchemaError):
    """The change is not made; the problems say why and what to do."""


class StaleBase(OperationRefused):
    """The document is not the one the change was made for."""


def apply(document: Document, operation: Operation) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changed document and the operation that takes the change back.

    ``operation`` is ``{"op": "set" | "add" | "move" | "remove", "at": address, "value", "before", "to",
    "base"}``. ``set`` replaces or creates one key; ``add`` puts an element into a list (``before`` a sibling,
    else last) or a new key into an object; ``move`` puts an element before a sibling, or into another list
    (``to``). ``base`` is the hash of the document the change was made for.

    Raises OperationRefused, StaleBase, NoSuchAddress.
    """
    _well_formed(operation)
    _fresh(document, operation)
    changed_document, inverse = _VERBS[operation["op"]](document, operation)
    problems = structure_problems(changed_document)
    if problems:
        raise OperationRefused(problems)
    return changed_document, {**inverse, "base": content_hash(changed_document)}


def _well_formed(operation: Operation) -> None:
    verb = operation.get("op")
    needed = _SHAPES.get(verb) if isinstance(verb, str) else None
    keys = set(operation)
    if (
        needed is None
        or not needed <= keys
        or not keys <= needed | _OPTIONAL
        or not isinstance(operation["at"], str)
    ):
        raise _refused(
            "operation.shape",
            "Thao tác phải có “op” (set, add, move, remove), “at” và các mục của nó. Hãy tạo lại thao tác.",
            "An operation has “op” (set, add, move, remove), “at” and what belongs to it. Make it again.",
        )


def _fresh(document: Document, operation: Operation) -> None:
    base = operation.get("base")
    if base is not None and base != content_hash(document):
        message = {
            "vi": "Tài liệu đã được người khác sửa. Hãy tải lại, xem thay đổi của họ rồi làm lại thao tác.",
            "en": "Somebody else has changed the document. Load it again, look at their change, "
            "then repeat yours.",
        }
        raise StaleBase([Problem(str(operation["at"])[:300], "operation.stale_base", message)])


def _set(document: Document, operation: Operation) -> tuple[dict[str, Any], dict[str, Any]]:
    address = operation["at"]
    parent, key = _parent(document, address)
    if key == "id" and at_path(document, parent).get("id") != operation["value"]:
        raise _refused(
            "operation.id_is_for_life",
            "Mã định danh không bao giờ đổi. Hãy sửa tên hiển thị, hoặc xóa và thêm mục mới.",
            "An id never changes. Change the label, or remove the element and add a new one.",
            address,
        )
    container = at_path(document, parent)
    if isinstance(container, list) or key in container:
        path = (*parent, key)
        inverse: dict[str, Any] = {"op": "set", "at": address, "value": at_path(document, path)}
        return changed(document, path, operation["value"]), inverse
    inverse = {"op": "remove", "at": address}
    return changed(document, parent, {**container, str(key): operation["value"]}), inverse


def _add(document: Document, operation: Operation) -> tuple[dict[str, Any], dict[str, Any]]:
    address, value = operation["at"], operation["value"]
    target = _list_at(document, address)
    if target is None:
        return _add_key(document, address, value)
    elements = at_path(document, target)
    name = name_of(value)
    if name is not None and any(name_of(element) == name for element in elements):
        raise _taken(address, name)
    at = _place(elements, operation.get("before"), address)
    grown = [*elements[:at], value, *elements[at:]]
    inverse = {"op": "remove", "at": f"{address.rstrip('/')}/{name or at}"}
    return changed(document, target, grown), inverse


def _add_key(document: Document, address: str, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    parent, key = _parent(document, address)
    container = at_path(document, parent)
    if isinstance(container, list) or key in container:
        raise _taken(address, str(key))
    return changed(document, parent, {**container, str(key): value}), {"op": "remove", "at": address}


def _remove(document: Document, operation: Operation) -> tuple[dict[str, Any], dict[str, Any]]:
    path = path_of(document, operation["at"])
    used = referrers(document, path)
    if used:
        raise OperationRefused([_in_use(operation["at"], used)])
    value, container = at_path(document, path), at_path(document, path[:-1])
    if not isinstance(container, list):
        return without(document, path), {"op": "add", "at": operation["at"], "value": value}
    inverse = {
        "op": "add",
        "at": address_of(document, path[:-1]),
        "value": value,
        **_following(container, path[-1]),
    }
    return without(document, path), inverse


def _move(document: Document, operation: Operation) -> tuple[dict[str, Any], dict[str, Any]]:
    path = path_of(document, operation["at"])
    source = at_path(document, path[:-1])
    if not isinstance(source, list):
        raise _refused(
            "operation.not_in_a_list",
            "Chỉ chuyển chỗ được phần tử của một danh sách. Hãy chọn một phần tử.",
            "Only an element of a list can be moved. Choose one.",
            operation["at"],
        )
    origin = address_of(document, path[:-1])
    target = operation.get("to", origin)
    value = source[int(path[-1])]
    taken = without(document, path)
    added, _ = _add(taken, {"at": target, "value": value, "before": operation.get("before")})
    inverse = {"op": "move", "at": f"{target}/{name_of(value) or path[-1]}", **_following(source, path[-1])}
    return added, inverse if target == origin else {**inverse, "to": origin}


def _following(elements: list[Any], index: str | int) -> dict[str, Any]:
    """What stands after the element, so that an inverse can put it back before that."""
    rest = elements[int(index) + 1 :]
    if not rest:
        return {}
    return {"before": name_of(rest[0]) or str(index)}


def _place(elements: list[Any], before: Any, address: str) -> int:
    if before is None:
        return len(elements)
    at = position(elements, str(before))
    if at < 0:
        raise no_such(address, str(before))
    return at


def _list_at(document: Document, address: str) -> Path | None:
    try:
        path = path_of(document, address)
    except FormsSchemaError:
        return None
    return path if isinstance(at_path(document, path), list) else None


def _parent(document: Document, address: str) -> tuple[Path, str | int]:
    *before, last = segments(address) or [""]
    path = path_of(document, "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in before))
    container = at_path(document, path)
    if isinstance(container, list):
        at = position(container, last)
        if at >= 0:
            return path, at
    elif isinstance(container, Mapping):
        return path, last
    raise no_such(address, last)


def _in_use(address: str, used: list[str]) -> Problem:
    listed = "; ".join(used[:20])
    message = {
        "vi": f"Không thể xóa vì còn được dùng ở: {listed}. Hãy gỡ những chỗ này trước.",
        "en": f"It cannot be removed because it is used at: {listed}. Change these places first.",
    }
    return Problem(address, "operation.in_use", message, params={"used_at": used})


def _taken(address: str, name: str) -> OperationRefused:
    return _refused(
        "operation.name_taken",
        f"Đã có “{name}” ở đây. Hãy đặt mã khác.",
        f"There is already “{name}” here. Give it another id.",
        address,
    )


def _refused(code: str, vi: str, en: str, address: str = "") -> OperationRefused:
    return OperationRefused([Problem(address, code, {"vi": vi, "en": en})])


_VERBS = {"set": _set, "add": _add, "move": _move, "remove": _remove}
