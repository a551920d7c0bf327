"""What people are told when a sign-in, a code or a password is refused: whole sentences that say what to do.

django-allauth brings no Vietnamese; these stand in the place of its own sentences.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

_LATER = _("Too many attempts. Wait five minutes, then try again.")

ACCOUNT: dict[str, str | Promise] = {
    "account_inactive": _(
        "This account is closed. Ask a one-stop counter or your administrator to open it again."
    ),
    "enter_current_password": _("The current password is wrong. Type it again."),
    "incorrect_code": _("The code is wrong or was used before. Wait for the next one and type it."),
    "incorrect_password": _("The password is wrong. Type it again."),
    "invalid_login": _("Signing in did not work. Begin again."),
    "rate_limited": _LATER,
    "same_as_current": _("The new password is the old one. Choose another one."),
    "too_many_login_attempts": _LATER,
    "username_blacklisted": _("This username cannot be used. Choose another one."),
    "username_password_mismatch": _("The username or the password is wrong. Check both and type them again."),
    "username_taken": _("This username is already taken. Choose another one."),
}
SECOND_FACTOR: dict[str, str | Promise] = {
    "cannot_delete_authenticator": _("Staff cannot sign in without a second factor, so it stays on."),
    "cannot_generate_recovery_codes": _("Set up the authenticator app first, then make recovery codes."),
    "incorrect_code": ACCOUNT["incorrect_code"],
}
# A number may be somebody's personal id or telephone number, with which they sign in or are looked for.
ONLY_A_NUMBER = gettext_noop("A username needs at least one letter: a number alone may be another person's.")
# Said by allauth's forms themselves, which leave no other way than translating their very words.
BY_ITS_FORMS = (gettext_noop("You must type the same password each time."),)
