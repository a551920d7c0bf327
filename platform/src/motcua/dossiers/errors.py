"""Why an action on a dossier was refused, said so that the person knows what to do next.

Tree::

    DossierError                    everything this app raises on purpose
    ├── NotFound                    no such dossier, or not yours to see (the same answer for both)
    ├── NotPermitted                your role does not do this
    ├── NotNow                      the dossier's state or open waits do not allow it
    ├── StalePage                   somebody acted since the page was drawn
    ├── NotSeen                     a form did not say which state of the dossier its page showed
    ├── KeyReused                   the same idempotency key with another content
    ├── KeyMissing                  a form came without its idempotency key, or with an impossible one
    ├── WrongMoment                 the stated time cannot be right
    ├── AnswersRefused              the answers or files have problems; carries them
    ├── NotOffered                  the procedure does not offer this (case, result, extension …)
    └── TooManyAttempts             the second secret was tried too often
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from forms_schema.problems import Problem


class DossierError(Exception):
    """Base of every refusal. ``sentences`` holds what the person may be told, by language; ``field`` names
    the input at fault."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, vi: str, en: str, *, field: str = "") -> None:
        self.sentences: Mapping[str, str] = {"vi": vi, "en": en}
        self.field = field
        super().__init__(en)


class NotFound(DossierError):
    """No such dossier for this actor."""

    code = "not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "Không tìm thấy hồ sơ này. Hãy kiểm tra lại mã hồ sơ.",
            "This dossier was not found. Check the dossier code.",
        )


class NotPermitted(DossierError):
    """The actor's roles do not include this ``action`` on this dossier."""

    code = "not_permitted"
    status = 403

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(
            "Tài khoản của ông/bà không có quyền làm việc này với hồ sơ này. "
            "Hãy chuyển cho người được phân công.",
            "Your account may not do this with this dossier. Pass it to the person in charge.",
        )


class NotNow(DossierError):
    """The state or the open waits do not allow it."""

    code = "not_now"
    status = 409


class StalePage(DossierError):
    """Somebody acted on the dossier after the page was drawn. ``who`` and ``when`` say who and when
    (civil).
    """

    code = "stale_page"
    status = 409

    def __init__(self, who: str, when: str) -> None:
        self.who, self.when = who, when
        super().__init__(
            f"{who} đã xử lý hồ sơ này lúc {when}. Hãy tải lại trang rồi quyết định.",
            f"{who} acted on this dossier at {when}. Reload the page, then decide.",
        )


class NotSeen(DossierError):
    """A form that does not say from which revision its page was drawn: it might be stale, so nothing was done."""

    code = "not_seen"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Trang này không cho biết đã mở hồ sơ ở tình trạng nào. Hãy mở lại trang rồi gửi lại.",
            "This page did not say which state of the dossier it showed. Open it again, then send.",
        )


class KeyReused(DossierError):
    """An idempotency key came back with another content."""

    code = "key_reused"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Yêu cầu này đã được gửi trước đó với nội dung khác. Hãy mở lại trang và gửi lại.",
            "This request was already sent with another content. Open the page again and send it again.",
        )


class KeyMissing(DossierError):
    """A form without a usable idempotency key: sent twice it would count twice, so nothing was done."""

    code = "key_missing"

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__(said["vi"], said["en"])


class WrongMoment(DossierError):
    """The stated time lies in the future, before the dossier, or needs a proof."""

    code = "wrong_moment"


class AnswersRefused(DossierError):
    """The answers or the files do not satisfy the procedure; ``problems`` says where and why."""

    code = "answers_refused"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"Hồ sơ còn {len(self.problems)} nội dung cần sửa. Hãy sửa từng mục được nêu rồi gửi lại.",
            f"{len(self.problems)} things must be mended. Mend each one named, then send again.",
        )


class NotOffered(DossierError):
    """The pinned procedure version does not offer what was asked."""

    code = "not_offered"


class TooManyAttempts(DossierError):
    """The second secret was wrong too often."""

    code = "too_many_attempts"
    status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(
            f"Mã bí mật đã được nhập sai quá nhiều lần. Hãy thử lại sau {minutes} phút.",
            f"The PIN was wrong too often. Try again in {minutes} minutes.",
        )
