"""Questions about notices."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.ground import crypto
from motcua.notices.actions.owe import PURPOSE
from motcua.notices.models import Notice
from motcua.people.actor import Actor
from motcua.people.permissions import agencies_where


@dataclass(frozen=True)
class Shown:
    """A notice opened for somebody who may read it."""

    public_id: str
    about: str
    dossier_code: str
    kind: str
    text: str
    phone: str
    state: str
    owed_at: datetime


def of_person(person: str, about: str = "", *, most: int = 20) -> list[Shown]:
    """What a person was told, newest first; of one dossier when named."""
    rows = Notice.objects.filter(person=person) if person else Notice.objects.none()
    rows = rows.filter(about=about) if about else rows
    return _opened(rows.select_related("subject").order_by("-owed_at", "-pk")[:most])


def telephone_tasks(actor: Actor, *, most: int = 50) -> list[Shown]:
    """Whom to telephone for the offices where the actor may do so, longest waiting first."""
    offices = agencies_where(actor, "notice.telephone")
    rows = Notice.objects.filter(state=Notice.State.TASK, agency_id__in=offices)
    return _opened(rows.select_related("subject").order_by("owed_at", "pk")[:most])


def _opened(rows: Iterable[Notice]) -> list[Shown]:
    return [_shown(row) for row in rows if row.subject.destroyed_at is None]


def _shown(row: Notice) -> Shown:
    kept = json.loads(crypto.open_sealed(row.subject, bytes(row.sealed), purpose=PURPOSE))
    return Shown(
        public_id=row.public_id,
        about=row.about,
        dossier_code=row.dossier_code,
        kind=row.kind,
        text=kept["words"]["short"],
        phone=kept["ways"].get("phone", ""),
        state=row.state,
        owed_at=row.owed_at,
    )
