"""Controls several panels need."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.editor.parts import Control, Document, text_in
from catalog.editor.words import APPLICANTS, CHANNELS, PLACES, SOURCES, UNITS, Options


def with_name(vietnamese: Any = "…") -> dict[str, str]:
    """A name to be written."""
    return {"vi": str(vietnamese)}


def titled(part: Any, language: str) -> str:
    """The name or title of a part, else its id."""
    return text_in(part.get("name") or part.get("title"), language) or str(part.get("id", ""))


def legal_bases(document: Document) -> Options:
    """The legal bases the document names."""
    bases = document.get("legal_bases", [])
    return tuple((one["id"], f"{one['number']} {one.get('article', '')}".strip()) for one in bases)


def cases(document: Document) -> Options:
    """The cases the document names."""
    return tuple((one["id"], text_in(one["name"], "vi")) for one in document.get("cases", []))


def papers(document: Document) -> Options:
    """The components the document names."""
    return tuple((one["id"], text_in(one["name"], "vi")[:90]) for one in document.get("components", []))


def sources(_document: Document) -> Options:
    """The sources of data, those of plugins included."""
    from catalog.registry import schema_registry

    known = dict(SOURCES)
    added = sorted(name for name in schema_registry.current().sources if name not in known)
    return (*SOURCES, *((name, name) for name in added))


def only(options: Options, key: str) -> Any:
    """The options of a closed list that the document uses."""

    def used(document: Document) -> Options:
        chosen = document.get(key, [])
        return tuple((value, label) for value, label in options if value in chosen)

    return used


def duration(key: str, label: Any, *, optional: bool = False, help: Any = "") -> Control:
    """A length of time: an amount and a unit."""
    columns = (
        Control("amount", "amount", _("amount")),
        Control("unit", "choice", _("unit"), options=UNITS),
    )
    return Control(key, "object", label, optional=optional, columns=columns, help=help)


LEGAL_BASIS = Control("legal_basis", "choice", _("Legal basis"), options=legal_bases, optional=True)

SELECTOR: tuple[Control, ...] = (
    Control("applies/case", "ticks", _("Only in these cases"), options=cases, optional=True),
    Control(
        "applies/channel",
        "ticks",
        _("Only through these channels"),
        options=only(CHANNELS, "channels"),
        optional=True,
    ),
    Control("applies/place", "ticks", _("Only in these places"), options=PLACES, optional=True),
    Control(
        "applies/applicant",
        "ticks",
        _("Only for these applicants"),
        options=only(APPLICANTS, "applicants"),
        optional=True,
    ),
    Control("applies/from", "date", _("From this day on"), optional=True),
    Control("applies/to", "date", _("Until this day"), optional=True),
)
