"""The base of the desk's forms: how labels, moments and files are entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import Input
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desk.pages import said
from motcua.dossiers.reads import Folder
from motcua.ground import clock, storage
from motcua.ground.errors import FileRefused
from motcua.people.actor import Actor

MOMENT_FORMS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M"]
DAY_FORMS = ["%d/%m/%Y", "%Y-%m-%d"]
_PLAIN = (Input, forms.Textarea, forms.Select)


def moment_input() -> forms.DateTimeInput:
    """A control for a moment, typed as in Vietnam whatever the language of the browser."""
    attrs = {
        "class": "control control--short",
        "placeholder": _("hour:minute day/month/year"),
        "autocomplete": "off",
    }
    return forms.DateTimeInput(attrs=attrs, format=MOMENT_FORMS[0])


def day_input() -> forms.DateInput:
    """A control for a day, typed as in Vietnam."""
    attrs = {"class": "control control--short", "placeholder": _("day/month/year"), "autocomplete": "off"}
    return forms.DateInput(attrs=attrs, format=DAY_FORMS[0])


_SAID = {
    "required": _("Fill this in: it is needed."),
    "invalid_choice": _("Choose one from the list."),
}
_EXAMPLES: dict[type[forms.Field], Any] = {
    forms.DateTimeField: _("Enter the hour and the day, for example 09:30 15/07/2026."),
    forms.DateField: _("Enter the day, for example 15/07/2026."),
}


class Entries(forms.Form):
    """A form whose controls look like every other control of the site."""

    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= _SAID
            if isinstance(field, forms.BooleanField):
                field.error_messages["required"] = _("Tick this box to go on.")
            if type(field) in _EXAMPLES:
                field.error_messages["invalid"] = _EXAMPLES[type(field)]
            widget = field.widget
            if isinstance(widget, _PLAIN) and not isinstance(widget, forms.CheckboxInput):
                widget.attrs.setdefault("class", "control")


class ActEntries(Entries):
    """What one act asks. ``folder`` is the dossier as it lies open; ``actor`` who acts."""

    def __init__(self, *args: Any, folder: Folder, actor: Actor, **kwargs: Any) -> None:
        self.folder, self.actor = folder, actor
        super().__init__(*args, **kwargs)
        self.prepare()

    @property
    def stays(self) -> bool:
        """Whether what was posted only changes the page and does nothing yet."""
        return False

    def prepare(self) -> None:
        """Fill in the choices that depend on the dossier."""

    def command(self) -> Any:
        """The action's command, after the form was found valid."""
        raise TypeError(f"{type(self).__name__} has no command.")

    def choose(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these choices; with only one it is chosen already."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields[name].initial = choices[0][0]


class LateEntries(ActEntries):
    """An act that may be typed in after it happened; an earlier day needs a reason, kept as a note."""

    happened_at = forms.DateTimeField(
        label=_("When it happened"),
        help_text=_("Leave empty for now. An earlier day needs a reason."),
        required=False,
        input_formats=MOMENT_FORMS,
        widget=moment_input(),
    )
    late_reason = forms.CharField(
        label=_("Why it is typed in late"),
        help_text=_("Needed when the day above is before today."),
        required=False,
        max_length=500,
    )

    def clean(self) -> dict[str, Any]:
        """A past day without a reason is refused."""
        entered = super().clean() or {}
        if entered.get("happened_at") and is_late(entered["happened_at"]) and not entered["late_reason"]:
            self.add_error("late_reason", gettext("Say why this is typed in on a later day."))
        return entered


def is_late(moment: datetime) -> bool:
    """Whether the moment lies on an earlier civil day."""
    return clock.civil(moment).date() < clock.today()


class FilesInput(forms.ClearableFileInput):
    """Several files in one control."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each upload by itself."""
        one = super().clean
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [one(each, initial) for each in given] if given else [] if not self.required else [one(None)]


def received(uploads: Sequence[UploadedFile], limits: storage.Limits | None = None) -> tuple[str, ...]:
    """The public ids of the uploads, stored as pending; raises ValidationError with the storage's words."""
    try:
        return tuple(storage.receive(upload, limits=limits).public_id for upload in uploads)
    except FileRefused as refusal:
        raise ValidationError(said(refusal.sentences)) from None


def reason(label: Any = None, help_text: Any = None, *, required: bool = True) -> forms.CharField:
    """A text the applicant will read."""
    return forms.CharField(
        label=label or _("Reason, as the applicant will read it"),
        help_text=help_text or _("Whole sentences: what is missing or wrong, and what to do."),
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def line(label: Any, help_text: Any = "", *, required: bool = False, longest: int = 200) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def own_reason(what: str) -> forms.CharField:
    """The reason why just this is asked for."""
    found = line(gettext("Reason for “%(what)s” alone") % {"what": what}, longest=300)
    found.widget.attrs["class"] = "control"
    return found


def one_of(label: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    """One of a list."""
    return forms.ChoiceField(label=label, help_text=help_text, required=required)


def some_of(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of a few, as boxes."""
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )
