"""Questions: a known type, the right JSON type, only limits the type allows, choices, purpose,
declarations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry
from forms_schema.rule_places import kind_of

_LIMITS = frozenset(
    {"minLength", "maxLength", "minimum", "maximum", "pattern", "minItems", "maxItems", "enum"}
)
_PERSONAL = frozenset({"person_name", "personal_id", "phone", "email"})
_CHOOSING = frozenset({"choice", "choices"})


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """What is wrong with each question, those of groups included."""
    fields = document["form"]["data"]["properties"]
    return [
        p
        for path, schema in _all(fields, ("form", "data", "properties"))
        for p in _judge(path, schema, registry)
    ]


def _all(fields: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, schema in fields.items():
        yield (*path, name), schema
        if schema["x-field"]["type"] == "group":
            yield from _all(schema["items"]["properties"], (*path, name, "items", "properties"))


def _judge(path: Path, schema: Mapping[str, Any], registry: Registry) -> Iterator[Problem]:
    yield from _type(path, schema, registry)
    yield from _choices(path, schema)
    yield from _purpose(path, schema)
    yield from _declaration(path, schema)


def _type(path: Path, schema: Mapping[str, Any], registry: Registry) -> Iterator[Problem]:
    asked = schema["x-field"]
    kind = kind_of(schema, registry)
    if kind is None:
        yield finding(
            (*path, "x-field", "type"),
            "field.unknown_type",
            f"Không có loại trường “{asked['type']}”. Hãy chọn loại khác hoặc bật phần mở rộng "
            f"cung cấp loại này.",
            f"There is no field type “{asked['type']}”. Choose another or activate the plugin "
            f"that brings it.",
        )
        return
    base = kind.base.get("type", schema["type"])
    if schema["type"] != base:
        yield finding(
            (*path, "type"),
            "field.wrong_json_type",
            f"Loại trường “{asked['type']}” có kiểu dữ liệu “{base}”. Hãy sửa kiểu dữ liệu.",
            f"The field type “{asked['type']}” has the JSON type “{base}”. Mend the type.",
        )
    for name in sorted((_LIMITS & set(schema)) - kind.limits):
        yield finding(
            (*path, name),
            "field.limit_not_allowed",
            f"Loại trường “{asked['type']}” tự quy định “{name}”. Hãy xóa giới hạn này.",
            f"The field type “{asked['type']}” sets “{name}” by itself. Remove this limit.",
        )


def _choices(path: Path, schema: Mapping[str, Any]) -> Iterator[Problem]:
    asked = schema["x-field"]
    if asked["type"] not in _CHOOSING:
        return
    offered = [choice["value"] for choice in asked.get("choices", ())]
    written = schema.get("enum") if asked["type"] == "choice" else schema.get("items", {}).get("enum")
    if not offered:
        yield finding(
            (*path, "x-field"),
            "field.no_choices",
            "Câu hỏi lựa chọn chưa có phương án nào. Hãy thêm phương án.",
            "The question has no choices. Add some.",
        )
    elif len(set(offered)) != len(offered) or _differ(written, offered):
        yield finding(
            (*path, "x-field", "choices"),
            "field.choices_differ",
            "Các phương án không khớp với danh sách giá trị (enum). Hãy làm cho hai danh sách giống nhau.",
            "The choices do not match the list of values (enum). Make the two lists equal.",
        )


def _differ(written: list[Any] | None, offered: list[str]) -> bool:
    return written is not None and Counter(map(repr, written)) != Counter(map(repr, offered))


def _purpose(path: Path, schema: Mapping[str, Any]) -> Iterator[Problem]:
    asked = schema["x-field"]
    if asked["sensitivity"] != "none" and "purpose" not in asked:
        yield finding(
            (*path, "x-field"),
            "field.purpose_missing",
            "Trường thu thập dữ liệu cá nhân phải nêu mục đích. Hãy ghi câu trả lời dùng để làm gì.",
            "A question about personal data states its purpose. Say what the answer is needed for.",
        )
    if asked["sensitivity"] == "none" and asked["type"] in _PERSONAL:
        yield finding(
            (*path, "x-field", "sensitivity"),
            "field.personal_type",
            f"Loại trường “{asked['type']}” luôn là dữ liệu cá nhân. Hãy chọn dữ liệu cá nhân cơ bản hoặc nhạy cảm.",
            f"The field type “{asked['type']}” is always personal data. Choose basic or sensitive personal data.",
        )


def _declaration(path: Path, schema: Mapping[str, Any]) -> Iterator[Problem]:
    asked = schema["x-field"]
    if not asked.get("declaration"):
        return
    if asked["type"] != "tick" or asked.get("required") is not True or "items" in path:
        yield finding(
            (*path, "x-field", "declaration"),
            "field.declaration_not_a_tick",
            "Lời cam đoan phải là một ô đánh dấu luôn bắt buộc, không nằm trong nhóm lặp. Hãy sửa trường này, "
            "hoặc bỏ “declaration”.",
            "A declaration is one box that must always be ticked, outside of groups. Mend this field, or "
            "remove “declaration”.",
        )
