"""A person saw their notices: nobody needs to telephone any more."""

from motcua.ground import clock
from motcua.notices.models import Notice


def mark_read(person: str, about: str) -> int:
    """Settle what this person had not yet read of one dossier; how many."""
    if not person:
        return 0
    unread = Notice.objects.filter(person=person, about=about).exclude(
        state__in=[Notice.State.KNOWN, Notice.State.GONE]
    )
    return unread.update(state=Notice.State.KNOWN, channel="page", settled_at=clock.now())
