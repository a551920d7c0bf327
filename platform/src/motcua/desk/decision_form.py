"""The form with which a signed result is recorded: nothing is filled in for the officer."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desk.act_pages import does
from motcua.desk.entries import FilesField, LateEntries, line, received
from motcua.desk.pages import said
from motcua.dossiers.actions import decide
from motcua.dossiers.events import Kind
from motcua.ground import clock

_OF_ITSELF = (Kind.DECIDED, Kind.DUE_CHANGED)


@does(decide)
class Decide(LateEntries):
    result = forms.ChoiceField(label=_("Result"), widget=forms.RadioSelect)
    number = line(_("Number of the signed paper"), required=True)
    files = FilesField(  # type: ignore[assignment]
        label=_("File of the result"),
        help_text=_("The signed paper as PDF or picture. An applicant's own paper is no result."),
        required=False,
    )
    paper = forms.BooleanField(label=_("The result is on paper, signed on the day above"), required=False)

    field_order = ("result", "number", "happened_at", "late_reason", "files", "paper")

    def prepare(self) -> None:
        """The results of the procedure, none of them chosen; paper only where the result may be on paper."""
        signed = self.fields["happened_at"]
        signed.required = True
        signed.label = gettext("When it was signed")
        signed.help_text = gettext("The day is enough: 15/07/2026. An earlier day than today needs a reason.")
        results = self.folder.facts.procedure.results
        self.choose("result", [(one.id, said(one.name)) for one in results])
        self.fields["result"].initial = None
        if all(one.electronic for one in results):
            del self.fields["paper"]

    def clean_happened_at(self) -> datetime:
        """A day without its hour counts from the last thing that happened on it."""
        moment: datetime = self.cleaned_data["happened_at"]
        if ":" in self.data["happened_at"]:
            return moment
        day = clock.civil(moment).date()
        before = [
            one.happened_at
            for one in self.folder.facts.events
            if one.kind not in _OF_ITSELF and clock.civil(one.happened_at).date() == day
        ]
        return max([moment, *before])

    def command(self) -> decide.Command:
        entered = self.cleaned_data
        files = received(entered["files"])
        paper = entered.get("paper", False)
        return decide.Command(entered["result"], entered["number"], entered["happened_at"], files, paper)
