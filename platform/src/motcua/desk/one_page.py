"""A procedure's whole form on one page, for the counter: the same questions and rules, headings for pages."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from catalog.reads import ProcedureVersion
from forms_schema.forms import Form
from forms_schema.model import Procedure

from forms_schema import load
from motcua.dossiers.gathering import form_for

PAGE = "counter"


def form_of(version: ProcedureVersion) -> Form:
    """The form of this version with one page, ``PAGE``; compiled once for each version."""
    return form_for(_merged(version.public_id, version))


def _merged(public_id: str, version: ProcedureVersion) -> Procedure:
    known = _kept(public_id)
    if not known:
        known.append(load(one_page(version.document)))
    return known[0]


@lru_cache(maxsize=200)
def _kept(public_id: str) -> list[Procedure]:
    """Where the merged procedure of one frozen version is kept."""
    return []


def one_page(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with its pages joined; a page's condition becomes a condition of each of its fields."""
    whole = deepcopy(dict(document))
    items: list[dict[str, Any]] = []
    for page in whole["form"]["pages"]:
        fields = [item for item in page["items"] if "field" in item]
        if fields:
            items += [{"heading": page["title"], "id": f"page_{page['id']}"[:40]}, *fields]
        for item in fields if "show" in page else ():
            _under(whole["form"]["data"]["properties"][item["field"]], page["show"])
    title = {"vi": "Nội dung đơn", "en": "The application"}
    whole["form"]["pages"] = [{"id": PAGE, "title": title, "items": items}]
    return whole


def _under(question: dict[str, Any], condition: Any) -> None:
    asked = question["x-field"]
    asked["show"] = {"and": [condition, asked["show"]]} if "show" in asked else condition
