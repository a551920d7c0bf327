"""Accounts of citizens at the counter: opened, or given a new code, with the identity card in hand."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from motcua.desk.entries import Entries
from motcua.desk.pages import desk_page, page, said
from motcua.ground.errors import IdempotencyConflict, KeyUnusable
from motcua.ground.idempotency import demand_usable
from motcua.ground.ids import new_public_id
from motcua.people.actions import open_account_at_counter, reset_account_at_counter
from motcua.people.actor import Actor
from motcua.people.errors import AccountRefused
from motcua.people.permissions import OWN_AGENCY, demand

ACTS = {"open": open_account_at_counter.run, "reset": reset_account_at_counter.run}


class CardEntries(Entries):
    """What the officer reads off the card."""

    id_number = forms.CharField(
        label=_("Personal identification number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Full name as on the card"),
        min_length=2,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    card_seen = forms.BooleanField(
        label=_("I have the original identity card in hand, and the person on it stands before me.")
    )


@require_http_methods(["GET", "POST"])
@desk_page
@sensitive_variables("given")
def accounts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; after pressing a button the slip with the code, which is shown only now."""
    demand(actor, "citizen.open_account", OWN_AGENCY)
    form = CardEntries(request.POST or None)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None or not form.is_valid():
        return _form(request, form)
    command = open_account_at_counter.Command(**form.cleaned_data)
    try:
        given = act(actor, command, idempotency_key=demand_usable(request.POST.get("key", "")))
    except AccountRefused as refused:
        form.add_error(refused.field or None, said(refused.sentences))
        return _form(request, form)
    except (IdempotencyConflict, KeyUnusable) as refused:
        form.add_error(None, said(refused.sentences))
        return _form(request, form)
    return page(request, "account_slip.html", {"given": given, "until": given.user.given_code_until})


def _form(request: HttpRequest, form: CardEntries) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "key": new_public_id()}
    return page(request, "accounts.html", context, status=422 if form.errors else 200)
