"""From a question and its answer to the control that asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms_schema.fields import pick
from forms_schema.fields.choices import choice_label, offered
from forms_schema.fields.structures import PROVINCES, WARDS, code_source

from .questions import Question
from .reasons import PARTS
from .sources import Options, address_options, options_for
from .view_model import FileFact, ItemView, Option
from .words import hint, words

if TYPE_CHECKING:
    from forms_schema.components import ComponentDue
    from forms_schema.model import Component

    from .view import Drawing

Json = Any
_MOST_RADIOS = 7
_UNITS = {"money": {"vi": "đồng", "en": "VND"}}
_DATES = ("date", "partial_date")
_LISTS = {"province": PROVINCES, "ward": WARDS}


def control(drawing: Drawing, question: Question, name: str, value: Json, row: Any) -> ItemView:
    """The control with label, hint, value and options; rules and problems are added by the page."""
    item = _plain(drawing, question, name, value)
    if question.is_group:
        return _group(drawing, question, item)
    if not question.is_asked or name.split(".", maxsplit=1)[0] in drawing.locked:
        return _read_only(drawing, question, item, value)
    build = _BUILDERS.get(question.kind.widget)
    return build(drawing, question, item, value, row) if build else item


def paper(
    due: ComponentDue, others: Sequence[str], problem: str, files: Sequence[FileFact], language: str
) -> ItemView:
    """The upload of one component, with why it is asked; ``others`` would do as well."""
    component, id_ = due.component, f"c-{due.component.id}"
    help_ = _paper_help(component, others, language)
    described = " ".join(
        f"{id_}-{part}" for part, text in {"help": help_, "problem": problem}.items() if text
    )
    return ItemView(
        kind="component",
        id=id_,
        name=f"component.{component.id}",
        label=pick(component.name, language),
        help=help_,
        text=pick(due.why, language) if component.when is not None else "",
        widget="files" if component.kind == "submit" else "paper_note",
        required=due.required and not others,
        optional=not due.required,
        problem=problem,
        described_by=described,
        files=tuple(files),
        accept=tuple(f".{kind}" for kind in component.accept),
        max_mb=component.max_mb,
        max_files=component.max_files,
        template_url=component.template_url or "",
    )


def _paper_help(component: Component, others: Sequence[str], language: str) -> str:
    """The author's note, what would do instead, and what to upload or to bring."""
    said = words(language)
    instead = _filled(said["one_of"], names="; ".join(others)) if others else ""
    accept = ", ".join(component.accept).upper()
    what_to_do = {
        "submit": _filled(said["files_limit"], accept=accept, max_mb=component.max_mb),
        "show": said["show_original"],
    }
    return " ".join(filter(None, [pick(component.note, language), instead, what_to_do.get(component.kind)]))


def anchor(name: str) -> str:
    """The HTML id of a field: ``owners.0.share`` → ``f-owners-0-share``."""
    return "f-" + name.replace(".", "-")


def _plain(drawing: Drawing, question: Question, name: str, value: Json) -> ItemView:
    kind, language, asked = question.kind, drawing.language, question.asked
    shown = drawing.typed.get(name) or (question.kind.typed(value) if value is not None else [])
    own = pick(asked.get("help"), language)
    help_ = _help(own, kind.id, language) if question.is_asked else own
    limits = kind.schema(question.written)
    return ItemView(
        kind="field",
        id=anchor(name),
        name=name,
        label=question.label(language),
        help=f"{help_.rstrip('.')}." if help_ else "",
        widget=kind.widget,
        value=shown[0] if shown else "",
        text=kind.format(value, language, question.written) if value is not None else "",
        input_mode=kind.input_mode,
        autocomplete=asked.get("autocomplete") or kind.autocomplete or "off",
        max_length=limits.get("maxLength") if kind.id in ("text", "long_text", "person_name") else None,
        min=question.written.get("minimum"),
        max=question.written.get("maximum"),
        lines=asked.get("rows", 4),
        unit=pick(asked.get("unit") or _UNITS.get(kind.id), language),
        files=tuple(drawing.files.get(question.id, ())) if kind.id == "file" else (),
    )


def _help(own: str, kind: str, language: str) -> str:
    """The author's hint; how to write a date is said before it, because no author's hint may hide that."""
    written = hint(kind, language)
    parts = [written, own] if kind in _DATES else [own or written]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _read_only(drawing: Drawing, question: Question, item: ItemView, value: Json) -> ItemView:
    is_locked = question.is_asked
    help_ = words(drawing.language)["locked" if is_locked or not question.computed else "computed"]
    text = _named(drawing, question, value) or item.text
    widget = "computed" if question.computed else "read_only"
    return replace(item, widget=widget, help=help_, text=text, locked=is_locked, autocomplete="")


def _named(drawing: Drawing, question: Question, value: Json) -> str:
    """Names in place of the codes of code lists; empty when the list is not known."""
    on, registry, language = drawing.situation.on, drawing.form.registry, drawing.language
    return named(registry, question, value, drawing.answers, on, language)


def named(registry: Any, question: Question, value: Json, answers: Any, on: Any, language: str) -> str:
    """The answer with the names of its codes, as people read it; empty for other kinds of fields."""
    if question.kind.id == "code":
        return _label_of(options_for(registry, question, answers, on), value, language)
    if question.kind.id != "address" or not isinstance(value, Mapping):
        return ""
    lists = address_options(registry, value, on)
    parts = {part: _label_of(lists.get(part), text, language) or str(text) for part, text in value.items()}
    return question.kind.format(parts, language, question.written)


def _label_of(options: Options | None, code: Json, language: str) -> str:
    return next((pick(label, language) for each, label in options or () if each == code), "")


def _group(drawing: Drawing, question: Question, item: ItemView) -> ItemView:
    rows = tuple(drawing.rows(question))
    row_label = pick(question.asked.get("row_label"), drawing.language) or words(drawing.language)["row"]
    return replace(
        item,
        rows=rows,
        row_label=row_label,
        value=str(len(rows)),
        text="",
        min=question.fewest_rows,
        max=question.most_rows,
        autocomplete="",
    )


def _radios(drawing: Drawing, question: Question, item: ItemView, value: Json, row: Any) -> ItemView:
    if question.kind.id == "yes_no":
        said = words(drawing.language)
        choices = [("yes", said["yes"]), ("no", said["no"])]
    else:
        choices = _choices(question, drawing.language)
    options = tuple(Option(each, label, each == item.value) for each, label in choices)
    return replace(item, options=options, widget="radios" if len(options) <= _MOST_RADIOS else "select")


def _checkboxes(drawing: Drawing, question: Question, item: ItemView, value: Json, row: Any) -> ItemView:
    ticked = set(drawing.typed.get(item.name) or question.kind.typed(value))
    options = tuple(
        Option(each, label, each in ticked) for each, label in _choices(question, drawing.language)
    )
    return replace(item, options=options)


def _choices(question: Question, language: str) -> list[tuple[str, str]]:
    return [(each, choice_label(each, question.written, language)) for each in offered(question.written)]


def _select(drawing: Drawing, question: Question, item: ItemView, value: Json, row: Any) -> ItemView:
    """A list where one is installed; else a box to type the code into."""
    answers = drawing.answers if row is None else {**drawing.answers, **row}
    options = options_for(drawing.form.registry, question, answers, drawing.situation.on)
    if options is None:
        return replace(item, widget="text")
    source, parent = code_source(question.written)
    prefix = item.name.rpartition(".")[0]
    inside = prefix and any(each.id == parent for each in drawing.form.question(prefix.split(".")[0]).rows)
    above = f"{prefix}.{parent}" if inside and parent else parent or ""
    offered_now = _offered(options, item.value, drawing.language)
    return replace(item, options=offered_now, source=source, parent=above)


def _offered(options: Options, chosen: str, language: str) -> tuple[Option, ...]:
    return tuple(Option(code, pick(label, language), code == chosen) for code, label in options)


def _address(drawing: Drawing, question: Question, item: ItemView, value: Json, row: Any) -> ItemView:
    given = value if isinstance(value, Mapping) else {}
    typed = {part: drawing.typed.get(f"{item.name}.{part}") for part in question.kind.parts}
    now = {part: (texts or [str(given.get(part) or "")])[0] for part, texts in typed.items()}
    lists = address_options(drawing.form.registry, now, drawing.situation.on)
    parts = [_part(drawing, item, part, text, lists.get(part)) for part, text in now.items()]
    return replace(item, parts=tuple(parts), autocomplete="")


def _part(drawing: Drawing, item: ItemView, part: str, text: str, options: Options | None) -> ItemView:
    tokens = {"province": "address-level1", "ward": "address-level2", "street": "street-address"}
    return ItemView(
        kind="field",
        id=f"{item.id}-{part}",
        name=f"{item.name}.{part}",
        label=pick(PARTS[part], drawing.language),
        widget="text" if options is None else "select",
        value=text,
        options=_offered(options or (), text, drawing.language),
        autocomplete=tokens[part],
        source=_LISTS.get(part, "") if options is not None else "",
        parent=f"{item.name}.province" if part == "ward" and options is not None else "",
        suggestions=f"places-{part}" if options is None and part in _LISTS else "",
        required=part != "street",
        optional=part == "street",
    )


def _filled(text: str, **params: Any) -> str:
    for name, value in params.items():
        text = text.replace("{" + name + "}", str(value))
    return text


_BUILDERS = {
    "radios": _radios,
    "checkboxes": _checkboxes,
    "select": _select,
    "address": _address,
}
