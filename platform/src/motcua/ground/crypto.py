"""Sealing of personal values: one random key per person, wrapped by a ring of master keys.

`seal` binds the value to its subject and purpose (AES-256-GCM with associated data), so a value copied into
another person's row does not open. `destroy` forgets the person's key: nothing sealed for them, in any backup
that lacks the old row, can be read again. The ring (`MASTER_KEYS`, newest last) rotates: the newest key
wraps, every key of the ring unwraps, `rewrap` moves old keys over. Blind indexes have a ring of their own
(`INDEX_KEYS`): new values use its last key, `blind_indexes` gives the fingerprints under all of them, so
exact search keeps working as long as the earlier keys stay in the ring. There is no command yet that re-indexes
old columns, and commitments are made with the first key of that ring: it must never be taken out.
"""

import base64
import hmac
import os
import re
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from motcua.ground import clock
from motcua.ground.errors import KeyDestroyed, KeyMissing, SealBroken
from motcua.ground.models import Subject
from motcua.ground.names import search_key

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"


def new_subject() -> Subject:
    """A person or organisation with a fresh random key of its own, saved."""
    name, master = _newest_master()
    subject = Subject(master_key=name)
    key = AESGCM.generate_key(bit_length=KEY_BYTES * 8)
    subject.wrapped_key = _encrypt(master, key, _wrapping_context(subject))
    subject.save()
    return subject


def seal(subject: Subject, plaintext: str, *, purpose: str = "value") -> bytes:
    """Encrypt `plaintext` for this subject and purpose. Raises KeyDestroyed, KeyMissing."""
    return _encrypt(_data_key(subject), plaintext.encode(), _value_context(subject, purpose))


def open_sealed(subject: Subject, sealed: bytes, *, purpose: str = "value") -> str:
    """Decrypt what `seal` produced. Raises KeyDestroyed, KeyMissing, SealBroken."""
    return _decrypt(_data_key(subject), bytes(sealed), _value_context(subject, purpose)).decode()


def wrap(plaintext: str, *, purpose: str) -> str:
    """Encrypt a secret of the installation itself (a token, a one-time-code seed) with a master key."""
    name, master = _newest_master()
    sealed = _encrypt(master, plaintext.encode(), f"motcua/system/{purpose}".encode())
    return f"{name}:{base64.b64encode(sealed).decode()}"


def unwrap(wrapped: str, *, purpose: str) -> str:
    """Decrypt what `wrap` produced. Raises KeyMissing, SealBroken."""
    name, _, sealed = wrapped.partition(":")
    context = f"motcua/system/{purpose}".encode()
    return _decrypt(_master(name), base64.b64decode(sealed), context).decode()


def destroy(subject: Subject) -> None:
    """Forget the subject's key for ever (erasure of personal data); a second call changes nothing."""
    now = clock.now()
    living = Subject.objects.filter(pk=subject.pk, destroyed_at__isnull=True)
    if living.update(wrapped_key=None, destroyed_at=now):
        subject.wrapped_key, subject.destroyed_at = None, now
    else:
        subject.refresh_from_db()


def rewrap(batch: int = 500) -> int:
    """Wrap up to `batch` keys still held by older master keys with the newest; how many were moved."""
    newest, master = _newest_master()
    old = Subject.objects.exclude(master_key=newest).filter(wrapped_key__isnull=False)[:batch]
    moved = 0
    for subject in old:
        wrapped = _encrypt(master, _data_key(subject), _wrapping_context(subject))
        moved += (
            Subject.objects.filter(pk=subject.pk, master_key=subject.master_key)
            .exclude(wrapped_key=None)
            .update(wrapped_key=wrapped, master_key=newest)
        )
    return moved


def blind_index(kind: str, value: str) -> bytes:
    """A keyed fingerprint for exact search; equal for equal values however they were typed.

    `kind` is personal_id, phone, email, tax_code or any other name (then compared as a search key).
    """
    return blind_indexes(kind, value)[0]


def blind_indexes(kind: str, value: str) -> list[bytes]:
    """The fingerprints of `value` under every index key, newest first: search with all of them."""
    text = f"index\x00{kind}\x00{_NORMAL_FORMS.get(kind, search_key)(value)}".encode()
    return [hmac.digest(key, text, "sha256") for key in reversed(settings.INDEX_KEYS.values())]


def commitment(value: str, subject: Subject | None = None) -> str:
    """A keyed commitment for events and chains: proves the value later without holding it.

    With a subject it is keyed by the subject's own key and becomes meaningless when that key is destroyed; else
    by the first index key, so that it stays comparable after newer keys were added.
    """
    key = next(iter(settings.INDEX_KEYS.values())) if subject is None else _data_key(subject)
    return "commit:" + hmac.digest(key, b"commitment\x00" + value.encode(), "sha256").hex()


def _digits_and_letters(value: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", value.upper())


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 9 else digits


_NORMAL_FORMS: dict[str, Callable[[str], str]] = {
    "personal_id": _digits_and_letters,
    "tax_code": _digits_and_letters,
    "phone": _phone,
    "email": lambda value: value.strip().casefold(),
}


def _newest_master() -> tuple[str, bytes]:
    return next(reversed(settings.MASTER_KEYS.items()))


def _data_key(subject: Subject) -> bytes:
    if subject.wrapped_key is None:
        raise KeyDestroyed(
            "Dữ liệu cá nhân này đã được xóa theo yêu cầu và không thể đọc lại.",
            "This personal data was erased on request and can no longer be read.",
        )
    return _decrypt(_master(subject.master_key), bytes(subject.wrapped_key), _wrapping_context(subject))


def _master(name: str) -> bytes:
    if name not in settings.MASTER_KEYS:
        raise KeyMissing(
            "Thiếu khóa chủ để đọc dữ liệu này. Quản trị viên cần bổ sung khóa cũ vào vòng khóa.",
            f"The key ring lacks the master key “{name}”. Add it back to MOTCUA_MASTER_KEYS.",
        )
    key: bytes = settings.MASTER_KEYS[name]
    return key


def _wrapping_context(subject: Subject) -> bytes:
    return f"motcua/key/{subject.public_id}".encode()


def _value_context(subject: Subject, purpose: str) -> bytes:
    return f"motcua/value/{subject.public_id}/{purpose}".encode()


def _encrypt(key: bytes, plain: bytes, context: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, context)


def _decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        if sealed[:1] != FORMAT:
            raise InvalidTag
        return AESGCM(key).decrypt(nonce, body, context)
    except (InvalidTag, ValueError) as error:
        raise SealBroken(
            "Dữ liệu đã mã hóa không còn nguyên vẹn hoặc thuộc về hồ sơ khác. Hãy báo quản trị viên.",
            "The sealed value was changed or belongs to another person or purpose. Tell the administrator.",
        ) from error
