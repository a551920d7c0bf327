"""The ways to reach a person, in the order they are tried; plugins for SMS and Zalo add theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail


@dataclass(frozen=True)
class Words:
    """What is said: a short text for a telephone, and a subject and body for a letter."""

    short: str
    subject: str
    body: str


Channel = Callable[[Mapping[str, str], Words], bool]
"""Takes the ways a person can be reached (``phone``, ``email``) and the words; False when it cannot reach them."""

channels: dict[str, Channel] = {}


def by_email(ways: Mapping[str, str], words: Words) -> bool:
    """An e-mail, where a mail server is set and the person gave an address. Raises OSError when the server fails."""
    if not settings.EMAIL_HOST or not ways.get("email"):
        return False
    return bool(send_mail(words.subject, words.body, None, [ways["email"]]))
