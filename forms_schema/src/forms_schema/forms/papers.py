"""The papers of a dossier as the form asks for them: which ones now, and what is wrong with the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from forms_schema.fields import pick
from forms_schema.problems import Problem
from forms_schema.situation import Situation

from . import sentences
from .evaluation import Evaluation
from .view_model import FileFact

if TYPE_CHECKING:
    from forms_schema.components import ComponentDue
    from forms_schema.model import Component

    from .form import Form

Files = Mapping[str, Sequence[FileFact]]
_KINDS = {"jpeg": "jpg", "tiff": "tif"}


def papers_due(form: Form, evaluation: Evaluation, situation: Situation) -> list[ComponentDue]:
    """The components that belong to this dossier now, in the order of the procedure."""
    from forms_schema.components import required_components

    return list(required_components(form.procedure, evaluation.values, situation))


def paper_problems(
    form: Form, evaluation: Evaluation, situation: Situation, files: Files | None
) -> Iterator[Problem]:
    """Missing papers (online only: at the counter they come on paper), wrong kinds, too large, too many."""
    if files is None:
        return
    due = papers_due(form, evaluation, situation)
    if situation.channel == "online":
        yield from _missing(due, files)
    for each in due:
        yield from _wrong_files(each.component, files.get(each.component.id, ()))


def _missing(due: Sequence[ComponentDue], files: Files) -> Iterator[Problem]:
    wanted = [each.component for each in due if each.required and each.component.kind == "submit"]
    groups: dict[str, list[Component]] = {}
    for component in wanted:
        groups.setdefault(component.group or f"alone:{component.id}", []).append(component)
    for members in groups.values():
        if any(files.get(member.id) for member in members):
            continue
        text = sentences.COMPONENT_MISSING if len(members) == 1 else sentences.COMPONENT_GROUP_MISSING
        yield _problem(members, "component_missing", text)


def _wrong_files(component: Component, given: Sequence[FileFact]) -> Iterator[Problem]:
    if len(given) > component.max_files:
        yield _problem(
            [component], "component_too_many", sentences.COMPONENT_COUNT, limit=component.max_files
        )
    accept = ", ".join(kind.upper() for kind in component.accept)
    for file in given:
        if file.size > component.largest_file:
            text, limit = sentences.COMPONENT_SIZE, component.max_mb
            yield _problem([component], "component_too_large", text, file=file.name, limit=limit)
        if not _is_accepted(file, component.accept):
            yield _problem(
                [component], "component_kind", sentences.COMPONENT_KIND, file=file.name, accept=accept
            )


def _is_accepted(file: FileFact, accept: Sequence[str]) -> bool:
    """By the kind the store found in the file (``pdf`` or ``application/pdf``), never by its name."""
    kind = file.kind.rpartition("/")[2].lower()
    return _KINDS.get(kind, kind) in {_KINDS.get(each, each) for each in accept}


def _problem(members: Sequence[Component], code: str, text: Mapping[str, str], **params: Any) -> Problem:
    said = {}
    for language, template in text.items():
        sentence = template.replace("{label}", "; ".join(pick(member.name, language) for member in members))
        for name, value in params.items():
            sentence = sentence.replace("{" + name + "}", str(value))
        said[language] = sentence
    return Problem(f"/components/{members[0].id}", code, said, params=params)
