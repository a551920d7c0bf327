"""Try the channels in their order; what none can take becomes a telephone task, or stands on the page."""

import json

from motcua.ground import clock, crypto
from motcua.notices.actions.owe import PURPOSE
from motcua.notices.channels import Words, channels
from motcua.notices.models import Notice


def try_channels(public_id: str, *, last_try: bool = False) -> Notice:
    """Send an owed notice by the first channel that takes it. What a channel raises comes out: try again later.

    On the last try a failing channel counts as one that cannot reach the person. Once this has come back the
    notice is owed no longer: it is sent, a telephone task (urgent), on the page (the rest), or gone.
    """
    notice = Notice.objects.select_related("subject").get(public_id=public_id)
    if notice.state != Notice.State.OWED:
        return notice
    if notice.subject.destroyed_at is not None:
        return _settle(notice, Notice.State.GONE, "")
    channel = _first_that_takes(notice, last_try)
    if channel:
        return _settle(notice, Notice.State.SENT, channel)
    if notice.urgent:
        return _settle(notice, Notice.State.TASK, "phone")
    return _settle(notice, Notice.State.ON_PAGE, "page")


def _first_that_takes(notice: Notice, last_try: bool) -> str:
    kept = json.loads(crypto.open_sealed(notice.subject, bytes(notice.sealed), purpose=PURPOSE))
    words = Words(**kept["words"])
    for name, channel in channels.items():
        try:
            if channel(kept["ways"], words):
                return name
        except Exception:  # a channel may be a plugin's: its mistake must not leave the person untold
            if not last_try:
                raise
    return ""


def _settle(notice: Notice, state: str, channel: str) -> Notice:
    """Only an owed notice moves: the person may have read it in the meantime."""
    still_owed = Notice.objects.filter(pk=notice.pk, state=Notice.State.OWED)
    still_owed.update(state=state, channel=channel, settled_at=clock.now())
    notice.refresh_from_db()
    return notice
