"""Private files in two phases: received (pending), then claimed by what needs them; the rest is swept.

The file goes to the store first and the row after, so a crash leaves at most an orphan in the store, never a
row without its file. What a file is, its first bytes say; its name is only shown. Files are served as
attachments.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse
from django.utils.text import get_valid_filename

from motcua.ground import clock, scanning
from motcua.ground.errors import FileNotClaimable, FileRefused
from motcua.ground.ids import new_public_id
from motcua.ground.models import StoredFile
from motcua.ground.names import clean

PENDING_FOR = timedelta(days=2)
HEAD_BYTES = 8192
LONGEST_NAME = 150
KINDS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@dataclass(frozen=True)
class Limits:
    """What is accepted: kinds ("pdf", "jpg", "png") and the largest size in bytes."""

    kinds: frozenset[str] = frozenset({"pdf", "jpg", "png"})
    largest: int = 10_000_000


def store() -> Storage:
    """Where private files lie: STORAGES["private"] if set, else the folder PRIVATE_FILES."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=settings.PRIVATE_FILES, file_permissions_mode=0o600)


def receive(upload: UploadedFile, *, limits: Limits | None = None) -> StoredFile:
    """Store an upload as pending, scanned where a scanner is set; raises FileRefused."""
    limits = limits or Limits()
    _check_size(upload, limits)
    media_type = detect(upload)
    kind = KINDS.get(media_type, "")
    if kind not in limits.kinds:
        raise _wrong_kind(limits)
    return _keep(upload, kind, media_type)


def detect(upload: UploadedFile) -> str:
    """The media type by the first bytes, "" when unknown; the name is never looked at."""
    upload.seek(0)
    found = filetype.guess(upload.read(HEAD_BYTES))
    upload.seek(0)
    return found.mime if found else ""


def claim(file: StoredFile, owner: str) -> StoredFile:
    """Tie a pending file to its owner ("dossier:<public id>") in the open transaction.

    Claiming again for the same owner changes nothing. Raises FileNotClaimable for a file that is gone,
    infected or tied to another owner.
    """
    return claim_all([file.public_id], owner)[file.public_id]


def claim_all(public_ids: Sequence[str], owner: str) -> dict[str, StoredFile]:
    """As `claim`, for several files at once: public id → file. Two statements, or one when all are held."""
    rows = StoredFile.objects.select_for_update().filter(public_id__in=public_ids).order_by("pk")
    held = {row.public_id: row for row in rows}
    mine = StoredFile.State.CLAIMED, owner
    new = [row for row in held.values() if (row.state, row.owner) != mine]
    if len(held) < len(set(public_ids)) or not all(_is_claimable(row) for row in new):
        raise FileNotClaimable(
            "Tệp này không còn dùng được. Hãy tải tệp lên lại.",
            "This file can no longer be used. Please upload it again.",
        )
    now = clock.now()
    for row in new:
        row.state, row.owner, row.claimed_at = StoredFile.State.CLAIMED, owner, now
    if new:
        StoredFile.objects.filter(pk__in=[row.pk for row in new]).update(
            state=StoredFile.State.CLAIMED, owner=owner, claimed_at=now
        )
    return held


def claimable(public_ids: Sequence[str]) -> set[str]:
    """Which of these files can be claimed now: received, not swept, free, not infected. One query."""
    rows = StoredFile.objects.filter(public_id__in=public_ids) if public_ids else ()
    return {row.public_id for row in rows if _is_claimable(row)}


def _is_claimable(file: StoredFile) -> bool:
    return file.state == StoredFile.State.PENDING and file.scanned != StoredFile.Scan.INFECTED


def release(file: StoredFile, owner: str) -> None:
    """Let go of a file claimed by `owner`, in the open transaction, so that the next owner can claim it."""
    StoredFile.objects.filter(pk=file.pk, owner=owner, state=StoredFile.State.CLAIMED).update(
        state=StoredFile.State.PENDING, owner="", claimed_at=None
    )


def remove(file: StoredFile) -> None:
    """Mark a file removed and take its contents out of the store once the transaction is through."""
    StoredFile.objects.filter(pk=file.pk).update(state=StoredFile.State.REMOVED, removed_at=clock.now())
    transaction.on_commit(lambda: store().delete(file.location), robust=True)


def sweep(older_than: timedelta = PENDING_FOR) -> int:
    """Remove files nobody claimed; how many."""
    stale = StoredFile.objects.filter(
        state=StoredFile.State.PENDING, received_at__lt=clock.now() - older_than
    )
    swept = 0
    for file in stale[:1000]:
        with transaction.atomic():
            if StoredFile.objects.select_for_update().filter(pk=file.pk, state="pending").first():
                remove(file)
                swept += 1
    return swept


def scan_waiting() -> int:
    """Scan again what could not be scanned when it came; how many got a verdict."""
    waiting = StoredFile.objects.filter(scanned=StoredFile.Scan.WAITING).exclude(state="removed")
    verdicts = 0
    for file in waiting.order_by("received_at")[:200]:
        verdict = scanning.verdict(chunks(file))
        if verdict != StoredFile.Scan.WAITING:
            verdicts += StoredFile.objects.filter(pk=file.pk).update(scanned=verdict)
    return verdicts


def chunks(file: StoredFile) -> Iterator[bytes]:
    """The contents, piece by piece."""
    with store().open(file.location) as opened:
        yield from iter(lambda: opened.read(65_536), b"")


def is_intact(file: StoredFile) -> bool:
    """Whether the contents still have the hash and size they came with."""
    return _digest(chunks(file)) == (file.sha256, file.size)


def may_be_served(file: StoredFile) -> bool:
    """Removed, infected and not yet scanned files are never served."""
    served = {StoredFile.Scan.CLEAN, StoredFile.Scan.NOT_SCANNED}
    return file.state != StoredFile.State.REMOVED and file.scanned in served


def served(file: StoredFile, name: str = "") -> FileResponse:
    """The download, under its own name or this one: always an attachment, never sniffed, never kept by a cache.

    Raises FileNotClaimable.
    """
    if not may_be_served(file):
        raise FileNotClaimable(
            "Tệp này chưa thể tải xuống vì chưa được quét vi-rút hoặc đã bị gỡ. Hãy thử lại sau.",
            "This file cannot be downloaded: it was not scanned yet or was removed. Please try again later.",
        )
    response = FileResponse(
        store().open(file.location),
        as_attachment=True,
        filename=name or file.name,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _keep(upload: UploadedFile, kind: str, media_type: str) -> StoredFile:
    public_id, now = new_public_id(), clock.now()
    location = store().save(f"{now:%Y/%m/%d}/{public_id}.{kind}", upload)
    upload.seek(0)
    digest, size = _digest(upload.chunks())
    upload.seek(0)
    scanned = scanning.verdict(upload.chunks())
    if scanned == StoredFile.Scan.INFECTED:
        store().delete(location)
        raise FileRefused(
            "infected",
            "Tệp có dấu hiệu chứa mã độc nên không được nhận. Hãy quét vi-rút máy tính rồi chọn tệp khác.",
            "The file looks infected and was not accepted. Scan your computer for viruses, then choose another file.",
        )
    return StoredFile.objects.create(
        public_id=public_id,
        name=shown_name(upload.name or "", kind),
        size=size,
        kind=kind,
        media_type=media_type,
        sha256=digest,
        location=location,
        scanned=scanned,
        received_at=now,
    )


def shown_name(given: str, kind: str) -> str:
    """The name shown to people: no path, no control or direction marks, the extension of the true kind."""
    visible = "".join(letter for letter in clean(given) if letter.isprintable())
    stem = PurePosixPath(visible.replace("\\", "/")).name.rsplit(".", 1)[0][:LONGEST_NAME].strip(". ")
    return f"{get_valid_filename(stem) if stem else 'tep'}.{kind}"


def _digest(pieces: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _check_size(upload: UploadedFile, limits: Limits) -> None:
    if not upload.size:
        raise FileRefused(
            "empty",
            "Tệp rỗng. Hãy chọn lại tệp có nội dung.",
            "The file is empty. Choose a file with contents.",
        )
    if upload.size > limits.largest:
        largest = f"{limits.largest / 1_000_000:g}"
        raise FileRefused(
            "too_large",
            f"Tệp lớn hơn {largest.replace('.', ',')} MB. Hãy giảm dung lượng hoặc chia nhỏ tệp.",
            f"The file is larger than {largest} MB. Reduce its size or split it.",
        )


def _wrong_kind(limits: Limits) -> FileRefused:
    names = ", ".join(sorted(limits.kinds)).upper()
    return FileRefused(
        "wrong_kind",
        f"Loại tệp này không được chấp nhận. Chỉ nhận: {names}.",
        f"This kind of file is not accepted. Accepted: {names}.",
    )
