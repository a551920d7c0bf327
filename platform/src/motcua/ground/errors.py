"""Errors of the ground.

GroundError
├── CryptoError
│   ├── KeyDestroyed        the person's key was destroyed; the value can never be read again
│   ├── KeyMissing          the master key that wrapped this key is not in the ring
│   └── SealBroken          the sealed bytes were changed, or belong to another person or purpose
├── ClockNotShiftable       this installation does not allow its clock to be moved
├── StorageError
│   ├── FileRefused         the file is empty, too large or of a kind not accepted (says which)
│   └── FileNotClaimable    the file is gone, already claimed or failed its scan
├── AddressRefused          an outgoing call aimed at a host that is not allowed
├── KeyUnusable             a form came without its idempotency key, or with one nobody gave out (answer 422)
└── IdempotencyConflict     the same key was used for different contents (answer 409)
"""


class GroundError(Exception):
    """Any refusal of the ground; `sentences` holds what a person may be told, by language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.sentences = {"vi": vi, "en": en}


class CryptoError(GroundError):
    """A sealed value cannot be produced or read."""


class KeyDestroyed(CryptoError):
    """The person's key was destroyed on request; nothing sealed for them can be read again."""


class KeyMissing(CryptoError):
    """The master key named by the record is absent from the key ring."""


class SealBroken(CryptoError):
    """Authentication failed: the bytes were changed or opened for another subject or purpose."""


class ClockNotShiftable(GroundError):
    """Only test and demo installations may move their clock."""


class StorageError(GroundError):
    """A file cannot be received or claimed."""


class FileRefused(StorageError):
    """The upload breaks a limit; `code` is one of empty, too_large, wrong_kind, infected."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(vi, en)
        self.code = code


class FileNotClaimable(StorageError):
    """The file was swept, already belongs to a dossier, or failed its scan."""


class AddressRefused(GroundError):
    """The outgoing address is not on the allow-list, or resolves to a private network."""


class KeyUnusable(GroundError):
    """Without its key a form sent twice would count twice, so it does not count at all."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "Biểu mẫu này thiếu mã chống gửi hai lần nên chưa được ghi nhận. Hãy tải lại trang rồi gửi lại.",
            "This form lacks the key that keeps it from counting twice, so nothing was done. "
            "Reload the page and send it again.",
        )


class IdempotencyConflict(GroundError):
    """The same idempotency key came with other contents."""
