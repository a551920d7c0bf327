"""The generated form in a frame, filled in and judged like the real one; kept only in the session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST
from forms_schema.problems import FormsSchemaError

from catalog.actions import change_definition
from catalog.editor.screen import language, procedure_for
from catalog.editor.trying import Try
from catalog.editor.views import sentences_of
from catalog.errors import CatalogError

FRAME = (Path(__file__).parent / "frames" / "form.html.j2").read_text(encoding="utf-8")
SHEETS = ("tokens.css", "form.css", "catalog/frame.css")
SCRIPT = "js/procedure-form.js"


@xframe_options_sameorigin
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of the form; a post reads the answers and goes on."""
    procedure = procedure_for(request, pk)
    attempt = Try.of(procedure, request)
    asked = request.POST if request.method == "POST" else request.GET
    try:
        form = attempt.form()
        shown = form.evaluate(attempt.answers, attempt.situation).pages
        here = _asked_page(asked, shown)
        problems: Any = ()
        if request.method == "POST":
            here, problems = _step(request, attempt, form, here)
        attempt.keep(request)
        page = form.view(here, attempt.answers, attempt.situation, problems=problems, language=language())
        done = request.method == "POST" and page.number == page.count and not problems
        answers = form.summary(attempt.answers, attempt.situation, language()) if done else []
    except FormsSchemaError as refusal:
        return HttpResponse("\n".join(sentences_of(refusal)), content_type="text/plain; charset=utf-8")
    return HttpResponse(_drawn(request, page, answers, live=asked.get("live") != "0"))


def _asked_page(asked: Any, shown: Any) -> str:
    wanted = str(asked.get("page") or "")
    return wanted if wanted in shown else str(shown[0])


def _step(request: HttpRequest, attempt: Try, form: Any, here: str) -> tuple[str, Any]:
    """The page to show after a post, and what is wrong on it."""
    parsed = form.parse(here, {name: request.POST.getlist(name) for name in request.POST}, attempt.answers)
    attempt.answers = dict(parsed.answers)
    pages = list(form.evaluate(attempt.answers, attempt.situation).pages)
    at = pages.index(here) if here in pages else 0
    if request.POST.get("go") == "back":
        return pages[max(at - 1, 0)], ()
    if request.POST.get("go") != "on":
        return pages[at], parsed.problems
    found = [*parsed.problems, *form.problems(attempt.answers, attempt.situation)]
    mine = [one for one in found if _page_of(form, one.pointer) == here]
    return (pages[at], mine) if mine else (pages[min(at + 1, len(pages) - 1)], ())


def _page_of(form: Any, pointer: str) -> str:
    parts = pointer.strip("/").split("/")
    name = parts[1] if parts[:1] == ["answers"] and len(parts) > 1 else parts[0]
    try:
        return str(form.page_of(name))
    except KeyError:
        return ""


def _drawn(request: HttpRequest, page: Any, answers: Any, *, live: bool) -> str:
    engine = next(one for one in engines.all() if isinstance(one, Jinja2))
    context = {
        "page": page,
        "answers": answers,
        "live": live,
        "action": "" if live else "?live=0",
        "language": language(),
        "sheets": [static(sheet) for sheet in SHEETS],
        "script": static(SCRIPT),
        "back": _("Back"),
        "on": _("Continue"),
    }
    return str(engine.from_string(FRAME).render(context, request))


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Empty the try."""
    attempt = Try.of(procedure_for(request, pk), request)
    attempt.answers = {}
    attempt.keep(request)
    return redirect("catalog_editor:panel", pk, "preview")


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the try as a scenario that expects what comes out now."""
    procedure = procedure_for(request, pk)
    title = {key: text for key in ("vi", "en") if (text := request.POST.get(f"title.{key}", "").strip())}
    if "vi" not in title:
        messages.error(request, _("Give the scenario a title in Vietnamese."))
        return redirect("catalog_editor:panel", pk, "preview")
    try:
        scenario = Try.of(procedure, request).scenario(title)
        operation = {"op": "add", "at": "/scenarios", "value": scenario, "base": procedure.definition_hash}
        change_definition(procedure, operation, request.user)
    except (CatalogError, FormsSchemaError) as refusal:
        messages.error(request, " ".join(sentences_of(refusal)))
        return redirect("catalog_editor:panel", pk, "preview")
    messages.success(request, _("The try is now a scenario. Check what it expects before you rely on it."))
    return redirect("catalog_editor:panel", pk, "scenarios")
