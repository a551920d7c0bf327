"""Internal notes on a dossier: written by officers, for officers."""

from dataclasses import dataclass
from datetime import datetime

from motcua.desk.models import Note
from motcua.dossiers import gathering, reads
from motcua.dossiers.errors import NotOffered
from motcua.dossiers.reads import Folder
from motcua.ground import clock, crypto
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, demand

LONGEST = 2000


@dataclass(frozen=True)
class Written:
    """A note as officers read it; ``author`` is the trace of who wrote it."""

    author: str
    written_at: datetime
    text: str


def write(actor: Actor, dossier: str, text: str) -> None:
    """Keep a note. Raises NotFound, NotAllowed, NotOffered for an empty or far too long text."""
    one = reads.dossier(actor, dossier)
    demand(actor, "dossier.note", OWN_AGENCY)
    words = text.strip()
    if not 1 <= len(words) <= LONGEST:
        raise NotOffered(
            f"Hãy viết ghi chú từ 1 đến {LONGEST} ký tự.",
            f"Write a note of 1 to {LONGEST} characters.",
            field="text",
        )
    subject = gathering.owner_subject(one)
    Note.objects.create(
        dossier_id=one.pk,
        subject=subject,
        author=actor.trace,
        sealed=crypto.seal(subject, words, purpose="note"),
        written_at=clock.now(),
    )


def of(folder: Folder) -> list[Written]:
    """The notes of an open dossier, newest first; none after the owner's data was erased. One query."""
    rows = Note.objects.filter(dossier_id=folder.dossier.pk).order_by("-written_at", "-pk")
    if folder.subject.destroyed_at is not None:
        return []
    return [
        Written(
            row.author, row.written_at, crypto.open_sealed(folder.subject, bytes(row.sealed), purpose="note")
        )
        for row in rows
    ]
