"""What a citizen fills in to open an account."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.ground import crypto
from motcua.ground.names import clean
from motcua.people.models import Person, User


class OpenAccountForm(forms.Form):
    """The part of the sign-up page that is ours (ACCOUNT_SIGNUP_FORM_CLASS): the person's full name.

    Numbers are not asked: an id number counts only after the counter or the population database confirmed it.
    """

    full_name = forms.CharField(label=_("Full name"), min_length=2, max_length=200, strip=True)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is saved."""
        subject = crypto.new_subject()
        user.person = Person.objects.create(subject=subject, name=clean(self.cleaned_data["full_name"]))
        user.save(update_fields=["person"])
