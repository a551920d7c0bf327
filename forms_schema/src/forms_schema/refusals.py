"""The sentences of the strict reader: what is wrong with a text and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from forms_schema.problems import Problem

REFUSALS: Mapping[str, Mapping[str, str]] = {
    "too_large": {
        "vi": "Tệp dài {size} byte, quá giới hạn {limit} byte. Hãy chia nhỏ hoặc bỏ bớt nội dung.",
        "en": "The text is {size} bytes long, more than the {limit} allowed. Split it or shorten it.",
    },
    "not_utf8": {
        "vi": "Tệp không phải mã UTF-8 (sai ở byte thứ {byte}). Hãy lưu lại tệp bằng mã UTF-8.",
        "en": "The text is not UTF-8 (broken at byte {byte}). Save the file again as UTF-8.",
    },
    "byte_order_mark": {
        "vi": "Tệp bắt đầu bằng dấu thứ tự byte (BOM). Hãy lưu lại dưới dạng UTF-8 không có BOM.",
        "en": "The text starts with a byte order mark. Save the file again as UTF-8 without it.",
    },
    "too_deep": {
        "vi": "Nội dung lồng nhau quá {limit} tầng (dòng {line}, cột {column}). Hãy bớt tầng lồng nhau.",
        "en": "The text is nested more than {limit} levels (line {line}, column {column}). Nest it less.",
    },
    "not_json": {
        "vi": "Nội dung sai cú pháp JSON ở dòng {line}, cột {column}. Hãy sửa chỗ đó rồi thử lại.",
        "en": "The text is not JSON at line {line}, column {column}. Mend that place and try again.",
    },
    "not_whole": {
        "vi": 'Số ở đây phải là số nguyên viết liền. Hãy viết số thập phân dưới dạng chữ, ví dụ "2.5".',
        "en": 'Numbers here must be whole and written plainly. Write a decimal as text, for example "2.5".',
    },
    "not_a_number": {
        "vi": "NaN và Infinity không phải là số. Hãy bỏ giá trị này hoặc ghi null.",
        "en": "NaN and Infinity are not numbers. Leave the value out or write null.",
    },
    "number_too_long": {
        "vi": "Số có quá 20 chữ số. Hãy kiểm tra lại, hoặc viết dưới dạng chữ nếu đó là mã số.",
        "en": "The number has more than 20 digits. Check it, or write it as text if it is a code.",
    },
    "duplicate_key": {
        "vi": "Tên này xuất hiện hai lần trong cùng một đối tượng. Hãy giữ lại một lần.",
        "en": "This name stands twice in the same object. Keep one of them.",
    },
    "forbidden_key": {
        "vi": "Không được dùng tên “{key}”. Hãy chọn tên khác.",
        "en": "The name “{key}” may not be used. Choose another name.",
    },
    "key_too_long": {
        "vi": "Có một tên dài quá {limit} ký tự trong đối tượng này. Hãy đặt tên ngắn hơn.",
        "en": "A name in this object is longer than {limit} characters. Choose a shorter one.",
    },
    "half_character": {
        "vi": "Chữ ở đây có một nửa ký tự (surrogate) bị hỏng. Hãy nhập lại đoạn chữ.",
        "en": "The text holds half of a character (a lone surrogate). Enter the text again.",
    },
    "hidden_character": {
        "vi": "Chữ ở đây có ký tự ẩn {character} không nhìn thấy được. Hãy xóa ký tự đó hoặc gõ lại.",
        "en": "The text holds the hidden character {character}. Delete it or type the text again.",
    },
    "too_many_marks": {
        "vi": "Một chữ cái mang hơn {limit} dấu. Hãy gõ lại đoạn chữ.",
        "en": "One letter carries more than {limit} marks. Type the text again.",
    },
    "not_json_value": {
        "vi": "Giá trị này không ghi được thành JSON. Hãy dùng chữ, số nguyên, danh sách hoặc đối tượng.",
        "en": "This value cannot be written as JSON. Use text, whole numbers, true/false, lists or objects.",
    },
}


def refusal(pointer: str, code: str, **params: str | int) -> Problem:
    """The problem ``code`` at ``pointer``; it never quotes the refused text, which may be personal."""
    message = {language: text.format(**params) for language, text in REFUSALS[code].items()}
    return Problem(pointer, code, message, params=params)
