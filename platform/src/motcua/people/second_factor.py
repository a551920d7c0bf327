"""One-time codes of the authenticator app: a clock may be half a minute off, and each code counts once."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt

from motcua.ground import idempotency
from motcua.people.models import User


class _OneUse(BaseAuthenticateForm):
    """allauth remembers a code for 30 seconds; with tolerance it lives for 90, so it is remembered here."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and used_before(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_OneUse, AuthenticateForm):
    """The second step of signing in (MFA_FORMS)."""


class SecondFactorAgainForm(_OneUse, ReauthenticateForm):
    """The code once more, before something about the account is changed (MFA_FORMS)."""


def used_before(authenticator: Authenticator, code: str) -> bool:
    """Whether this right code was used already; from now on it is. Safe when two requests come at once."""
    secret, wanted = decrypt(authenticator.data["secret"]), normalize_user_code(code)
    steps = (step for step in yield_hotp_counters_from_time() if _code(secret, step) == wanted)
    step = next(steps, None)
    if step is None:
        return True  # its time ran out while it was being checked
    user: User = authenticator.user
    _answer, before = idempotency.once(f"one-time-code/{user.public_id}", str(step), {}, lambda: True)
    return before


def _code(secret: str, step: int) -> str:
    return format_hotp_value(hotp_value(secret, step))
