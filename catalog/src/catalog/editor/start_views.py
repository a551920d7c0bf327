"""A new procedure, and taking a document in from a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.actions import import_document, start_procedure
from catalog.editor.screen import language
from catalog.editor.views import sentences_of
from catalog.errors import CatalogError
from catalog.models import Sector

LARGEST = 2_000_000


class NewProcedure(forms.Form):
    """What a new procedure begins with."""

    code = forms.CharField(label=gettext_lazy("National code"), max_length=40)
    key = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label=gettext_lazy("Lasting id"),
        help_text=gettext_lazy(
            "By it the system knows the procedure even when its national code or its name changes. "
            "Small letters, digits and underscores; it never changes."
        ),
    )
    name_vi = forms.CharField(label=gettext_lazy("Name in Vietnamese"), max_length=500)
    sector = forms.ModelChoiceField(Sector.objects.all(), label=gettext_lazy("Sector"))


class ImportFile(forms.Form):
    """A file, and whether only to look."""

    document = forms.FileField(label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": ".json"}))

    def clean_document(self) -> Any:
        """A procedure document is small."""
        upload = self.cleaned_data["document"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB, so it is not a procedure document."))
        return upload


def new(request: HttpRequest) -> HttpResponse:
    """Begin a procedure."""
    form = NewProcedure(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            procedure = start_procedure(by=request.user, **form.cleaned_data)
        except CatalogError as refusal:
            form.add_error(None, " ".join(sentences_of(refusal)))
        else:
            messages.success(request, _("The draft was created."))
            return redirect("catalog_editor:edit", procedure.pk)
    return render(request, "catalog/editor/new.html", {"form": form})


def take_in(request: HttpRequest) -> HttpResponse:
    """Look at a document's differences first; import it when the person says so."""
    form = ImportFile(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        dry_run = request.POST.get("act") != "import"
        try:
            done = import_document(form.cleaned_data["document"].read(), request.user, dry_run=dry_run)
        except CatalogError as refusal:
            form.add_error(None, " ".join(sentences_of(refusal)))
        else:
            if not dry_run and done.procedure is not None:
                messages.success(request, _("The document was imported as a draft."))
                return redirect("catalog_editor:edit", done.procedure.pk)
            context |= {"done": done, **_readable(done)}
    return render(request, "catalog/editor/import.html", context)


def _readable(done: Any) -> dict[str, Any]:
    return {
        "problems": [one.message.get(language()) or one.message["vi"] for one in done.problems],
        "changes": [
            (one.pointer, one.kind, one.reason.get(language()) or one.reason["vi"]) for one in done.changes
        ],
    }
