"""From the outbox to the channels."""

from motcua import outbox
from motcua.notices.actions import try_channels

MOST_TRIES = 6


def _heard(call: outbox.Call) -> outbox.Outcome:
    try:
        try_channels(str(call.payload["notice"]), last_try=call.attempt >= MOST_TRIES)
    except OSError as error:
        return outbox.Retry(type(error).__name__)
    return outbox.Done()


def subscribe() -> None:
    """Send what is owed, outside any transaction."""
    outbox.subscribe("notice.owed", "notices.sending", _heard)
