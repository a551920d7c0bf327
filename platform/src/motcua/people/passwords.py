"""What a password may not be (ASVS 5.0, 6.2): one character over and over, a row of keys, our own words.

No rule asks for kinds of characters; length and not being guessable are what counts.
"""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from motcua.ground.names import search_key

ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
OWN_WORDS = ("motcua", "dichvucong", "hanhchinhcong", "thutuchanhchinh", "quangngai", "matkhau", "password")
FEWEST_DIFFERENT = 5
FEWEST_OWN = 6


class LongEnough(MinimumLengthValidator):
    """Django's rule with a sentence of ours; its own has no Vietnamese any more."""

    def get_error_message(self) -> str:
        return _("The password must have at least %(number)d characters; several words make it long.") % {
            "number": self.min_length
        }


class NotGuessable:
    """A validator for AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that a guesser tries first."""
        bare = search_key(password).replace(" ", "")
        if len(set(password)) < FEWEST_DIFFERENT or _is_row(bare) or _is_made_of_words(bare, user):
            raise ValidationError(
                _("This password is easy to guess. Choose several words that only you would put together."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("The password must not be a row of keys, your username or the name of this service.")


def _is_row(bare: str) -> bool:
    return any(bare in row or bare in row[::-1] for row in ROWS)


def _is_made_of_words(bare: str, user: Any) -> bool:
    """Whether hardly anything is left once our words and the username are taken out."""
    left = bare
    for word in (*OWN_WORDS, search_key(getattr(user, "username", "") or "").replace(" ", "")):
        left = left.replace(word, "") if word else left
    return left != bare and len(re.sub(r"[\W\d_]", "", left)) < FEWEST_OWN
