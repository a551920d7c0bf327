"""What a rule may look at, with the words for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from forms_schema.fields import field_type
from forms_schema.problems import FormsSchemaError
from forms_schema.rules import Labels, sentence

from catalog.editor import words
from catalog.editor.parts import Document, text_in
from catalog.editor.words import Options

ADDRESS_PARTS: Options = (
    ("province", _("province")),
    ("ward", _("ward or commune")),
    ("street", _("street")),
)
CONTEXT: Options = (
    ("ctx:case", _("the case")),
    ("ctx:channel", _("the channel")),
    ("ctx:place", _("the place")),
    ("ctx:applicant", _("the applicant")),
    ("ctx:date", _("the dossier's date")),
)

#: Characters of a named rule in a list.
LONGEST = 100


@dataclass(frozen=True)
class Operand:
    """Something a condition can ask about. ``kind`` is bool, num, date, str, list or rule.

    ``page`` is the heading it stands under: a page of the form, the row of a group, facts, named rules.
    """

    key: str
    label: str
    kind: str
    field_kind: str = ""
    choices: Options = ()
    page: str = ""

    def tree(self) -> dict[str, Any]:
        """The rule that reads it."""
        operator, _colon, path = self.key.partition(":")
        return {operator: path.split(".")}


def operands(document: Document, group: str = "") -> list[Operand]:
    """Everything a condition of this document may look at, in the order of the form.

    Inside ``group`` the fields of its row come first; facts of the dossier and named rules come last.
    """
    fields = dict(_fields(document))
    inside = fields.get(group, {}).get("items", {}).get("properties", {})
    row, pages = str(_("This row")), page_titles(document)
    found = [_under(row, one) for name, schema in inside.items() for one in _of_field("it", name, schema)]
    for name, schema in fields.items():
        found += [_under(pages.get(name, ""), one) for one in _of_field("var", name, schema)]
    facts = str(_("The dossier"))
    found += [_under(facts, Operand(key, str(label), *_context(document, key))) for key, label in CONTEXT]
    return [*found, *_named_rules(document)]


def _under(page: str, operand: Operand) -> Operand:
    return replace(operand, page=page)


def _named_rules(document: Document) -> list[Operand]:
    said = [(rule_label(document, name), name) for name in document.get("rules", {})]
    heading = str(_("Named rules"))
    return [Operand(f"rule:{name}", label, "rule", page=heading) for label, name in sorted(said)]


def rule_label(document: Document, name: str) -> str:
    """A named rule as people read it: what it says; its name only where it says nothing."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    try:
        said = str(sentence(document["rules"][name], labels(document), language))
    except FormsSchemaError:
        said = ""
    label = said or name.replace("_", " ")
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip() + "…"


def page_titles(document: Document) -> dict[str, str]:
    """The title of the page each question stands on, in the order of the form."""
    language = get_language() or "vi"
    pages = document.get("form", {}).get("pages", [])
    return {
        item["field"]: text_in(page.get("title"), language)
        for page in pages
        for item in page.get("items", [])
        if "field" in item
    }


def field_options(document: Document) -> Options:
    """The fields of the form, by their label."""
    language = get_language() or "vi"
    return tuple((name, text_in(schema["x-field"]["label"], language)) for name, schema in _fields(document))


def labels(document: Document) -> Labels:
    """The words ``forms_schema.rules.sentence`` needs."""
    fields: dict[str, Any] = {}
    choices: dict[str, Any] = {"case": {one["id"]: one["name"] for one in document.get("cases", [])}}
    for name, schema in _fields(document):
        _collect(name, schema, fields, choices)
        for inner, part in schema.get("items", {}).get("properties", {}).items():
            _collect(f"{name}.{inner}", part, fields, choices)
    for key, options in (
        ("channel", words.CHANNELS),
        ("place", words.PLACES),
        ("applicant", words.APPLICANTS),
    ):
        choices[key] = {value: str(label) for value, label in options}
    return Labels(fields=fields, choices=choices, rules=dict(document.get("rules", {})))


def _collect(path: str, schema: Mapping[str, Any], fields: dict[str, Any], choices: dict[str, Any]) -> None:
    asked = schema.get("x-field", {})
    if "label" not in asked:
        return
    fields[path] = asked["label"]
    if asked.get("choices"):
        choices[path] = {one["value"]: one["label"] for one in asked["choices"]}
    if asked.get("type") == "address":
        for part, label in ADDRESS_PARTS:
            fields[f"{path}.{part}"] = f"{text_in(asked['label'], get_language() or 'vi')} ({label})"


def _fields(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The questions in the order of the form; those on no page come last."""
    properties = document.get("form", {}).get("data", {}).get("properties", {})
    asked = [name for name in page_titles(document) if name in properties]
    for name in [*asked, *sorted(set(properties) - set(asked))]:
        yield name, properties[name]


def _of_field(operator: str, name: str, schema: Mapping[str, Any]) -> Iterator[Operand]:
    asked = schema.get("x-field", {})
    label = text_in(asked.get("label"), get_language() or "vi")
    if asked.get("type") == "address":
        for part, word in ADDRESS_PARTS:
            yield Operand(f"{operator}:{name}.{part}", f"{label} ({word})", "str")
        return
    choices = tuple(
        (one["value"], text_in(one["label"], get_language() or "vi")) for one in asked.get("choices", [])
    )
    yield Operand(f"{operator}:{name}", label, rule_kind(schema), asked.get("type", ""), choices)


def rule_kind(schema: Mapping[str, Any]) -> str:
    """How a rule reads a field of this schema; ``str`` for a type nobody knows."""
    try:
        kind = field_type(schema["x-field"]["type"]).rule_type_of(schema)
    except KeyError:
        return "str"
    return kind if kind in ("bool", "num", "date", "str", "list") else "str"


def _context(document: Document, key: str) -> tuple[str, str, Options]:
    language = get_language() or "vi"
    known: dict[str, Options] = {
        "ctx:case": tuple((one["id"], text_in(one["name"], language)) for one in document.get("cases", [])),
        "ctx:channel": words.CHANNELS,
        "ctx:place": words.PLACES,
        "ctx:applicant": words.APPLICANTS,
    }
    return ("date", "date", ()) if key == "ctx:date" else ("str", "choice", known[key])
