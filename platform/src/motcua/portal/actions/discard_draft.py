"""Discard drafts: by their owner, or when their time is over. The key goes, so no backup can be read."""

from django.db import transaction

from motcua.ground import clock, crypto
from motcua.portal.actions import attach_file
from motcua.portal.models import Draft


@transaction.atomic
def run(draft: Draft) -> None:
    """Remove the draft, its files and its key."""
    attach_file.drop_all(draft)
    subject = draft.subject
    draft.delete()
    crypto.destroy(subject)


def sweep(most: int = 500) -> int:
    """Discard what has expired; how many."""
    gone = Draft.objects.filter(expires_at__lte=clock.now()).select_related("subject").order_by("expires_at")
    expired = list(gone[:most])
    for draft in expired:
        run(draft)
    return len(expired)
