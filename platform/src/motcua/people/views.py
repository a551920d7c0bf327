"""Signing in, in both realms; django-allauth does the work, these say where and with which page."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView, LogoutView, PasswordChangeView, SignupView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import get_language

from motcua.people import demo
from motcua.people.adapters import home_of
from motcua.people.second_factor import used_before


class CitizenSignIn(LoginView):
    """Username or verified personal id, and password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo": demo.citizen_sign_ins()}


class StaffSignIn(LoginView):
    """The first step for staff; the second factor follows."""

    template_name = "account/staff_login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The editor's pages have no language in their address; they speak that of this page."""
        response: HttpResponse = super().form_valid(form)
        name, language = settings.LANGUAGE_COOKIE_NAME, get_language() or settings.LANGUAGE_CODE
        response.set_cookie(
            name, language, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo": demo.staff_sign_ins()}


class SecondFactor(AuthenticateView):
    """The second step for staff; on a demonstration the page shows the code itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = demo.current_code(self.stage.login.user) if settings.DEMO else None
        return super().get_context_data(**kwargs) | {"demo_code": code}


class EnrolSecondFactor(ActivateTOTPView):
    """Staff without a second factor come here; entering the first code counts as showing it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever has a second factor is led to the list of their factors; there is nothing to set up."""
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        used_before(
            Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP), form.cleaned_data["code"]
        )
        if not any(one.get("method") == "mfa" for one in get_authentication_records(self.request, user)):
            record_authentication(self.request, user, "mfa", type=Authenticator.Type.TOTP)
        return response

    def get_success_url(self) -> str:
        return str(reverse_lazy("mfa_view_recovery_codes"))


class PasswordOfOnesOwn(PasswordChangeView):
    """Changing the password; also where people land who must change a given one."""

    success_url = None

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        user = self.request.user
        user.must_change_password, user.given_code_until = False, None
        user.save(update_fields=["must_change_password", "given_code_until"])
        return redirect(home_of(self.request))


citizen_sign_in = CitizenSignIn.as_view()
citizen_sign_up = SignupView.as_view()
sign_out = LogoutView.as_view()
staff_sign_in = StaffSignIn.as_view()
second_factor = SecondFactor.as_view()
enrol = EnrolSecondFactor.as_view()
staff_password = PasswordOfOnesOwn.as_view()
citizen_password = PasswordOfOnesOwn.as_view()
