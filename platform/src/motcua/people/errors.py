"""Errors about people.

PeopleError
├── NotAllowed      the actor's roles do not reach this action on this object (answer 403)
├── AccountRefused  an account cannot be opened or reset as asked at the counter
└── UnscopedRead    a query over protected rows was run without saying for whom (a mistake in the code)
"""


class PeopleError(Exception):
    """Something about a person or their rights."""


class NotAllowed(PeopleError):
    """The actor may not do this; `sentences` says so without revealing what exists."""

    sentences = {
        "vi": "Ông/bà không có quyền thực hiện việc này. Nếu cần, hãy liên hệ người phụ trách đơn vị.",
        "en": "You are not allowed to do this. If you need to, ask the administrator of your agency.",
    }


class AccountRefused(PeopleError):
    """No account can be opened or reset like this; ``field`` names the input at fault, if it is one."""

    def __init__(self, vi: str, en: str, *, field: str = "") -> None:
        super().__init__(en)
        self.sentences = {"vi": vi, "en": en}
        self.field = field


class UnscopedRead(PeopleError):
    """Protected rows were read without `visible_to(actor)`."""
