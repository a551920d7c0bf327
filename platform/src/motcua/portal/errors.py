"""Why the portal refuses.

PortalError
├── DraftGone          the draft expired, was handed in or is not yours
├── NoOffice           the place chosen is not served by any agency
└── TooManyQuestions   too many guesses from one network
"""


class PortalError(Exception):
    """Any refusal of the portal; `sentences` holds what a person may be told, by language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.sentences = {"vi": vi, "en": en}


class DraftGone(PortalError):
    """No such draft for this person, or it is over."""

    def __init__(self) -> None:
        super().__init__(
            "Bản nháp này không còn nữa: đã quá hạn lưu, đã được xóa, hoặc thuộc về người khác. "
            "Hãy mở lại thủ tục và bắt đầu bản mới.",
            "This draft is no longer here: it expired, was deleted, or belongs to somebody else. "
            "Open the procedure again and start a new one.",
        )


class NoOffice(PortalError):
    """Nobody serves the place that was chosen."""

    def __init__(self) -> None:
        super().__init__("Hãy chọn nơi giải quyết trong danh sách.", "Choose the place from the list.")


class TooManyQuestions(PortalError):
    """Somebody guesses."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            f"Ông/bà đã thử quá nhiều lần. Hãy đợi {minutes} phút rồi thử lại, hoặc đến bộ phận một cửa.",
            f"Too many attempts. Wait {minutes} minutes and try again, or come to a one-stop counter.",
        )
