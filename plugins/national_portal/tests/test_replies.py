"""What each reply of the portal means, from the replies that running systems have met."""

import json

import pytest
from motcua_national_portal import replies

MET = [
    ("0", "Đồng bộ thành công", "accepted"),
    ("00", "Thành công", "accepted"),
    ("0", "Đang xử lý", "wrong_data"),
    ("0", "", "wrong_data"),
    ("-1", "Thành công", "wrong_data"),
    ("0", "Hồ sơ đã tồn tại", "already_there"),
    ("3", "Hồ sơ đã tồn tại", "already_there"),
    ("-3", "Hồ sơ đã tồn tại", "already_there"),
    ("-1", "Hồ sơ đã tồn tại", "wrong_data"),
    ("-1", "Không tìm thấy thủ tục 9.9", "wrong_configuration"),
    ("-1", "Thiếu mã đơn vị", "wrong_configuration"),
    ("-1", "Dịch vụ không tồn tại", "wrong_configuration"),
    ("-1", "Lỗi không xác định", "wrong_data"),
]


@pytest.mark.parametrize(("code", "words", "meaning"), MET)
def test_code_and_words_together_decide(code: str, words: str, meaning: str) -> None:
    """Code zero alone is not trusted, and neither are good words under another code."""
    reply = {"error_code": code, "message": words}
    outcome = replies.outcome(reply)

    assert outcome.kind == meaning
    assert json.loads(outcome.reply) == reply


def test_a_code_may_come_as_a_number() -> None:
    """A gateway that writes its code as a number is understood."""
    assert replies.outcome({"error_code": 0, "message": "Đồng bộ thành công"}).kind == "accepted"
