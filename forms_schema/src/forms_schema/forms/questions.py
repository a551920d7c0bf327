"""The form of a procedure compiled once: questions with their type, rules and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_schema.fields import FieldType, field_type, pick
from forms_schema.fields.structures import MOST_ROWS
from forms_schema.problems import InvalidDocument, Problem
from forms_schema.registry import Registry
from forms_schema.rules.compiler import Rule, compile_tree
from forms_schema.rules.graph import order

Json = Any
Tree = Any


@dataclass(frozen=True, eq=False)
class Question:
    """One field, or one field of a row; ``name`` is its id, or ``group.id`` inside a group."""

    id: str
    name: str
    kind: FieldType
    written: Mapping[str, Any]
    show: Rule | None
    required: Rule | None
    always: bool
    computed: Rule | None
    rows: tuple[Question, ...] = ()
    page: str | None = None

    @property
    def asked(self) -> Mapping[str, Any]:
        """The ``x-field`` part as written."""
        found: Mapping[str, Any] = self.written["x-field"]
        return found

    @property
    def trees(self) -> tuple[Tree, ...]:
        """The rules its value and relevance hang on, those of its rows included."""
        own = [rule.tree for rule in (self.show, self.computed) if rule]
        return (*own, *(tree for row in self.rows for tree in row.trees))

    @property
    def is_group(self) -> bool:
        """Whether it holds rows."""
        return self.kind.id == "group"

    @property
    def is_asked(self) -> bool:
        """Whether people type it: not computed, not read from a registry."""
        return self.kind.writable and self.computed is None

    @property
    def most_rows(self) -> int:
        """How many rows a group may have."""
        return min(int(self.written.get("maxItems", 20)), MOST_ROWS)

    @property
    def fewest_rows(self) -> int:
        """How many rows a group shows at least."""
        return int(self.written.get("minItems", 0))

    def label(self, language: str) -> str:
        """What people call the field."""
        return pick(self.asked.get("label"), language)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema a value is judged by, rows included."""
        if not self.is_group:
            return self.kind.schema(self.written)
        row = {"type": "object", "additionalProperties": False}
        parts = {question.id: question.schema() for question in self.rows}
        return {**self.kind.schema(self.written), "items": {**row, "properties": parts}}


@dataclass(frozen=True, eq=False)
class FormPage:
    """A page with its rule compiled; items stay as written."""

    id: str
    written: Mapping[str, Any]
    show: Rule | None

    @property
    def items(self) -> tuple[Mapping[str, Any], ...]:
        """What stands on the page, in order."""
        return tuple(self.written["items"])

    @property
    def fields(self) -> tuple[str, ...]:
        """The ids of its fields."""
        return tuple(item["field"] for item in self.items if "field" in item)


def pages_of(document: Mapping[str, Any]) -> tuple[FormPage, ...]:
    """The pages in order."""
    return tuple(FormPage(page["id"], page, _rule(page.get("show"))) for page in document["form"]["pages"])


def questions_of(document: Mapping[str, Any], additions: Registry | None) -> dict[str, Question]:
    """Every question by id, in the order of ``form.data``; raises `InvalidDocument` for an unknown type."""
    where = {
        item["field"]: page["id"]
        for page in document["form"]["pages"]
        for item in page["items"]
        if "field" in item
    }
    added = additions.field_types if additions else {}
    properties = document["form"]["data"]["properties"]
    return {
        name: _question(name, name, schema, added, where.get(name)) for name, schema in properties.items()
    }


def order_of(
    questions: Mapping[str, Question], pages: tuple[FormPage, ...], rules: Mapping[str, Tree]
) -> tuple[str, ...]:
    """Question ids, each after what it reads; raises `InvalidDocument` with the path of a circle."""
    shows = {page.id: page.show.tree for page in pages if page.show}
    trees: dict[str, Tree] = {f"rule:{name}": tree for name, tree in rules.items()}
    for question in questions.values():
        of_page = (shows[question.page],) if question.page in shows else ()
        trees[question.id] = (*of_page, *question.trees)
    return tuple(key for key in _ordered(trees) if not key.startswith("rule:"))


def row_order(group: Question) -> tuple[Question, ...]:
    """The questions of a row so that each comes after the members of its row it reads."""
    by_key = {f"it:{question.id}": question for question in group.rows}
    return tuple(by_key[key] for key in _ordered({key: q.trees for key, q in by_key.items()}))


def every(questions: Mapping[str, Question]) -> Iterator[Question]:
    """All questions, those of rows after their group."""
    for question in questions.values():
        yield question
        yield from question.rows


def _ordered(trees: Mapping[str, Tree]) -> tuple[str, ...]:
    found = order(trees)
    if isinstance(found, Problem):
        raise InvalidDocument([found])
    return found


def _question(
    id_: str, name: str, schema: Mapping[str, Any], added: Mapping[str, Any], page: str | None
) -> Question:
    asked = schema["x-field"]
    required = asked.get("required", False)
    parts = schema["items"]["properties"] if asked["type"] == "group" else {}
    return Question(
        id=id_,
        name=name,
        kind=_kind(asked["type"], name, added),
        written=schema,
        show=_rule(asked.get("show")),
        required=None if isinstance(required, bool) else _rule(required),
        always=required is True,
        computed=_rule(asked.get("computed")),
        rows=tuple(_question(part, f"{name}.{part}", inner, added, page) for part, inner in parts.items()),
        page=page,
    )


def _kind(type_: str, name: str, added: Mapping[str, Any]) -> FieldType:
    try:
        return field_type(type_, added)
    except KeyError:
        message = {
            "vi": f"Trường “{name}” có kiểu “{type_}” mà hệ thống chưa có. Hãy cài tiện ích có kiểu này "
            "hoặc chọn kiểu khác.",
            "en": f"The field “{name}” has the type “{type_}”, which is not installed. "
            "Install the plugin that has it or choose another type.",
        }
        raise InvalidDocument([Problem(f"/form/fields/{name}", "unknown_field_type", message)]) from None


def _rule(tree: Tree) -> Rule | None:
    return None if tree is None else compile_tree(tree)
