"""What is kept beside an event: the words written for it and the answers of that moment, sealed.

The event carries a keyed commitment to the sealed bytes, never to what they say. So a changed, added or lost
row no longer fits the chain of events, and destroying the owner's key leaves the chain valid.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.dossiers.events import ENCLOSED, Recorded
from motcua.dossiers.models import AnswerSnapshot, Dossier, Remark
from motcua.ground import crypto
from motcua.ground.models import Subject


@dataclass(frozen=True)
class Enclosure:
    """Sealed words and answers of one act; either may be missing. ``proof`` dies with the owner's key."""

    remark: bytes | None = None
    answers: bytes | None = None
    proof: str = ""

    def commitments(self) -> dict[str, dict[str, str]]:
        """What the event says of the enclosure; nothing when it is empty."""
        parts = {"remark": self.remark, "answers": self.answers}
        found = {name: commitment(sealed) for name, sealed in parts.items() if sealed is not None}
        return {ENCLOSED: found} if found else {}

    def keep(self, dossier: Dossier, event: Recorded) -> None:
        """Write the rows that belong to ``event``."""
        if self.remark is not None:
            Remark.objects.create(dossier=dossier, event_number=event.number, sealed=self.remark)
        if self.answers is not None:
            AnswerSnapshot.objects.create(
                dossier=dossier,
                number=event.data.get("snapshot", 1),
                event_number=event.number,
                sealed=self.answers,
                commitment=self.proof,
                version_hash=dossier.version.content_hash,
                made_at=event.happened_at,
            )


def enclose(subject: Subject, text: str = "", answers: Mapping[str, Any] | None = None) -> Enclosure:
    """Seal what a person wrote and the answers as they are now under the owner's key."""
    remark = crypto.seal(subject, text.strip(), purpose="remark") if text.strip() else None
    if answers is None:
        return Enclosure(remark)
    told = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Enclosure(remark, crypto.seal(subject, told, purpose="answers"), crypto.commitment(told, subject))


def commitment(sealed: bytes) -> str:
    """The keyed commitment to sealed bytes, as an event carries it."""
    return crypto.commitment(bytes(sealed).hex())
