"""From an error of the validator to a problem a person can mend: pointer, stable code, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import ValidationError

from forms_schema.document.guard import pointer_to
from forms_schema.problems import Problem

_KINDS = {
    "object": ("đối tượng { }", "an object { }"),
    "array": ("danh sách [ ]", "a list [ ]"),
    "string": ("chuỗi chữ", "text"),
    "integer": ("số nguyên", "a whole number"),
    "boolean": ("đúng/sai", "true or false"),
    "null": ("trống (null)", "null"),
}

_SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "type": (
        "document.wrong_type",
        "Chỗ này phải là {vi}. Hãy sửa giá trị.",
        "This must be {en}. Mend the value.",
    ),
    "enum": (
        "document.not_allowed",
        "Giá trị này không có trong danh sách cho phép: {allowed}. Hãy chọn một giá trị.",
        "This value is not one of: {allowed}. Choose one of them.",
    ),
    "const": (
        "document.not_allowed",
        "Chỗ này chỉ nhận giá trị {allowed}. Hãy sửa giá trị.",
        "Only the value {allowed} is allowed here. Mend the value.",
    ),
    "minLength": (
        "document.too_short",
        "Chuỗi chữ này phải có ít nhất {limit} ký tự. Hãy điền thêm.",
        "This text must have at least {limit} character(s). Fill it in.",
    ),
    "maxLength": (
        "document.too_long",
        "Chuỗi chữ này dài quá {limit} ký tự. Hãy rút ngắn.",
        "This text is longer than {limit} characters. Shorten it.",
    ),
    "minimum": (
        "document.too_small",
        "Số này nhỏ hơn {limit}. Hãy sửa số.",
        "This number is less than {limit}. Mend it.",
    ),
    "maximum": (
        "document.too_big",
        "Số này lớn hơn {limit}. Hãy sửa số.",
        "This number is more than {limit}. Mend it.",
    ),
    "minItems": (
        "document.too_few",
        "Danh sách này phải có ít nhất {limit} phần tử. Hãy thêm.",
        "This list must have at least {limit} item(s). Add one.",
    ),
    "maxItems": (
        "document.too_many",
        "Danh sách này có quá {limit} phần tử. Hãy bớt đi.",
        "This list has more than {limit} items. Remove some.",
    ),
    "minProperties": (
        "document.too_few",
        "Phần này đang trống. Hãy điền ít nhất {limit} mục hoặc xóa cả phần.",
        "This part is empty. Fill in at least {limit} key or remove the part.",
    ),
    "maxProperties": (
        "document.too_many",
        "Phần này có quá {limit} mục. Hãy bớt đi.",
        "This part has more than {limit} keys. Remove some.",
    ),
    "uniqueItems": (
        "document.repeated",
        "Danh sách này có phần tử lặp lại. Hãy bỏ phần tử thừa.",
        "This list repeats an item. Remove the repetition.",
    ),
    "pattern": (
        "document.bad_form",
        "Giá trị này viết chưa đúng dạng. Hãy xem lại cách viết trong tài liệu hướng dẫn.",
        "This value is not written in the right form. See the reference for how to write it.",
    ),
}


def problem_of(error: ValidationError) -> Problem:
    """The problem of one validator error."""
    path = tuple(error.absolute_path)
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        return _unknown_key(error.instance, schema, path)
    if error.validator == "required":
        return _missing_key(error.instance, schema["required"], path)
    if "x-problem" in schema and error.validator != "maxLength":
        return _own(schema, path)
    return _plain(error, path)


def _plain(error: ValidationError, path: tuple[str | int, ...]) -> Problem:
    code, vi, en = _SENTENCES.get(str(error.validator), _SENTENCES["pattern"])
    limit = error.validator_value
    words = {"limit": limit, "allowed": _listed(limit), **_kind(limit)}
    params = {"limit": limit} if isinstance(limit, int) else {}
    return Problem(
        pointer_to(path), code, {"vi": vi.format(**words), "en": en.format(**words)}, params=params
    )


def _kind(names: Any) -> dict[str, str]:
    listed = [names] if isinstance(names, str) else names
    known = [_KINDS[name] for name in listed if name in _KINDS] if isinstance(listed, list) else []
    return {"vi": " hoặc ".join(vi for vi, _ in known), "en": " or ".join(en for _, en in known)}


def _listed(values: Any) -> str:
    shown = values if isinstance(values, list) else [values]
    return ", ".join(str(value) for value in shown[:20])


def _unknown_key(
    instance: Mapping[str, Any], schema: Mapping[str, Any], path: tuple[str | int, ...]
) -> Problem:
    if "patternProperties" in schema:
        return _own(schema, path)
    known = list(schema.get("properties", {}))
    key = next(name for name in instance if name not in known)
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    hint_vi = f" Có phải ông/bà muốn viết “{near[0]}”?" if near else ""
    hint_en = f" Did you mean “{near[0]}”?" if near else ""
    message = {
        "vi": f"Không có mục “{_shown(key)}” ở đây.{hint_vi} Hãy đổi tên hoặc xóa mục này.",
        "en": f"There is no key “{_shown(key)}” here.{hint_en} Rename or remove it.",
    }
    params = {"key": _shown(key), **({"suggestion": near[0]} if near else {})}
    return Problem(pointer_to((*path, key)), "document.unknown_key", message, params=params)


def _own(schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Problem:
    own = schema["x-problem"]
    return Problem(pointer_to(path), own["code"], {"vi": own["vi"], "en": own["en"]})


def _shown(key: str) -> str:
    return key[:60].encode("utf-8", "replace").decode()


def _missing_key(instance: Any, wanted: list[str], path: tuple[str | int, ...]) -> Problem:
    key = next(name for name in wanted if name not in instance)
    if key == "vi":
        return Problem(
            pointer_to(path),
            "text.vietnamese_missing",
            {
                "vi": "Thiếu câu chữ tiếng Việt. Hãy điền mục “vi”.",
                "en": "The Vietnamese text is missing. Write it.",
            },
        )
    message = {
        "vi": f"Thiếu mục “{key}”. Hãy điền mục này.",
        "en": f"The key “{key}” is missing. Fill it in.",
    }
    return Problem(pointer_to(path), "document.missing_key", message, params={"key": key})
