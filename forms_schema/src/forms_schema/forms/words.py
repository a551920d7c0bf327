"""The words of the form itself (buttons, marks, hints), so that a template needs no catalogue of its own."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "optional": "không bắt buộc",
        "problems_title": "Có chỗ cần sửa",
        "error": "Lỗi:",
        "choose": "— Chọn —",
        "add_row": "Thêm {row}",
        "remove_row": "Xóa {row}",
        "row": "dòng",
        "change": "Sửa",
        "go_on": "Tiếp tục",
        "yes": "Có",
        "no": "Không",
        "refresh": "Cập nhật danh sách",
        "files_here": "Tệp đã tải lên",
        "show_original": "Không phải tải lên. Khi đến làm việc, hãy mang theo bản gốc để xuất trình.",
        "files_limit": "Nhận tệp {accept}, mỗi tệp không quá {max_mb} MB.",
        "one_of": "Có thể thay bằng: {names}.",
        "template": "Tải mẫu giấy này",
        "locked": "Lấy từ cơ sở dữ liệu của Nhà nước, không sửa được tại đây.",
        "computed": "Hệ thống tự tính.",
        "none_yet": "Chưa có",
        "decimal_sign": ",",
        "step": "Bước {number}/{count}",
        "saved": "Đã lưu bản nháp.",
        "not_saved": "Chưa lưu được bản nháp; những gì đã gõ vẫn còn ở đây. Hãy kiểm tra mạng và việc đăng nhập.",
    },
    "en": {
        "optional": "optional",
        "problems_title": "Some answers need your attention",
        "error": "Error:",
        "choose": "— Choose —",
        "add_row": "Add {row}",
        "remove_row": "Remove {row}",
        "row": "row",
        "change": "Change",
        "go_on": "Continue",
        "yes": "Yes",
        "no": "No",
        "refresh": "Update the list",
        "files_here": "Uploaded files",
        "show_original": "Nothing to upload. Bring the original and show it when you come.",
        "files_limit": "Accepted: {accept}, at most {max_mb} MB per file.",
        "one_of": "Instead you may upload: {names}.",
        "template": "Download the template of this paper",
        "locked": "Taken from a state database; it cannot be changed here.",
        "computed": "Worked out for you.",
        "none_yet": "None yet",
        "decimal_sign": ".",
        "step": "Step {number} of {count}",
        "saved": "Draft saved.",
        "not_saved": "The draft was not saved; what you typed is still here. Are you online and still signed in?",
    },
}
HINTS: Mapping[str, Mapping[str, str]] = {
    "date": {"vi": "Ngày/tháng/năm, ví dụ 08/03/1990", "en": "Day/month/year, for example 08/03/1990"},
    "partial_date": {
        "vi": "Ngày/tháng/năm, ví dụ 08/03/1990; không nhớ ngày thì gõ tháng/năm (9/1950) hoặc năm (1950)",
        "en": "Day/month/year, for example 08/03/1990; if the day is not known, month/year (9/1950) or the year (1950)",
    },
    "time": {"vi": "Giờ và phút theo 24 giờ, ví dụ 07:30", "en": "24-hour clock, for example 07:30"},
    "decimal": {
        "vi": "Dùng dấu phẩy cho phần lẻ, ví dụ 120,5",
        "en": "Use a comma for decimals, for example 120,5",
    },
    "money": {"vi": "Bằng đồng, ví dụ 1.250.000", "en": "In đồng, for example 1.250.000"},
    "personal_id": {
        "vi": "12 chữ số trên thẻ căn cước, hoặc 9 chữ số của chứng minh nhân dân cũ",
        "en": "The 12 digits on the identity card, or 9 digits of an old card",
    },
    "phone": {"vi": "Ví dụ 0912 345 678", "en": "For example 0912 345 678"},
}


def words(language: str) -> Mapping[str, str]:
    """The words in the language; Vietnamese for a language that has none."""
    return WORDS.get(language, WORDS["vi"])


def hint(kind: str, language: str) -> str:
    """How to write the answer, for kinds where people ask."""
    texts = HINTS.get(kind, {})
    return texts.get(language, texts.get("vi", ""))
