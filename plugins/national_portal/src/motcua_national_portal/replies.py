"""What the portal's replies mean. HTTP 200 proves nothing, and neither does code 0 without the words.

The official list of errors is not public: codes and phrases are those running systems have met. What is recognised as
neither accepted nor already there is an officer's task, with the portal's own words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from motcua_sdk.values import Outcome

ACCEPTED_CODES = {"0", "00"}
ALREADY_CODES = {"0", "3", "-3"}
ALREADY_WORDS = "đã tồn tại"
ACCEPTED_WORDS = "thành công"
SESSION_WORDS = "session"
UNKNOWN_DOSSIER_WORDS = "chưa có trên hệ thống"
CONFIGURATION_WORDS = ("không tìm thấy thủ tục", "mã đơn vị", "dịch vụ không tồn tại")


def code_and_words(reply: Mapping[str, Any]) -> tuple[str, str]:
    """The error code as text and the message in lower case."""
    return str(reply.get("error_code", "")), str(reply.get("message", "")).lower()


def session_ended(reply: Mapping[str, Any]) -> bool:
    """Whether the portal wants us to sign in again."""
    code, words = code_and_words(reply)
    return code not in ACCEPTED_CODES and SESSION_WORDS in words


def unknown_dossier(reply: Mapping[str, Any]) -> bool:
    """Whether an update was refused because the portal never saw the dossier."""
    return UNKNOWN_DOSSIER_WORDS in code_and_words(reply)[1]


def outcome(reply: Mapping[str, Any]) -> Outcome:
    """The reply as one of the five outcomes, kept word for word."""
    code, words = code_and_words(reply)
    verbatim = json.dumps(dict(reply), ensure_ascii=False)
    said = str(reply.get("message", ""))
    if code in ACCEPTED_CODES and ACCEPTED_WORDS in words:
        return Outcome(
            "accepted", _sentence("Cổng quốc gia đã nhận.", "The national portal took it."), verbatim
        )
    if code in ALREADY_CODES and ALREADY_WORDS in words:
        known = _sentence("Cổng quốc gia đã có sẵn.", "The national portal has it already.")
        return Outcome("already_there", known, verbatim)
    if any(phrase in words for phrase in CONFIGURATION_WORDS):
        asked = _sentence(
            f"Cổng quốc gia không nhận vì cấu hình: “{said}”. Quản trị viên cần kiểm tra bảng ánh xạ và mã đơn vị.",
            f"The national portal refused because of the set-up: “{said}”. An administrator must check the mapping.",
        )
        return Outcome("wrong_configuration", asked, verbatim)
    wrong = _sentence(
        f"Cổng quốc gia từ chối: “{said}”. Hãy sửa dữ liệu hồ sơ rồi gửi lại.",
        f"The national portal refused: “{said}”. Correct the dossier, then send again.",
    )
    return Outcome("wrong_data", wrong, verbatim)


def no_answer(what: str) -> Outcome:
    """No usable answer came: whether the portal acted is unknown, so it is asked or told again later."""
    return Outcome(
        "retry_later",
        _sentence(
            f"Cổng quốc gia chưa trả lời ({what}). Hệ thống sẽ tự gửi lại.",
            f"The national portal did not answer ({what}). It will be sent again by itself.",
        ),
        what,
    )


def _sentence(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}
