"""What is said when a procedure says nothing of its own: the legal minimum, in plain words (Decree 61/2018 art. 19)."""

from collections.abc import Mapping

DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "submitted": {
        "vi": "Đã nhận hồ sơ {dossier_code}. Chúng tôi sẽ kiểm tra và báo lại.",
        "en": "Dossier {dossier_code} has arrived. We will check it and tell you.",
    },
    "taken_in": {
        "vi": "Hồ sơ {dossier_code} đã được tiếp nhận. Hẹn trả kết quả: {due}.",
        "en": "Dossier {dossier_code} was taken in. Promised date: {due}.",
    },
    "intake_refused": {
        "vi": "Hồ sơ {dossier_code} không được tiếp nhận. Lý do: {reason}",
        "en": "Dossier {dossier_code} was not taken in. Reason: {reason}",
    },
    "supplement_requested": {
        "vi": "Hồ sơ {dossier_code} cần bổ sung. Hạn bổ sung: {supplement_until}. Xem tại {link}",
        "en": "Dossier {dossier_code} needs a supplement. Last day: {supplement_until}. See {link}",
    },
    "payment_requested": {
        "vi": "Hồ sơ {dossier_code} có khoản phải nộp. Xem tại {link}",
        "en": "A payment is due for dossier {dossier_code}. See {link}",
    },
    "extended": {
        "vi": "Xin lỗi ông/bà: hồ sơ {dossier_code} được hẹn lại ngày {due}. Lý do: {reason}",
        "en": "We apologise: dossier {dossier_code} is now promised for {due}. Reason: {reason}",
    },
    "result_ready": {
        "vi": "Hồ sơ {dossier_code} đã có kết quả. Mời ông/bà đến {agency} nhận.",
        "en": "The result of dossier {dossier_code} is ready at {agency}.",
    },
    "not_eligible": {
        "vi": "Hồ sơ {dossier_code} không đủ điều kiện giải quyết. Lý do: {reason}",
        "en": "Dossier {dossier_code} does not meet the conditions. Reason: {reason}",
    },
    "returned": {
        "vi": "Đã trả kết quả hồ sơ {dossier_code}. Xin cảm ơn.",
        "en": "The result of dossier {dossier_code} was handed over. Thank you.",
    },
    "stopped": {
        "vi": "Hồ sơ {dossier_code} đã dừng giải quyết. Lý do: {reason}",
        "en": "The handling of dossier {dossier_code} has stopped. Reason: {reason}",
    },
    "withdrawn": {
        "vi": "Hồ sơ {dossier_code} đã được rút ngày {happened}. Nếu ông/bà không yêu cầu, hãy báo ngay cho {agency}.",
        "en": "Dossier {dossier_code} was withdrawn on {happened}. If you did not ask for it, tell {agency} at once.",
    },
}

NEUTRAL: Mapping[str, str] = {
    "vi": "Hồ sơ {dossier_code} có thông tin mới, mời ông/bà hỏi tại bộ phận một cửa. "
    "Ông/bà cũng có thể xem tại {link}",
    "en": "There is news about dossier {dossier_code}: please ask at the one-stop counter. "
    "You can also see it at {link}",
}
"""All that is ever said outside of a dossier whose procedure is marked sensitive: no title, no name, no reason."""

TO_PAY: Mapping[str, Mapping[str, str]] = {
    "payment_requested": {"vi": "Số tiền phải nộp: {sum}.", "en": "To be paid: {sum}."},
    "result_ready": {
        "vi": "Số tiền phải nộp trước khi nhận kết quả: {sum}.",
        "en": "To be paid before the result is handed over: {sum}.",
    },
}
"""Added to these notices, whatever the procedure's own text says, when money is owed: nobody comes with too little."""

NOT_FIXED: Mapping[str, str] = {"vi": "chưa ấn định", "en": "not fixed yet"}
"""Stands where a day is meant and there is none: the clock begins with the payment, the law sets no last day."""

URGENT = frozenset(
    {
        "supplement_requested",
        "extended",
        "not_eligible",
        "intake_refused",
        "payment_requested",
        "result_ready",
        "stopped",
    }
)
"""What saves a person a journey or a deadline: when nothing reaches them, somebody telephones."""


def filled(template: str, facts: Mapping[str, str]) -> str:
    """The template with its known ``{names}`` replaced; nothing else in it has a meaning."""
    for name, value in facts.items():
        template = template.replace("{" + name + "}", value)
    return template
