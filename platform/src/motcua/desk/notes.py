"""Internal notes on a dossier: written by officers, for officers."""

from dataclasses import dataclass
from datetime import datetime

from motcua.desk.models import Note
from motcua.dossiers import gathering, reads, rights
from motcua.dossiers.errors import NotOffered
from motcua.dossiers.once import once
from motcua.dossiers.reads import Folder
from motcua.ground import clock, crypto
from motcua.people.actor import Actor

LONGEST = 2000


@dataclass(frozen=True)
class Written:
    """A note as officers read it; ``author`` is the trace of who wrote it."""

    author: str
    written_at: datetime
    text: str


def write(actor: Actor, dossier: str, text: str, *, idempotency_key: str = "") -> None:
    """Keep a note; the same key again keeps none. Raises NotFound, NotAllowed, KeyReused, KeyMissing, and
    NotOffered for an empty or far too long text.
    """
    one = reads.dossier(actor, dossier)
    rights.demand_at(actor, "dossier.note", one)
    words = text.strip()
    if not 1 <= len(words) <= LONGEST:
        raise NotOffered(
            f"Hãy viết ghi chú từ 1 đến {LONGEST} ký tự.",
            f"Write a note of 1 to {LONGEST} characters.",
            field="text",
        )

    def work() -> str:
        subject = gathering.owner_subject(one)
        kept = Note.objects.create(
            dossier_id=one.pk,
            subject=subject,
            author=actor.trace,
            sealed=crypto.seal(subject, words, purpose="note"),
            written_at=clock.now(),
        )
        return str(kept.public_id)

    once(actor, "note", idempotency_key, dossier, words, work)


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
