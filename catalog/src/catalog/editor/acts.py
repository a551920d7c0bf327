"""From what was posted to operations: find the control, read the value, say what to change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from forms_schema.addresses import name_of

from catalog.editor.ops import Operation, free_id, ids_in, part_at, shift, store
from catalog.editor.panels.fees import change_kind
from catalog.editor.panels.fields import controls_of, shaped, types, with_choices
from catalog.editor.panels.form import PAGE_CONTROLS, TEXT_CONTROLS
from catalog.editor.parts import ABSENT, Cards, Control, Document, Panel, Section
from catalog.editor.values import BadInput, Posted, read, typed


def operations(panel: Panel, document: Document, posted: Posted) -> list[Operation]:
    """The operations one post asks for. Raises BadInput with a sentence."""
    act, at = typed(posted, "act"), typed(posted, "at")
    if act in panel.acts:
        return panel.acts[act](document, at, posted)
    verb = _VERBS.get(act)
    if verb is None:
        raise BadInput(_("This change is not known. Load the page again."))
    return verb(panel, document, at, posted)


def _set(panel: Panel, document: Document, at: str, posted: Posted) -> list[Operation]:
    found = next(((one, base) for one, base in controls(panel, document) if f"{base}/{one.key}" == at), None)
    if found is None:
        raise BadInput(_("This part is not there any more. Load the page again."))
    control, base = found
    special = _SPECIAL.get(control.kind)
    if special:
        return special(document, control, base, posted)
    value = read(posted, "v", control, document)
    return _in_notices(document, base, control, value) or store(document, at, value)


def _in_notices(document: Document, base: str, control: Control, value: Any) -> list[Operation]:
    """A notice is an element of a list named by its event; the first text makes it."""
    if not base.startswith("/notices/") or value is ABSENT or part_at(document, base) is not ABSENT:
        return []
    return [{"op": "add", "at": "/notices", "value": {"event": base.rpartition("/")[2], control.key: value}}]


def _fee_kind(document: Document, control: Control, base: str, posted: Posted) -> list[Operation]:
    kind = typed(posted, "v")
    if kind not in dict(control.choices(document)):
        raise BadInput(_("Choose how the amount is worked out."))
    at = f"{base}/amount"
    return store(document, at, change_kind(document, at, kind, part_at(document, at)))


def _field_type(document: Document, control: Control, base: str, posted: Posted) -> list[Operation]:
    kind, schema = typed(posted, "v"), part_at(document, base)
    if kind not in dict(types(document)):
        raise BadInput(_("Choose the type from the list."))
    return store(document, base, shaped({**schema, "x-field": {**schema["x-field"], "type": kind}}))


def _field_choices(document: Document, control: Control, base: str, posted: Posted) -> list[Operation]:
    rows = Control("choices", "rows", control.label, columns=control.columns, blank=control.blank)
    chosen = read(posted, "v", rows, document)
    if not chosen:
        raise BadInput(_("A question needs at least one choice."))
    chosen = _distinct(chosen)
    return store(document, base, with_choices(part_at(document, base), chosen))


def _distinct(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken: set[str] = set()
    for row in rows:
        row["value"] = free_id(row["value"], taken) if row["value"] in taken else row["value"]
        taken.add(row["value"])
    return rows


def _ticks(document: Document, control: Control, base: str, posted: Posted) -> list[Operation]:
    """What stays ticked keeps its place, what is new comes after it."""
    at = f"{base}/{control.key}"
    chosen, now = read(posted, "v", control, document), part_at(document, at)
    if chosen is not ABSENT and isinstance(now, list):
        kept = [one for one in now if one in chosen]
        chosen = [*kept, *(one for one in chosen if one not in kept)]
    return store(document, at, chosen)


def _requirement(document: Document, control: Control, base: str, posted: Posted) -> list[Operation]:
    at, answers = f"{base}/{control.key}", {"always": True, "never": False}
    choice = typed(posted, "v")
    if choice in answers:
        now = part_at(document, at)
        return [] if now is ABSENT and choice == "never" else store(document, at, answers[choice])
    if choice == "when" and isinstance(part_at(document, at), Mapping):
        return []
    raise BadInput(_("Choose “always” or “never”, or open the condition to say when."))


def _onward(document: Document, control: Control, base: str, posted: Posted) -> list[Operation]:
    """The next steps chosen; those that stay keep their conditions, the one without comes last."""
    chosen = posted.getlist("v") if hasattr(posted, "getlist") else posted.get("v", [])
    kept = {way["to"]: way for way in part_at(document, f"{base}/next")}
    ways = [kept.get(key, {"to": key}) for key, _label in control.choices(document) if key in chosen]
    return store(document, f"{base}/next", sorted(ways, key=lambda way: "when" not in way))


_SPECIAL = {
    "fee_kind": _fee_kind,
    "field_type": _field_type,
    "choices": _field_choices,
    "onward": _onward,
    "requirement": _requirement,
    "ticks": _ticks,
}


def controls(panel: Panel, document: Document) -> Iterator[tuple[Control, str]]:
    """Every control of a panel with the address of the part it belongs to."""
    for part in panel.parts:
        if isinstance(part, Section):
            base = f"/{part.at}" if part.at else ""
            yield from ((one, base) for one in part.controls)
        else:
            yield from _in_cards(part, "", document)
    if panel.name == "form":
        yield from _in_form(document)


def _in_cards(cards: Cards, base: str, holder: Mapping[str, Any]) -> Iterator[tuple[Control, str]]:
    for part in holder.get(cards.key, []):
        at = f"{base}/{cards.key}/{part['id']}"
        yield from ((one, at) for one in cards.controls if one.when is None or one.when(part))
        for inner in cards.nested:
            yield from _in_cards(inner, at, part)


def _in_form(document: Document) -> Iterator[tuple[Control, str]]:
    form = document["form"]
    for page in form["pages"]:
        at = f"/form/pages/{page['id']}"
        yield from ((one, at) for one in PAGE_CONTROLS)
        for item in page["items"]:
            for kind in (one for one in TEXT_CONTROLS if one in item):
                yield from ((one, f"{at}/items/{item['id']}") for one in TEXT_CONTROLS[kind])
    for name, schema in form["data"]["properties"].items():
        yield from ((one, f"/form/fields/{name}") for one in controls_of(schema))
        for inner, part in schema.get("items", {}).get("properties", {}).items():
            yield from ((one, f"/form/fields/{name}/fields/{inner}") for one in controls_of(part))


def _add(panel: Panel, document: Document, at: str, posted: Posted) -> list[Operation]:
    cards = next((one for one, where in lists(panel, document) if where == at), None)
    if cards is None:
        raise BadInput(_("This list is not there any more. Load the page again."))
    existing = part_at(document, at)
    wish = typed(posted, "id") or cards.key.rstrip("s")
    part = cards.blank(free_id(wish, ids_in(existing or [])), document)
    if existing is ABSENT:
        return store(document, at, [part])
    return [{"op": "add", "at": at, "value": part}]


def lists(panel: Panel, document: Document) -> Iterator[tuple[Cards, str]]:
    """Every list of a panel with its address, nested lists included."""
    for cards in (one for one in panel.parts if isinstance(one, Cards)):
        yield cards, f"/{cards.key}"
        for part in document.get(cards.key, []):
            yield from ((inner, f"/{cards.key}/{part['id']}/{inner.key}") for inner in cards.nested)


def _up(panel: Panel, document: Document, at: str, posted: Posted) -> list[Operation]:
    return shift(document, at, -1)


def _down(panel: Panel, document: Document, at: str, posted: Posted) -> list[Operation]:
    return shift(document, at, +1)


def _remove(panel: Panel, document: Document, at: str, posted: Posted) -> list[Operation]:
    parent = at.rpartition("/")[0]
    holder = part_at(document, parent)
    optional = any(one.optional and where == parent for one, where in lists(panel, document))
    if (
        optional
        and isinstance(holder, list)
        and len(holder) == 1
        and name_of(holder[0]) == at.rpartition("/")[2]
    ):
        return [{"op": "remove", "at": parent}]
    return [{"op": "remove", "at": at}]


_VERBS = {"set": _set, "add": _add, "up": _up, "down": _down, "remove": _remove}


def opens(operations_done: list[Operation], opened: str) -> str:
    """The address to show opened after a change: a part just added, else what was open."""
    for operation in operations_done:
        if (
            operation["op"] == "add"
            and isinstance(operation["value"], Mapping)
            and operation["at"].count("/") <= 2
        ):
            name = name_of(operation["value"])
            return (
                f"{operation['at']}/{name}"
                if name and not operation["at"].startswith("/form/fields")
                else opened
            )
        if operation["op"] == "add" and operation["at"].startswith("/form/fields/"):
            return operation["at"]
    return opened
