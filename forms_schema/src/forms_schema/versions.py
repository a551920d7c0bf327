"""What changed between two versions of a procedure, and what that means for those already under way.

Kinds, from harmless to grave: ``texts`` (words and order only), ``compatible`` (every old dossier stays valid
with the same meaning), ``needs_mapping`` (old answers must be carried over by a stated rule), ``breaking``
(people owe, wait for or must give something else than before).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from forms_schema.addresses import name_of
from forms_schema.document.guard import pointer_to

Kind = Literal["texts", "compatible", "needs_mapping", "breaking"]
Path = tuple[str, ...]
Classify = Callable[[Path, Any, Any], tuple[Kind, str]]
MISSING = object()

_WORDS = frozenset(
    {
        "name",
        "summary",
        "keywords",
        "conditions",
        "source",
        "review",
        "note",
        "label",
        "help",
        "title",
        "intro",
    }
    | {"heading", "text", "purpose", "message", "url", "article", "number", "template_url", "autocomplete"}
    | {"rows", "row_label", "extra", "decision"}
)
_QUIET = frozenset(
    {"scenarios", "notices", "letters", "plugins", "in_force", "local_codes", "code", "legal_bases"}
)
_LOOSER_UP = frozenset({"maxLength", "maximum", "maxItems", "max_mb", "max_files"})
_LOOSER_DOWN = frozenset({"minLength", "minimum", "minItems", "originals", "copies"})
_REASONS: Mapping[str, tuple[str, str]] = {
    "words": ("Chỉ đổi câu chữ.", "Only words change."),
    "order": ("Chỉ đổi thứ tự.", "Only the order changes."),
    "on_page": ("Thêm vào biểu mẫu.", "Added to the form."),
    "off_page": ("Không còn trong biểu mẫu.", "No longer in the form."),
    "quiet": ("Không ảnh hưởng hồ sơ đang giải quyết.", "Dossiers under way are not affected."),
    "new_optional": (
        "Thêm mục không bắt buộc; hồ sơ cũ vẫn hợp lệ.",
        "Something optional is new; old dossiers fit.",
    ),
    "new_required": (
        "Thêm điều bắt buộc; người nộp cũ chưa có.",
        "Something required is new; old dossiers lack it.",
    ),
    "field_gone": (
        "Bỏ một trường; câu trả lời cũ phải được lưu lại hoặc chuyển sang trường khác.",
        "A question is gone; old answers must be archived or carried over.",
    ),
    "field_type": (
        "Đổi loại câu trả lời; câu trả lời cũ phải được chuyển đổi.",
        "The kind of answer changes; old answers must be converted.",
    ),
    "choice_gone": (
        "Bỏ một phương án; người đã chọn phải được chuyển sang phương án khác.",
        "A choice is gone; those who chose it must be moved to another.",
    ),
    "case_gone": (
        "Bỏ một trường hợp; hồ sơ thuộc trường hợp này phải được chuyển.",
        "A case is gone; its dossiers must be moved.",
    ),
    "step_gone": (
        "Bỏ một bước; hồ sơ đang ở bước này phải được chuyển.",
        "A step is gone; dossiers standing there must be moved.",
    ),
    "looser": ("Nới giới hạn; hồ sơ cũ vẫn hợp lệ.", "A limit is looser; old dossiers fit."),
    "tighter": (
        "Siết giới hạn; hồ sơ cũ có thể không còn hợp lệ.",
        "A limit is tighter; old dossiers may not fit.",
    ),
    "less_asked": ("Đòi hỏi ít hơn; hồ sơ cũ vẫn hợp lệ.", "Less is asked; old dossiers fit."),
    "condition": (
        "Đổi điều kiện; hồ sơ cũ có thể được xử lý khác.",
        "A condition changes; old dossiers may differ.",
    ),
    "money": ("Đổi khoản phải nộp.", "What people owe changes."),
    "time": ("Đổi thời hạn đã hứa.", "The promised time changes."),
    "result": ("Đổi kết quả người dân nhận được.", "What people get changes."),
    "reach": (
        "Thu hẹp người nộp, kênh nộp hoặc địa bàn.",
        "Fewer applicants, channels or places are served.",
    ),
    "work": ("Đổi cách làm việc bên trong.", "The work inside changes."),
    "identity": ("Đây là một thủ tục khác.", "This is another procedure."),
    "other": ("Đổi quy định của thủ tục.", "What the procedure lays down changes."),
}
_RANK: Mapping[str, int] = {"texts": 0, "compatible": 1, "needs_mapping": 2, "breaking": 3}


@dataclass(frozen=True)
class Change:
    """One difference. ``pointer`` names elements of lists by id; ``reason`` says what it means."""

    pointer: str
    kind: Kind
    reason: Mapping[str, str]
    old: Any = None
    new: Any = None

    def as_dict(self) -> dict[str, Any]:
        """The change as plain JSON."""
        return {
            "pointer": self.pointer,
            "kind": self.kind,
            "reason": dict(self.reason),
            "old": self.old,
            "new": self.new,
        }


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every difference between two documents, in the order of the new one; empty when they say the same."""
    return [_judged(path, before, after) for path, before, after in _differences(old, new, ())]


def gravest(changes: list[Change]) -> Kind | None:
    """The gravest kind among the changes, None when there are none."""
    return max((change.kind for change in changes), key=lambda kind: _RANK[kind], default=None)


def _differences(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if _same(old, new):
        return
    if _whole(path) or type(old) is not type(new):
        yield path, old, new
    elif isinstance(old, Mapping):
        yield from _of_objects(old, new, path)
    elif isinstance(old, list) and _named(old) and _named(new):
        before, after = ({name_of(each): each for each in part} for part in (old, new))
        yield from _of_objects(before, after, path)
        kept = [name for name in before if name in after]
        if kept != [name for name in after if name in before]:
            yield (*path, "order"), kept, [name for name in after if name in before]
    else:
        yield path, old, new


def _same(old: Any, new: Any) -> bool:
    """Equal as JSON: Python takes true and 1 for the same, JSON does not."""
    if old is MISSING or new is MISSING:
        return old is new
    return json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True)


def _of_objects(
    old: Mapping[Any, Any], new: Mapping[Any, Any], path: Path
) -> Iterator[tuple[Path, Any, Any]]:
    for key in [*new, *(key for key in old if key not in new)]:
        yield from _differences(old.get(key, MISSING), new.get(key, MISSING), (*path, str(key)))


def _whole(path: Path) -> bool:
    """Texts and rules are compared as a whole, never word by word."""
    return bool(path) and (path[-1] in _WORDS or _is_rule(path))


def _is_rule(path: Path) -> bool:
    conditions = {
        "show",
        "required",
        "when",
        "computed",
        "fails_when",
        "quantity",
        "formula",
        "by",
        "applies",
    }
    return path[-1] in conditions or (path[0] == "rules" and len(path) == 2)


def _named(elements: list[Any]) -> bool:
    names = [name_of(element) for element in elements]
    return None not in names and len(set(names)) == len(names)


def _judged(path: Path, old: Any, new: Any) -> Change:
    kind, reason = _classify(path, old, new)
    vi, en = _REASONS[reason]
    shown = {side: None if value is MISSING else value for side, value in (("old", old), ("new", new))}
    return Change(pointer_to(path), kind, {"vi": vi, "en": en}, shown["old"], shown["new"])


def _classify(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    if path[-1] == "order" or path[:2] == ("form", "pages"):
        return _of_pages(path, old, new)
    if path[-1] in _WORDS or path[-1] in ("vi", "en"):
        return "texts", "words"
    if path[0] in _QUIET:
        return "compatible", "quiet"
    classify: Classify = _PARTS.get(path[0], _of_the_rest)
    return classify(path, old, new)


def _of_pages(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    """What stands on a page; whether an added question must be answered is judged with the question."""
    if path[-1] == "show":
        return "breaking", "condition"
    if path[-1] == "order":
        return "texts", "order"
    if MISSING in (old, new) and (len(path) == 3 or path[-2] == "items"):
        return "compatible", "on_page" if old is MISSING else "off_page"
    return "texts", "words"


def _of_form(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    if isinstance(new, Mapping) and old is MISSING and "x-field" in new:
        asked = new["x-field"].get("required", False)
        return ("compatible", "new_optional") if asked is False else ("breaking", "new_required")
    if isinstance(old, Mapping) and new is MISSING and "x-field" in old:
        return "needs_mapping", "field_gone"
    if path[-1] in ("type", "unit", "places", "code_list", "computed", "pattern"):
        return "needs_mapping", "field_type"
    if "choices" in path or path[-1] == "enum":
        return _of_choices(path, old, new)
    if path[-1] in _LOOSER_UP | _LOOSER_DOWN:
        return _of_limit(path[-1], old, new)
    if path[-1] == "required" and new in (False, MISSING):
        return "compatible", "less_asked"
    if path[-1] in ("required", "show"):
        return "breaking", "new_required" if path[-1] == "required" else "condition"
    return "compatible", "quiet"


def _of_choices(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    gone = new is MISSING or (isinstance(old, list) and isinstance(new, list) and bool(set(old) - set(new)))
    return ("needs_mapping", "choice_gone") if gone else ("compatible", "new_optional")


def _of_limit(name: str, old: Any, new: Any) -> tuple[Kind, str]:
    absent = new is MISSING or old is MISSING
    looser = new is MISSING if absent else (new > old) == (name in _LOOSER_UP)
    return ("compatible", "looser") if looser else ("breaking", "tighter")


def _of_components(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    if len(path) == 2:
        needed = new is not MISSING and new["required"] is not False and new["kind"] != "note"
        return ("breaking", "new_required") if needed else ("compatible", "less_asked")
    if path[-1] in _LOOSER_UP | _LOOSER_DOWN:
        return _of_limit(path[-1], old, new)
    if path[-1] == "accept":
        return ("breaking", "tighter") if set(old) - set(new) else ("compatible", "looser")
    if path[-1] == "required" and new is False:
        return "compatible", "less_asked"
    if path[-1] in ("required", "when", "applies", "kind", "group", "max_age", "replaced_by"):
        return "breaking", "condition"
    return "compatible", "quiet"


def _of_cases(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return ("needs_mapping", "case_gone") if new is MISSING else ("compatible", "new_optional")


def _of_steps(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return ("needs_mapping", "step_gone") if len(path) == 2 and new is MISSING else ("compatible", "work")


def _of_checks(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return ("compatible", "less_asked") if new is MISSING else ("breaking", "condition")


def _of_rules(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return ("compatible", "quiet") if old is MISSING else ("breaking", "condition")


def _of_results(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return ("compatible", "new_optional") if old is MISSING else ("breaking", "result")


def _of_reach(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    before = set(old) if isinstance(old, list) else {"standard"}
    after = set(new) if isinstance(new, list) else {"standard"}
    return ("breaking", "reach") if before - after else ("compatible", "new_optional")


def _of_fees(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return "breaking", "money"


def _of_deadlines(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return "breaking", "time"


def _of_the_rest(path: Path, old: Any, new: Any) -> tuple[Kind, str]:
    return ("breaking", "identity") if path[0] in ("id", "format") else ("compatible", "other")


_PARTS: Mapping[str, Classify] = {
    "form": _of_form,
    "components": _of_components,
    "cases": _of_cases,
    "steps": _of_steps,
    "checks": _of_checks,
    "rules": _of_rules,
    "results": _of_results,
    "fees": _of_fees,
    "deadlines": _of_deadlines,
    **dict.fromkeys(("channels", "places", "applicants"), _of_reach),
}
