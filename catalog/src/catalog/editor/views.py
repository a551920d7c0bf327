"""The panels of the editor and the one address every change is posted to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalog.actions import change_definition, export_document, redo, undo
from catalog.editor.acts import opens, operations
from catalog.editor.binding import Look, slug
from catalog.editor.panels import PANELS
from catalog.editor.panels.problems import sentence_of
from catalog.editor.parts import Panel
from catalog.editor.screen import language, look_at, procedure_for, screen
from catalog.editor.values import BadInput
from catalog.errors import CatalogError, StaleBase
from catalog.models import Procedure, ProcedureVersion


def panel_named(name: str) -> Panel:
    """The panel of that name, or a 404."""
    if name not in PANELS:
        raise Http404
    return PANELS[name]


@require_GET
def panel(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One panel, whole page."""
    procedure = procedure_for(request, pk)
    look = look_at(procedure, request.GET.get("open", ""))
    shown = screen(request, procedure, panel_named(name), look)
    template = "catalog/editor/fragment.html" if is_fragment(request) else "catalog/editor/page.html"
    return render(request, template, shown)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: read the post, apply the operations on their base, show the panel again."""
    procedure = procedure_for(request, pk)
    shown, opened = panel_named(request.POST.get("panel", "")), request.POST.get("open", "")
    try:
        wanted = operations(shown, procedure.definition, request.POST)
        if wanted:
            based = [{**wanted[0], "base": request.POST.get("base", "")}, *wanted[1:]]
            procedure = change_definition(procedure, based, request.user).procedure
    except (BadInput, CatalogError) as refusal:
        return refused(request, procedure, shown, opened, refusal)
    opened = opens(wanted, opened)
    sentence = _("Saved.") if wanted else _("Nothing had to be changed.")
    return answered(request, procedure, shown, opened, sentence)


@require_POST
def undo_or_redo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last change, or do it again."""
    procedure = procedure_for(request, pk)
    shown, opened = panel_named(request.POST.get("panel", "general")), request.POST.get("open", "")
    again = request.POST.get("act") == "redo"
    try:
        procedure = (redo if again else undo)(procedure, request.user).procedure
    except CatalogError as refusal:
        return refused(request, procedure, shown, opened, refusal)
    sentence = _("Done again.") if again else _("The last change was taken back.")
    return answered(request, procedure, shown, opened, sentence)


def is_fragment(request: HttpRequest) -> bool:
    """Did the editor's script ask, wanting only what changes?"""
    return request.headers.get("X-Editor") == "fragment"


def address(procedure: Procedure, shown: Panel, opened: str) -> str:
    """The address of a panel with a part opened, scrolled to it."""
    url = reverse("catalog_editor:panel", args=[procedure.pk, shown.name])
    return f"{url}?{urlencode({'open': opened})}#{slug(opened)}" if opened else url


def answered(
    request: HttpRequest, procedure: Procedure, shown: Panel, opened: str, sentence: str
) -> HttpResponse:
    """The panel after a change; without the script a redirect to it."""
    if not is_fragment(request):
        messages.success(request, sentence)
        return redirect(address(procedure, shown, opened))
    look = look_at(procedure, opened)
    context = {**screen(request, procedure, shown, look), "status": sentence}
    response = render(request, "catalog/editor/fragment.html", context)
    response["X-Editor-Address"] = address(procedure, shown, opened)
    return response


def refused(
    request: HttpRequest, procedure: Procedure, shown: Panel, opened: str, refusal: Exception
) -> HttpResponse:
    """Why nothing was changed, in words; what was typed stays in the browser."""
    sentences = sentences_of(refusal, procedure)
    if not is_fragment(request):
        messages.error(request, " ".join(sentences))
        return redirect(address(procedure, shown, opened))
    status = 409 if isinstance(refusal, StaleBase) else 422
    context = {
        "sentences": sentences,
        "is_stale": status == 409,
        "address": address(procedure, shown, opened),
    }
    return render(request, "catalog/editor/refusal.html", context, status=status)


def sentences_of(refusal: Exception, procedure: Procedure | None = None) -> list[str]:
    """The refusal's sentence and those of its problems, with places in the words of the editor."""
    problems: Any = getattr(refusal, "problems", ())
    look = Look(procedure.definition if procedure else {}, language())
    more = [sentence_of(one, look) for one in problems]
    return [str(refusal), *dict.fromkeys(more)][:8]


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a file."""
    procedure = procedure_for(request, pk)
    return _file(export_document(procedure, request.user), f"{procedure.key}.json")


@require_GET
def export_version(request: HttpRequest, pk: int, public_id: str) -> HttpResponse:
    """A published version as a file."""
    procedure = procedure_for(request, pk)
    version = get_object_or_404(ProcedureVersion, procedure=procedure, public_id=public_id)
    return _file(export_document(version), f"{procedure.key}-v{version.number}.json")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
