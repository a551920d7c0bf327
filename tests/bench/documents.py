"""Procedures of any size for measuring: fields of ten kinds over some pages, on the small test procedure."""

from __future__ import annotations

from typing import Any

import small_procedure

Field = dict[str, Any]
COMPLETE: dict[str, Any] = {
    "text": "Nguyễn Thị Thử, thôn 3",
    "long_text": "Đề nghị giải quyết theo quy định.",
    "person_name": "Nguyễn Thị Thử",
    "integer": 12,
    "date": "2026-05-19",
    "money": 850_000_000,
    "choice": "b",
    "yes_no": True,
    "phone": "0912345678",
    "email": "thu@example.vn",
}
KINDS = tuple(COMPLETE)
CHOICES = [{"value": one, "label": {"vi": f"Lựa chọn {one}", "en": f"Choice {one}"}} for one in "abcde"]


def _base(kind: str) -> Field:
    shapes: dict[str, Field] = {
        "integer": {"type": "integer", "minimum": 0, "maximum": 1000},
        "money": {"type": "integer", "minimum": 0, "maximum": 10**12},
        "yes_no": {"type": "boolean"},
        "text": {"type": "string", "maxLength": 80},
        "long_text": {"type": "string", "maxLength": 500},
    }
    return dict(shapes.get(kind, {"type": "string"}))


def field(kind: str, number: int) -> Field:
    """One question of a kind, required, with help."""
    facts: Field = {
        "type": kind,
        "label": {"vi": f"Câu hỏi số {number}", "en": f"Question {number}"},
        "help": {"vi": "Ghi đúng như trên giấy tờ.", "en": "As written on the paper."},
        "required": True,
        "purpose": {"vi": "Giải quyết hồ sơ", "en": "To solve the dossier"},
        "sensitivity": "basic",
    }
    schema = _base(kind)
    if kind == "choice":
        facts["choices"] = CHOICES
        schema["enum"] = [one["value"] for one in CHOICES]
    return {**schema, "x-field": facts}


def names(count: int) -> list[tuple[str, str]]:
    """Field ids with their kinds."""
    return [(f"field_{number}", KINDS[number % len(KINDS)]) for number in range(count)]


def answers(count: int) -> dict[str, Any]:
    """A complete, valid submission."""
    return {name: COMPLETE[kind] for name, kind in names(count)}


def document(fields: int, pages: int, **changes: Any) -> dict[str, Any]:
    """A publishable procedure with so many required fields spread over so many pages, and no papers."""
    every = names(fields)
    size = -(-fields // pages)
    parts = [every[start : start + size] for start in range(0, fields, size)]
    form = {
        "data": {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: field(kind, number) for number, (name, kind) in enumerate(every)},
        },
        "pages": [_page(number, part) for number, part in enumerate(parts, 1)],
    }
    return small_procedure.document(
        form=form, components=[], fees=[], scenarios=[_scenario(fields)], **changes
    )


def _page(number: int, part: list[tuple[str, str]]) -> dict[str, Any]:
    title = {"vi": f"Trang {number}", "en": f"Page {number}"}
    return {"id": f"page_{number}", "title": title, "items": [{"field": name} for name, _kind in part]}


def _scenario(fields: int) -> dict[str, Any]:
    scenario = small_procedure.document()["scenarios"][0]
    return {**scenario, "answers": answers(fields), "expect": {"due": scenario["expect"]["due"], "total": 0}}


def wrong(count: int, fields: int) -> dict[str, Any]:
    """The complete answers, ``count`` of them with a value the schema refuses."""
    given = answers(fields)
    refusable = [name for name, kind in names(fields) if kind not in ("money", "yes_no")]
    return given | dict.fromkeys(refusable[:count], -1)
