"""Papers: notes are not papers, what is submitted has a number and a format, data replace papers rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """What is wrong with each component."""
    parts = document["components"]
    found = [
        p
        for i, part in enumerate(parts)
        for p in (*_note(("components", i), part), *_numbers(("components", i), part))
    ]
    return [
        *found,
        *(p for i, part in enumerate(parts) for p in _replaced(("components", i), part)),
        *_groups(parts),
    ]


def _note(path: Path, part: Mapping[str, Any]) -> Iterator[Problem]:
    if part["kind"] == "note" and (part["originals"] or part["copies"] or part["required"] is not False):
        yield finding(
            path,
            "component.note_is_a_paper",
            "Dòng lưu ý không phải giấy tờ: đặt số bản bằng 0 và không bắt buộc, hoặc đổi loại.",
            "A note is not a paper: set its numbers to 0 and make it optional, or change its kind.",
        )


def _numbers(path: Path, part: Mapping[str, Any]) -> Iterator[Problem]:
    if part["kind"] != "note" and part["originals"] + part["copies"] == 0:
        yield finding(
            path,
            "component.no_number",
            "Thành phần hồ sơ phải có ít nhất một bản chính hoặc bản sao. Hãy điền số bản, hoặc "
            "đổi thành lưu ý.",
            "A component has at least one original or copy. Fill in a number, or make it a note.",
        )
    if part["kind"] == "submit" and not part["accept"]:
        yield finding(
            (*path, "accept"),
            "component.no_format",
            "Giấy tờ phải nộp cần có định dạng tệp được nhận. Hãy thêm, ví dụ “pdf”.",
            "A paper to be submitted needs the file formats taken. Add one, for example “pdf”.",
        )


def _replaced(path: Path, part: Mapping[str, Any]) -> Iterator[Problem]:
    fallback = part.get("replaced_by", {}).get("fallback")
    if (fallback == "submit_copy" and part["kind"] != "submit") or (fallback and part["kind"] == "note"):
        yield finding(
            (*path, "replaced_by", "fallback"),
            "component.wrong_fallback",
            "Giấy tờ chỉ xuất trình thì không được yêu cầu nộp bản sao khi thiếu dữ liệu. Hãy "
            "chọn “show_original”.",
            "A paper that is only shown may not become a copy to submit. Choose “show_original”.",
        )


def _groups(parts: list[Mapping[str, Any]]) -> Iterator[Problem]:
    for index, part in enumerate(parts):
        alone = "group" in part and sum(other.get("group") == part["group"] for other in parts) == 1
        if alone:
            yield finding(
                ("components", index, "group"),
                "component.group_of_one",
                f"Nhóm “một trong các giấy tờ” {part['group']} chỉ có một giấy tờ. Hãy thêm hoặc bỏ nhóm.",
                f"The one-of group {part['group']} has a single paper. Add another or drop the group.",
            )
