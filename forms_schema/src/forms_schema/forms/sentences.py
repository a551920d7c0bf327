"""The sentences of problems, by what is broken and by the kind of field; every one says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from forms_schema.fields import Refusal, say
from forms_schema.fields.base import UNREADABLE

_REQUIRED: Mapping[str, Mapping[str, str]] = {
    "": say("Hãy điền “{label}”.", "Fill in “{label}”."),
    "choose": say("Hãy chọn câu trả lời cho “{label}”.", "Choose an answer for “{label}”."),
    "tick": say("Hãy đánh dấu vào ô “{label}” để tiếp tục.", "Tick the box “{label}” to continue."),
    "file": say("Hãy tải lên tệp cho “{label}”.", "Upload a file for “{label}”."),
    "group": say("Hãy thêm ít nhất một dòng vào “{label}”.", "Add at least one row to “{label}”."),
    "address": say(
        "Hãy ghi tỉnh và xã (phường) cho “{label}”.", "Give the province and the ward for “{label}”."
    ),
}
_CHOOSING = {"yes_no": "choose", "choice": "choose", "choices": "choose", "code": "choose"}

_KEYWORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "maxLength": (
        "too_long",
        say(
            "“{label}” quá dài. Hãy rút ngắn còn nhiều nhất {limit} ký tự.",
            "“{label}” is too long. Shorten it to at most {limit} characters.",
        ),
    ),
    "minLength": (
        "too_short",
        say(
            "“{label}” quá ngắn. Hãy gõ ít nhất {limit} ký tự.",
            "“{label}” is too short. Type at least {limit} characters.",
        ),
    ),
    "minimum": (
        "too_small",
        say(
            "“{label}” phải từ {limit} trở lên. Hãy kiểm tra lại số đã gõ.",
            "“{label}” must be at least {limit}. Check the number you typed.",
        ),
    ),
    "maximum": (
        "too_large",
        say(
            "“{label}” không được quá {limit}. Hãy kiểm tra lại số đã gõ.",
            "“{label}” must not be more than {limit}. Check the number you typed.",
        ),
    ),
    "enum": (
        "not_a_choice",
        say(
            "“{label}” có giá trị không nằm trong danh sách. Hãy chọn lại một mục trong danh sách.",
            "“{label}” has a value that is not in the list. Choose one of the listed answers.",
        ),
    ),
    "pattern": (
        "wrong_form",
        say(
            "“{label}” chưa đúng mẫu. Hãy xem lời hướng dẫn của ô này và gõ lại.",
            "“{label}” is not written as asked. Read the hint of this box and type it again.",
        ),
    ),
    "minItems": (
        "too_few",
        say(
            "“{label}” cần ít nhất {limit} mục. Hãy thêm cho đủ.",
            "“{label}” needs at least {limit} entries. Add the missing ones.",
        ),
    ),
    "maxItems": (
        "too_many",
        say(
            "“{label}” chỉ nhận nhiều nhất {limit} mục. Hãy bỏ bớt.",
            "“{label}” takes at most {limit} entries. Remove some.",
        ),
    ),
    "uniqueItems": (
        "repeated",
        say(
            "“{label}” có mục lặp lại. Hãy bỏ mục trùng.",
            "“{label}” holds the same entry twice. Remove the repeated one.",
        ),
    ),
    "required": (
        "incomplete",
        say(
            "“{label}” chưa đủ thông tin. Hãy điền nốt.",
            "“{label}” is not complete. Fill in what is missing.",
        ),
    ),
}
_OTHER = (
    "wrong_form",
    say(
        "“{label}” có giá trị không đúng dạng. Hãy xóa và trả lời lại câu này.",
        "“{label}” has a value of the wrong kind. Clear it and answer again.",
    ),
)
RULE_FAILED = Refusal(
    "rule_failed",
    say(
        "Chưa tính được “{label}”. Hãy thử lại; nếu vẫn lỗi, hãy báo cho bộ phận một cửa.",
        "“{label}” could not be worked out. Try again; if it still fails, tell the one-stop office.",
    ),
)
COMPONENT_MISSING = say(
    "Hãy tải lên giấy tờ “{label}”.",
    "Upload the document “{label}”.",
)
COMPONENT_GROUP_MISSING = say(
    "Hãy tải lên ít nhất một trong các giấy tờ: {label}.",
    "Upload at least one of these documents: {label}.",
)
COMPONENT_KIND = say(
    "Tệp “{file}” của “{label}” không đúng định dạng. Hãy tải lên tệp {accept}.",
    "The file “{file}” of “{label}” is of a kind that is not accepted. Upload {accept}.",
)
COMPONENT_SIZE = say(
    "Tệp “{file}” của “{label}” lớn quá {limit} MB. Hãy giảm dung lượng rồi tải lại.",
    "The file “{file}” of “{label}” is larger than {limit} MB. Make it smaller and upload it again.",
)
COMPONENT_COUNT = say(
    "“{label}” chỉ nhận nhiều nhất {limit} tệp. Hãy bỏ bớt tệp.",
    "“{label}” takes at most {limit} files. Remove some.",
)


def required_refusal(kind: str) -> Refusal:
    """What to say when nothing was answered, in the verb that fits the field."""
    return Refusal("required", _REQUIRED.get(_CHOOSING.get(kind, kind), _REQUIRED[""]))


def keyword_refusal(keyword: str, limit: object) -> Refusal:
    """What to say about a broken keyword of JSON Schema."""
    if keyword in ("unreadable", "tooDeep"):
        return UNREADABLE
    code, message = _KEYWORDS.get(keyword, _OTHER)
    shown = limit if isinstance(limit, int) and not isinstance(limit, bool) else ""
    return Refusal(code, message, {"keyword": keyword, "limit": shown})
