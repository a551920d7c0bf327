"""Conditions: what people pick is the rule, and every rule can be shown and saved again unchanged."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catalog.editor.conditions import formula, picker
from catalog.editor.conditions.drawing import draw_node, draw_state
from catalog.editor.conditions.words import operands
from catalog.editor.values import BadInput
from django.http import QueryDict
from django.urls import reverse

SEED = Path(__file__).resolve().parents[1] / "procedures"
OPERATORS = {"and", "or", "not", "eq", "ne", "in", "lt", "le", "gt", "ge", "has", "empty"}


def rules_in(part: Any) -> Iterator[Any]:
    """Every condition of a document, found by the keys that hold conditions."""
    if isinstance(part, dict):
        for key, inner in part.items():
            if key in ("show", "required", "when", "fails_when") and isinstance(inner, dict):
                yield inner
            else:
                yield from rules_in(inner)
    if isinstance(part, list):
        for inner in part:
            yield from rules_in(inner)


def documents() -> list[dict[str, Any]]:
    """All seed procedures."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SEED.glob("*.json"))]


class Known(dict):
    """Operands of the whole document and of the rows of each group."""

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Known":
        groups = ["", *document["form"]["data"]["properties"]]
        return cls({one.key: one for group in groups for one in operands(document, group)})


def as_posted(drawn: dict[str, Any]) -> QueryDict:
    """What a browser posts from the drawn lines."""
    posted = QueryDict(mutable=True)

    def add(part: dict[str, Any]) -> None:
        name = part["name"]
        if part["is_group"]:
            posted[f"{name}.join"], posted[f"{name}.count"] = part["join"], str(part["count"])
            for one in part["items"]:
                add(one)
            return
        offered = {
            "operand": [one for _page, options in part["operands"] for one in options],
            "comparison": part["comparisons"],
        }
        for key, options in offered.items():
            posted[f"{name}.{key}"] = next((value for value, _l, chosen in options if chosen), "")
        chosen = [value for value, _l, is_chosen in part["choices"] if is_chosen]
        posted.setlist(f"{name}.value", chosen if part["widget"] in ("many", "choice") else [part["value"]])

    add(drawn)
    return posted


def test_every_seed_condition_survives_the_picker() -> None:
    """A condition drawn as lines and saved unchanged is the same rule (a rule of one line may lose its group)."""
    drawn_as_lines = 0
    for document in documents():
        known = Known.of(document)
        for tree in rules_in(document):
            state = picker.state_of(tree, known)
            if state is None:
                continue
            drawn_as_lines += 1
            back = picker.tree_of(picker.read_state(as_posted(draw_state(state, known))), known)
            assert back == tree
    assert drawn_as_lines > 30


def node_posted(drawn: dict[str, Any]) -> QueryDict:
    """What a browser posts from the drawn formula."""
    posted = QueryDict(mutable=True)

    def add(part: dict[str, Any]) -> None:
        posted[f"{part['name']}.kind"] = part["kind"]
        posted[f"{part['name']}.value"] = part["value"]
        posted[f"{part['name']}.count"] = str(len(part["parts"]))
        for one in part["parts"]:
            add(one)

    add(drawn)
    return posted


class Place:
    """What the drawing of a formula asks for."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.known = Known.of(document)
        self.procedure = type("Draft", (), {"definition": document})()


def test_every_seed_rule_survives_the_formula_editor() -> None:
    """Any rule of the seed, opened in the formula editor and saved unchanged, is the same rule."""
    seen = 0
    for document in documents():
        place = Place(document)
        for tree in [*rules_in(document), *document.get("rules", {}).values()]:
            node = formula.read_node(node_posted(draw_node(formula.node_of(tree), place)))
            assert formula.tree_of(node, place.known) == tree
            seen += 1
    assert seen > 40


def test_lines_and_groups_say_and_and_or(document: dict[str, Any]) -> None:
    """Two lines joined by "all", with a group joined by "at least one", give the nested rule."""
    known = Known.of(document)
    posted = QueryDict(mutable=True)
    posted.update({
        "g.join": "and", "g.count": "2",
        "g.0.operand": "var:pages", "g.0.comparison": "ge", "g.0.value": "3",
        "g.1.join": "or", "g.1.count": "2",
        "g.1.0.operand": "var:issued_abroad", "g.1.0.comparison": "yes",
        "g.1.1.operand": "ctx:applicant", "g.1.1.comparison": "eq", "g.1.1.value": "organisation",
    })  # fmt: skip
    wanted = {
        "and": [
            {"ge": [{"var": ["pages"]}, 3]},
            {
                "or": [
                    {"eq": [{"var": ["issued_abroad"]}, True]},
                    {"eq": [{"ctx": ["applicant"]}, "organisation"]},
                ]
            },
        ]
    }
    assert picker.tree_of(picker.read_state(posted), known) == wanted


def test_a_line_without_a_value_is_refused(document: dict[str, Any]) -> None:
    """A comparison needs its value, and the refusal names the question."""
    known = Known.of(document)
    state = {"join": "and", "items": [{"operand": "var:pages", "comparison": "ge", "value": ""}]}
    with pytest.raises(BadInput, match=r"Số trang|Pages"):
        picker.tree_of(state, known)


@pytest.mark.django_db
def test_a_condition_is_picked_over_http(client: Any, draft: Any, editor: Any) -> None:
    """A condition saved in the picker stands in the procedure and is shown as a sentence."""
    client.force_login(editor)
    at = "/form/fields/total_pages/x-field/show"
    url = reverse("catalog_editor:condition", args=[draft.pk])
    shown = client.get(url, {"panel": "form", "open": "/form/fields/total_pages", "at": at})
    assert shown.status_code == 200
    posted = {
        "panel": "form", "open": "/form/fields/total_pages", "at": at, "mode": "lines", "do": "save",
        "base": draft.definition_hash, "g.join": "and", "g.count": "1",
        "g.0.operand": "var:pages", "g.0.comparison": "gt", "g.0.value": "1",
    }  # fmt: skip
    page = client.post(url, posted, follow=True)
    draft.refresh_from_db()
    field = draft.definition["form"]["data"]["properties"]["total_pages"]
    assert field["x-field"]["show"] == {"gt": [{"var": ["pages"]}, 1]}
    assert "lớn hơn 1" in page.content.decode()


@pytest.mark.django_db
def test_adding_a_line_saves_nothing(client: Any, draft: Any, editor: Any) -> None:
    """Adding a line in the picker only draws it; nothing is saved until somebody saves."""
    client.force_login(editor)
    url = reverse("catalog_editor:condition", args=[draft.pk])
    posted = {
        "panel": "form",
        "at": "/form/fields/pages/x-field/show",
        "mode": "lines",
        "do": "line:g",
        "g.count": "0",
    }
    page = client.post(url, posted).content.decode()
    assert 'name="g.0.operand"' in page
    before = draft.definition_hash
    draft.refresh_from_db()
    assert draft.definition_hash == before


@pytest.mark.django_db
def test_a_formula_is_written_over_http(client: Any, draft: Any, editor: Any) -> None:
    """The quantity of a fee can be a sum of answers, written part by part."""
    client.force_login(editor)
    at = "/fees/certification/quantity"
    posted = {
        "panel": "fees", "at": at, "mode": "formula", "do": "save", "base": draft.definition_hash,
        "n.kind": "op:add", "n.count": "2", "n.0.kind": "answer", "n.0.value": "var:copies",
        "n.1.kind": "number", "n.1.value": "1",
    }  # fmt: skip
    client.post(reverse("catalog_editor:condition", args=[draft.pk]), posted)
    draft.refresh_from_db()
    assert draft.definition["fees"][0]["quantity"] == {"add": [{"var": ["copies"]}, 1]}
