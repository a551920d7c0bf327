"""Writing one rule: with lines to pick, or as a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from forms_schema.problems import FormsSchemaError
from forms_schema.rules import sentence

from catalog.actions import change_definition
from catalog.editor.acts import controls
from catalog.editor.conditions import formula, picker
from catalog.editor.conditions.drawing import draw_node, draw_state
from catalog.editor.conditions.words import Operand, labels, operands
from catalog.editor.ops import part_at, store
from catalog.editor.panels import PANELS
from catalog.editor.parts import ABSENT, Panel
from catalog.editor.places import place_of
from catalog.editor.screen import language, look_at, procedure_for, screen
from catalog.editor.values import BadInput
from catalog.editor.views import address, is_fragment, panel_named, sentences_of
from catalog.errors import CatalogError
from catalog.models import Procedure


@dataclass
class Place:
    """The rule being written: where it stands, what it is for, what it may look at."""

    procedure: Procedure
    panel: Panel
    opened: str
    at: str
    label: Any
    optional: bool
    expects: str
    known: dict[str, Operand]

    @classmethod
    def of(cls, request: HttpRequest, pk: int) -> Place:
        """The place named by the address or the post."""
        asked = request.POST if request.method == "POST" else request.GET
        procedure = procedure_for(request, pk)
        panel, at = panel_named(asked.get("panel", "")), asked.get("at", "")
        document = procedure.definition
        found = next((one for one, base in controls(panel, document) if f"{base}/{one.key}" == at), None)
        group = (
            at.split("/")[3] if at.startswith("/form/fields/") and at.split("/")[4:5] == ["fields"] else ""
        )
        return cls(
            procedure,
            panel,
            asked.get("open", ""),
            at,
            found.label if found else _("Condition"),
            found.optional or found.kind == "requirement" if found else "/next/" in at,
            found.expects if found else "bool",
            {one.key: one for one in operands(document, group) if not _is_itself(one.key, at)},
        )

    def tree(self) -> Any:
        """The rule that stands there now; None when there is none."""
        found = part_at(self.procedure.definition, self.at)
        return None if found is ABSENT else found

    def said(self, tree: Any) -> str:
        """A rule in words."""
        try:
            return str(sentence(tree, labels(self.procedure.definition), language()))
        except FormsSchemaError:
            return ""


def _is_itself(key: str, at: str) -> bool:
    """Whether the operand is the very question the rule belongs to: no question decides about itself."""
    parts = at.split("/")
    if parts[1:3] != ["form", "fields"]:
        return False
    own = f"it:{parts[5]}" if parts[4:5] == ["fields"] else f"var:{parts[3]}"
    return key == own or key.startswith(f"{own}.")


def condition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the rule; refresh what was picked; or save it as one operation."""
    place = Place.of(request, pk)
    if request.method != "POST":
        return _shown(request, place, place.tree(), _mode(place, request.GET.get("mode", "")))
    mode = "formula" if request.POST.get("mode") == "formula" else "lines"
    try:
        if request.POST.get("do") != "save":
            return _drawn(request, place, mode, _posted(request, mode))
        return _saved(request, place, _tree(request, place, mode))
    except (BadInput, CatalogError) as refusal:
        return _drawn(request, place, mode, _posted(request, mode), sentences_of(refusal))


def _mode(place: Place, wanted: str) -> str:
    tree = place.tree()
    fits = (
        place.expects == "bool"
        and picker.state_of(tree if tree is not True else None, place.known) is not None
    )
    return "lines" if fits and wanted != "formula" else "formula"


def _shown(request: HttpRequest, place: Place, tree: Any, mode: str) -> HttpResponse:
    if mode == "lines":
        state = picker.state_of(None if isinstance(tree, bool) else tree, place.known)
        if state and not state["items"]:
            state["items"].append({"operand": "", "comparison": "", "value": ""})
        return _drawn(request, place, mode, state)
    return _drawn(request, place, mode, formula.node_of(tree) if tree is not None else {"kind": ""})


def _posted(request: HttpRequest, mode: str) -> Any:
    return picker.read_state(request.POST) if mode == "lines" else formula.read_node(request.POST)


def _tree(request: HttpRequest, place: Place, mode: str) -> Any:
    if mode == "lines":
        return picker.tree_of(picker.read_state(request.POST), place.known)
    node = formula.read_node(request.POST)
    return None if node["kind"] == "" else formula.tree_of(node, place.known)


def _saved(request: HttpRequest, place: Place, tree: Any) -> HttpResponse:
    if tree is None and not place.optional:
        raise BadInput(_("This condition cannot be empty. Add a line."))
    required = place.at.endswith("/required")
    value = (False if required else ABSENT) if tree is None else tree
    wanted = store(place.procedure.definition, place.at, value)
    if wanted:
        based = [{**wanted[0], "base": request.POST.get("base", "")}, *wanted[1:]]
        change_definition(place.procedure, based, request.user)
    messages.success(request, _("Saved."))
    target = address(place.procedure, place.panel, place.opened)
    if is_fragment(request):
        response = HttpResponse(status=204)
        response["X-Editor-Go"] = target
        return response
    return redirect(target)


def _drawn(
    request: HttpRequest, place: Place, mode: str, state: Any, sentences: list[str] | None = None
) -> HttpResponse:
    draw = draw_state(state, place.known) if mode == "lines" else draw_node(state, place)
    look = look_at(place.procedure, place.opened)
    context = {
        **screen(request, place.procedure, _bare(place.panel), look),
        "place_name": place_of(place.at, look),
        "place": place,
        "mode": mode,
        "drawn": draw,
        "sentences": sentences or [],
        "said": place.said(place.tree()) if place.tree() is not None else "",
        "back": address(place.procedure, place.panel, place.opened),
    }
    template = "condition_form.html" if is_fragment(request) else "condition.html"
    return render(request, f"catalog/editor/{template}", context, status=422 if sentences else 200)


def _bare(panel: Panel) -> Panel:
    """The panel's name for the tabs, without its content."""
    return Panel(PANELS[panel.name].name, panel.title)
