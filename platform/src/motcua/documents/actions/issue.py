"""Issue a letter: print it, keep the PDF, remember its hash."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from motcua.documents import layouts, typesetting
from motcua.documents.models import Letter
from motcua.ground import clock, storage
from motcua.ground.models import StoredFile


def issue(kind: str, *, about: str, data: Mapping[str, Any], language: str, number: int) -> Letter:
    """The letter of this kind for one act of one dossier; asked again, the one that was issued.

    ``about`` is the dossier's public id and ``number`` the number of its event. Raises UnknownLetter.
    """
    issued = _issued(kind, about, number)
    if issued is not None:
        return issued
    # Received on its own: if somebody else was first, the file is swept like any other that nobody claims.
    file = _received(kind, str(data["code"]), typesetting.pdf(kind, data, language))
    try:
        with transaction.atomic():
            return _keep(kind, about, number, language, file)
    except IntegrityError:
        raced = _issued(kind, about, number)
        if raced is None:
            raise
        return raced


def _issued(kind: str, about: str, number: int) -> Letter | None:
    return Letter.objects.filter(kind=kind, about=about, number=number).first()


def _received(kind: str, code: str, printed: bytes) -> StoredFile:
    upload = SimpleUploadedFile(f"{code}-{kind}.pdf", printed, content_type="application/pdf")
    return storage.receive(upload, limits=storage.Limits(kinds=frozenset({"pdf"})))


def _keep(kind: str, about: str, number: int, language: str, file: StoredFile) -> Letter:
    letter = Letter(
        about=about,
        kind=kind,
        number=number,
        language=language,
        layout=layouts.name(kind),
        sha256=file.sha256,
        file=file,
        issued_at=clock.now(),
    )
    letter.save()
    storage.claim(file, f"letter:{letter.public_id}")
    return letter
