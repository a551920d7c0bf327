"""The form: pages in order, fields of a page, and everything about one field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.binding import Look, bind_all, slug
from catalog.editor.ops import free_id, ids_in, part_at
from catalog.editor.panels.fields import controls_of, kind_of, new_field, types
from catalog.editor.panels.shared import papers
from catalog.editor.parts import ABSENT, Control, Document, Panel, text_in
from catalog.editor.values import BadInput

PAGE_CONTROLS = (
    Control("title", "pair", _("Title")),
    Control("intro", "long_pair", _("Introduction"), optional=True),
    Control("show", "rule", _("The page is asked only when"), optional=True),
)
TEXT_CONTROLS = {
    "heading": (Control("heading", "pair", _("Heading")),),
    "text": (Control("text", "long_pair", _("Explanation")),),
}
FIELDS = "/form/fields"


def context(look: Look, **_more: Any) -> dict[str, Any]:
    """What the template of this panel draws."""
    form = look.document["form"]
    placed = {item["component"] for page in form["pages"] for item in page["items"] if "component" in item}
    return {
        "pages": [_page(page, number, look) for number, page in enumerate(form["pages"], 1)],
        "page_options": [(page["id"], text_in(page["title"], look.language)) for page in form["pages"]],
        "types": [one for one in types(look.document)],
        "row_types": [one for one in types(look.document) if one[0] not in ("group", "file")],
        "papers": [one for one in papers(look.document) if one[0] not in placed],
        "opened_part": _opened(look),
    }


def _page(page: Mapping[str, Any], number: int, look: Look) -> dict[str, Any]:
    at = f"/form/pages/{page['id']}"
    is_open = look.opened == at
    return {
        "at": at,
        "id": slug(at),
        "key": page["id"],
        "number": number,
        "title": text_in(page["title"], look.language),
        "condition": look.said(page["show"]) if "show" in page else "",
        "is_open": is_open,
        "controls": bind_all(PAGE_CONTROLS, at, page, look) if is_open else [],
        "items": [_item(item, at, look) for item in page["items"]],
    }


def _item(item: Mapping[str, Any], page_at: str, look: Look) -> dict[str, Any]:
    kind = next(one for one in ("field", "component", "heading", "text") if one in item)
    key = item["id"] if kind in TEXT_CONTROLS else item[kind]
    drawn = {"kind": kind, "key": key, "at": f"{page_at}/items/{key}", "id": slug(f"{page_at}/items/{key}")}
    if kind == "field":
        return {**drawn, **_field_line(key, look)}
    if kind == "component":
        label = dict(papers(look.document)).get(key, key)
        return {
            **drawn,
            "label": label,
            "type": gettext("Paper"),
            "panel": "papers",
            "open_at": f"/components/{key}",
        }
    label = text_in(item[kind], look.language)
    names = {"heading": gettext("Heading"), "text": gettext("Explanation")}
    return {
        **drawn,
        "label": label,
        "type": names[kind],
        "open_at": drawn["at"],
        "is_open": look.opened == drawn["at"],
    }


def _field_line(key: str, look: Look) -> dict[str, Any]:
    at = f"{FIELDS}/{key}"
    schema = part_at(look.document, at)
    if schema is ABSENT:
        return {"label": key, "type": "?", "open_at": at}
    asked = schema["x-field"]
    return {
        "label": text_in(asked["label"], look.language),
        "type": words.label_of(words.FIELD_TYPES, kind_of(schema)),
        "required": _required(asked.get("required", False), look),
        "condition": look.said(asked["show"]) if "show" in asked else "",
        "open_at": at,
        "is_open": look.opened == at or look.opened.startswith(f"{at}/fields/"),
        "problems": look.count(at),
    }


def _required(value: Any, look: Look) -> str:
    if isinstance(value, bool):
        return gettext("required") if value else gettext("not required")
    return gettext("required when %(condition)s") % {"condition": look.said(value)}


def _opened(look: Look) -> dict[str, Any] | None:
    """The field, heading or explanation being edited."""
    part = part_at(look.document, look.opened) if look.opened else ABSENT
    if part is ABSENT or not isinstance(part, Mapping):
        return None
    if "x-field" in part:
        return _opened_field(part, look)
    kind = next((one for one in TEXT_CONTROLS if one in part), "")
    if not kind:
        return None
    controls = bind_all(TEXT_CONTROLS[kind], look.opened, part, look)
    return {
        "at": look.opened,
        "title": text_in(part[kind], look.language),
        "controls": controls,
        "kind": kind,
    }


def _opened_field(schema: Mapping[str, Any], look: Look) -> dict[str, Any]:
    rows = schema.get("items", {}).get("properties", {}) if kind_of(schema) == "group" else {}
    return {
        "kind": "field",
        **_placed(look),
        "at": look.opened,
        "key": look.opened.rpartition("/")[2],
        "title": text_in(schema["x-field"]["label"], look.language),
        "controls": bind_all(controls_of(schema), look.opened, schema, look),
        "is_group": kind_of(schema) == "group",
        "group_at": look.opened.rpartition("/fields/")[0] if look.opened.count("/fields/") > 1 else "",
        "rows": [
            {"key": name, **_row_line(f"{look.opened}/fields/{name}", part, look)}
            for name, part in rows.items()
        ],
    }


def _placed(look: Look) -> dict[str, Any]:
    """Where the field stands, so that it can be moved to another page."""
    name = look.opened.rpartition("/")[2]
    for page in look.document["form"]["pages"]:
        if look.opened == f"{FIELDS}/{name}" and any(item.get("field") == name for item in page["items"]):
            return {"page": page["id"], "item_at": f"/form/pages/{page['id']}/items/{name}"}
    return {}


def _row_line(at: str, schema: Mapping[str, Any], look: Look) -> dict[str, Any]:
    asked = schema["x-field"]
    return {
        "open_at": at,
        "label": text_in(asked["label"], look.language),
        "type": words.label_of(words.FIELD_TYPES, kind_of(schema)),
        "required": _required(asked.get("required", False), look),
        "problems": look.count(at),
    }


# --- acts -----------------------------------------------------------------------------------------------


def _label(posted: Mapping[str, Any]) -> dict[str, str]:
    texts = {language: str(posted.get(f"label.{language}") or "").strip() for language in ("vi", "en")}
    if not texts["vi"]:
        raise BadInput(gettext("Write the text in Vietnamese first."))
    return {language: text for language, text in texts.items() if text}


def _kind(posted: Mapping[str, Any], document: Document) -> str:
    kind = str(posted.get("type") or "text")
    if kind not in dict(types(document)):
        raise BadInput(gettext("Choose the type from the list."))
    return kind


def add_field(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A new field at the end of a page."""
    label = _label(posted)
    key = free_id(label.get("en") or label["vi"], ids_in(part_at(document, FIELDS)))
    field = new_field(_kind(posted, document), label)
    return [
        {"op": "add", "at": f"{FIELDS}/{key}", "value": field},
        {"op": "add", "at": f"{at}/items", "value": {"field": key}},
    ]


def add_row_field(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A new field in the rows of a group."""
    label = _label(posted)
    key = free_id(label.get("en") or label["vi"], ids_in(part_at(document, f"{at}/fields")))
    return [{"op": "add", "at": f"{at}/fields/{key}", "value": new_field(_kind(posted, document), label)}]


def add_page(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A new page at the end, with an explanation to be replaced."""
    title = _label(posted)
    taken = {*ids_in(document["form"]["pages"]), *_item_ids(document)}
    key = free_id(title.get("en") or title["vi"], taken)
    intro = {
        "id": free_id(f"{key}_text", taken),
        "text": {"vi": "Trang này chưa có câu hỏi.", "en": "No questions yet."},
    }
    return [{"op": "add", "at": "/form/pages", "value": {"id": key, "title": title, "items": [intro]}}]


def add_text(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A heading or an explanation at the end of a page."""
    kind = "heading" if posted.get("kind") == "heading" else "text"
    key = free_id(f"{at.rpartition('/')[2]}_{kind}", set(_item_ids(document)))
    return [{"op": "add", "at": f"{at}/items", "value": {"id": key, kind: _label(posted)}}]


def add_paper(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A paper of the dossier asked for on a page."""
    paper = str(posted.get("component") or "")
    if paper not in dict(papers(document)):
        raise BadInput(gettext("Choose a paper from the list."))
    return [{"op": "add", "at": f"{at}/items", "value": {"component": paper}}]


def to_page(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Move an item to the end of another page."""
    page = str(posted.get("page") or "")
    if page not in ids_in(document["form"]["pages"]):
        raise BadInput(gettext("Choose the page from the list."))
    if at.startswith(f"/form/pages/{page}/"):
        return []
    return [{"op": "move", "at": at, "to": f"/form/pages/{page}/items"}]


def remove_item(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Take an item off its page; a field goes altogether, unless something else uses it."""
    item = part_at(document, at)
    operations: list[dict[str, Any]] = [{"op": "remove", "at": at}]
    if isinstance(item, Mapping) and "field" in item:
        operations.append({"op": "remove", "at": f"{FIELDS}/{item['field']}"})
    return operations


def remove_page(document: Document, at: str, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Remove a page that asks no questions any more."""
    page = part_at(document, at)
    if isinstance(page, Mapping) and any("field" in item or "component" in item for item in page["items"]):
        raise BadInput(gettext("Move or remove the questions of this page first; then the page can go."))
    return [{"op": "remove", "at": at}]


def _item_ids(document: Document) -> Iterator[str]:
    for page in document["form"]["pages"]:
        yield page["id"]
        for item in page["items"]:
            yield str(item.get("id") or item.get("field") or item.get("component"))


FORM = Panel(
    "form",
    _("Form"),
    template="catalog/editor/form.html",
    extra=context,
    acts={
        "add_field": add_field,
        "add_row_field": add_row_field,
        "add_page": add_page,
        "add_text": add_text,
        "add_paper": add_paper,
        "to_page": to_page,
        "remove_item": remove_item,
        "remove_page": remove_page,
    },
)
