"""The controls of one field of the form, by its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from forms_schema.fields import FIELD_TYPES, field_type

from catalog.editor import words
from catalog.editor.panels.shared import LEGAL_BASIS, sources
from catalog.editor.parts import Control, Document, text_in

LIMITS: dict[str, Any] = {
    "minLength": _("Fewest characters"),
    "maxLength": _("Most characters"),
    "minimum": _("Smallest value"),
    "maximum": _("Largest value"),
    "minItems": _("Fewest rows or files"),
    "maxItems": _("Most rows or files"),
}
WITH_CHOICES = ("choice", "choices")
MODES = (("suggest", _("may be changed")), ("locked", _("cannot be changed")))


def kind_of(schema: Mapping[str, Any]) -> str:
    """The field's type."""
    return str(schema.get("x-field", {}).get("type", "text"))


def types(document: Document) -> words.Options:
    """The types a field can have, those of plugins included."""
    from catalog.registry import schema_registry

    added = schema_registry.current().field_types
    return (*words.FIELD_TYPES, *((name, name) for name in sorted(added)))


def controls_of(schema: Mapping[str, Any]) -> tuple[Control, ...]:
    """What can be set on a field of this type."""
    kind = kind_of(schema)
    middle = [*_choices(kind), *_limits(schema), *_special(kind)]
    return (*_NAMING, *_ASKING, *(() if kind == "computed" else (_REQUIRED,)), *middle, *_PRIVACY, *_FILLING)


def values_of_sources(document: Document) -> words.Options:
    """What a source knows of a person, and what this document names besides."""
    known = dict(words.KNOWN_OF_A_PERSON)
    asked = (one["x-field"].get("prefill", {}).get("path", "") for one in _fields(document).values())
    return (*words.KNOWN_OF_A_PERSON, *((name, name) for name in sorted({*asked} - {"", *known})))


def code_lists(document: Document) -> words.Options:
    """The lists every installation has, those of plugins, and what this document names besides."""
    from catalog.registry import schema_registry

    known = dict(words.CODE_LISTS)
    named = {one["x-field"].get("code_list", {}).get("source", "") for one in _fields(document).values()}
    added = {name for name in schema_registry.current().sources if name not in dict(words.SOURCES)}
    return (*words.CODE_LISTS, *((name, name) for name in sorted((named | added) - {"", *known})))


def code_fields(document: Document) -> words.Options:
    """The fields of this document that choose from a code list."""
    fields = _fields(document).items()
    return tuple(
        (id_, text_in(one["x-field"]["label"], "vi")) for id_, one in fields if kind_of(one) == "code"
    )


def _fields(document: Document) -> Mapping[str, Any]:
    found: Mapping[str, Any] = document["form"]["data"]["properties"]
    return found


_NAMING = (
    Control("x-field/label", "pair", _("Label")),
    Control("x-field/help", "long_pair", _("Help below the label"), optional=True),
    Control("x-field/type", "field_type", _("Type"), options=types),
)
_REQUIRED = Control("x-field/required", "requirement", _("Required"))
_ASKING = (Control("x-field/show", "rule", _("Asked only when"), optional=True),)
_PRIVACY = (
    Control("x-field/purpose", "pair", _("What the answer is needed for")),
    Control("x-field/sensitivity", "choice", _("Personal data"), options=words.SENSITIVITY),
    Control("x-field/legal_basis", "choice", LEGAL_BASIS.label, options=LEGAL_BASIS.options, optional=True),
)
_FILLING = (
    Control(
        "x-field/prefill",
        "object",
        _("Filled in beforehand"),
        optional=True,
        columns=(
            Control("source", "choice", _("from"), options=sources),
            Control("path", "choice", _("its value"), options=values_of_sources),
            Control("mode", "choice", _("and it"), options=MODES),
        ),
    ),
    Control(
        "x-field/autocomplete",
        "line",
        _("What browsers call it"),
        _("For example name, tel or email."),
        optional=True,
    ),
)


def _choices(kind: str) -> list[Control]:
    if kind not in WITH_CHOICES:
        return []
    columns = (Control("value", "line", _("code")), Control("label", "pair", _("what people read")))
    start = {"value": "new", "label": {"vi": "Lựa chọn mới", "en": "New choice"}}
    return [Control("x-field/choices", "choices", _("Choices"), columns=columns, blank=start)]


def _limits(schema: Mapping[str, Any]) -> list[Control]:
    try:
        allowed = field_type(kind_of(schema)).limits
    except KeyError:
        return []
    return [Control(name, "whole", label, optional=True) for name, label in LIMITS.items() if name in allowed]


def _special(kind: str) -> list[Control]:
    extra: dict[str, list[Control]] = {
        "computed": [Control("x-field/computed", "rule", _("Computed as"), expects="any")],
        "decimal": [Control("x-field/places", "whole", _("Decimal places"), optional=True)],
        "long_text": [Control("x-field/rows", "whole", _("Lines shown"), optional=True)],
        "group": [Control("x-field/row_label", "pair", _("Name of one row"), optional=True)],
        "tick": [
            Control(
                "x-field/declaration",
                "tick",
                _("Ticking it declares that the answers are true"),
                _("Then the portal asks for no declaration of its own. The field must always be required."),
                optional=True,
            )
        ],
        "code": [
            Control(
                "x-field/code_list",
                "object",
                _("Code list"),
                columns=(
                    Control("source", "choice", _("list"), options=code_lists),
                    Control(
                        "parent", "choice", _("narrowed by the field"), options=code_fields, optional=True
                    ),
                ),
            )
        ],
    }
    unit = [Control("x-field/unit", "pair", _("Unit"), optional=True)]
    return extra.get(kind, []) + (unit if kind in ("integer", "decimal", "computed") else [])


def new_field(kind: str, label: dict[str, str]) -> dict[str, Any]:
    """A field of a type with everything the structure asks for."""
    purpose = {"vi": "Giải quyết thủ tục.", "en": "To handle the procedure."}
    asked = {"type": kind, "label": label, "required": False, "purpose": purpose, "sensitivity": "none"}
    return shaped({"x-field": asked})


def shaped(schema: Mapping[str, Any]) -> dict[str, Any]:
    """``schema`` made to fit its type: limits the type does not know go, what it needs is added."""
    asked = dict(schema["x-field"])
    kind = asked["type"]
    known = FIELD_TYPES.get(kind)
    base = dict(known.base) if known else {"type": "string"}
    limits = known.limits if known else frozenset()
    kept = {name: value for name, value in schema.items() if name in limits and name != "enum"}
    made: dict[str, Any] = {"type": base.get("type", "integer"), **kept}
    for name in _OF_ONE_TYPE.intersection(asked).difference(_BELONGS.get(kind, ())):
        del asked[name]
    _complete(kind, made, asked)
    return {**made, "x-field": asked}


_BELONGS = {
    "choice": ("choices",),
    "choices": ("choices",),
    "computed": ("computed",),
    "code": ("code_list",),
    "group": ("row_label",),
    "long_text": ("rows",),
    "decimal": ("places",),
    "tick": ("declaration",),
}
_OF_ONE_TYPE = frozenset(name for names in _BELONGS.values() for name in names)


def _complete(kind: str, made: dict[str, Any], asked: dict[str, Any]) -> None:
    if kind in WITH_CHOICES:
        asked.setdefault("choices", [{"value": "first", "label": {"vi": "Lựa chọn 1", "en": "Choice 1"}}])
        _fit_enum(kind, made, asked["choices"])
    if kind == "computed":
        asked.setdefault("computed", 0)
        asked.pop("required", None)
    if kind == "code":
        asked.setdefault("code_list", {"source": "provinces"})
    if kind == "group" and "items" not in made:
        row = {"name": new_field("text", {"vi": "Nội dung", "en": "Content"})}
        made |= {"minItems": 0, "maxItems": 10}
        made["items"] = {"type": "object", "additionalProperties": False, "properties": row}


def _fit_enum(kind: str, made: dict[str, Any], choices: list[Any]) -> None:
    values = [one["value"] for one in choices]
    if kind == "choice":
        made["enum"] = values
    else:
        made["items"] = {"type": "string", "enum": values}


def with_choices(schema: Mapping[str, Any], choices: list[Any]) -> dict[str, Any]:
    """``schema`` with new choices and the enum that follows from them."""
    made = dict(schema)
    made["x-field"] = {**schema["x-field"], "choices": choices}
    _fit_enum(kind_of(schema), made, choices)
    return made
