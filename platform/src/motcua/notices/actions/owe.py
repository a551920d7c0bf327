"""Owe a notice: in the transaction of whoever says so; sending comes later, from the outbox."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from motcua import outbox
from motcua.ground import clock, crypto
from motcua.ground.models import Subject
from motcua.notices import texts
from motcua.notices.models import Notice

TOPIC = "notice.owed"
PURPOSE = "notice"


@dataclass(frozen=True)
class Owed:
    """What one person must hear; ``words`` are short, subject and body, ``ways`` their phone and e-mail."""

    about: str
    dossier_code: str
    event: int
    kind: str
    person: str
    subject: Subject
    agency_id: int
    language: str
    words: Mapping[str, str]
    ways: Mapping[str, str]


def owe(owed: Owed) -> Notice:
    """Remember the notice and have it sent; asked again for the same event and person, the same notice."""
    sealed = json.dumps({"words": dict(owed.words), "ways": dict(owed.ways)}, ensure_ascii=False)
    notice, new = Notice.objects.get_or_create(
        about=owed.about,
        event=owed.event,
        subject=owed.subject,
        defaults={
            "dossier_code": owed.dossier_code,
            "kind": owed.kind,
            "person": owed.person,
            "agency_id": owed.agency_id,
            "language": owed.language,
            "sealed": crypto.seal(owed.subject, sealed, purpose=PURPOSE),
            "urgent": owed.kind in texts.URGENT,
            "owed_at": clock.now(),
        },
    )
    if new:
        outbox.emit(TOPIC, key=f"notice:{notice.public_id}", payload={"notice": notice.public_id})
    return notice
