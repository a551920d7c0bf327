"""Keep the answers of a draft: into what is stored now, never over what another tab stored meanwhile."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from motcua.ground import clock, crypto
from motcua.ground.models import Subject
from motcua.portal.errors import DraftGone
from motcua.portal.models import Draft
from motcua.portal.reads import NOTHING_KEPT, PURPOSE, Filling, Kept, opened

Change = Callable[[Filling], Kept]


@transaction.atomic
def run(draft: Draft, change: Change) -> Filling:
    """Open the draft under its row's lock, store what ``change`` makes of it, and give it back opened.

    So two pages saved at the same moment both count. Raises DraftGone when it was handed in or deleted since.
    """
    row = held(draft)
    store(row, change(opened(row)))
    return opened(row)


def held(draft: Draft) -> Draft:
    """The draft as it is now, its row locked in the open transaction; raises DraftGone."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("version", "subject")
    row = rows.filter(pk=draft.pk, dossier="").first()
    if row is None:
        raise DraftGone
    return row


def store(row: Draft, kept: Kept) -> None:
    """Seal and store the answers of a draft whose row is held."""
    row.sealed = sealed(row.subject, kept.answers, kept)
    row.changed_at = clock.now()
    row.save(update_fields=["sealed", "changed_at"])


def sealed(subject: Subject, answers: Mapping[str, Any], rest: Kept = NOTHING_KEPT) -> bytes:
    """The answers, and what belongs to them, under the draft's own key."""
    kept = {"answers": dict(answers), "locked": dict(rest.locked)}
    kept |= {"typed": dict(rest.typed), "refused": dict(rest.refused)}
    return crypto.seal(subject, json.dumps(kept, ensure_ascii=False), purpose=PURPOSE)
