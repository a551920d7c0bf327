"""Attach a file to a component of a draft, and take it away again: the first of the two phases."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from forms_schema import Component
from motcua.ground import storage
from motcua.ground.errors import FileRefused
from motcua.portal.models import Draft, DraftFile


def run(draft: Draft, component: Component, upload: UploadedFile) -> DraftFile:
    """Receive the upload and tie it to the draft; raises FileRefused, which says what to do."""
    if draft.files.filter(component=component.id).count() >= component.max_files:
        raise FileRefused(
            "too_many",
            f"Giấy tờ này chỉ nhận {component.max_files} tệp. Hãy xóa bớt tệp rồi tải lên lại.",
            f"This paper takes {component.max_files} files. Remove one, then upload again.",
        )
    kinds = frozenset(component.accept) & frozenset(storage.KINDS.values())
    limits = storage.Limits(kinds=kinds, largest=component.largest_file)
    received = storage.receive(upload, limits=limits)
    with transaction.atomic():
        storage.claim(received, owner_name(draft))
        return DraftFile.objects.create(draft=draft, component=component.id, file=received)


@transaction.atomic
def remove(draft: Draft, component: str, file: str) -> None:
    """Take one file away; nothing happens when it is not there."""
    for row in draft.files.filter(component=component, file__public_id=file).select_related("file"):
        row.delete()
        storage.remove(row.file)


@transaction.atomic
def drop_all(draft: Draft, component: str = "") -> None:
    """Take away every file of the draft, or of one component."""
    rows = draft.files.filter(component=component) if component else draft.files.all()
    for row in rows.select_related("file"):
        row.delete()
        storage.remove(row.file)


def owner_name(draft: Draft) -> str:
    """How the store names the draft."""
    return f"draft:{draft.public_id}"
