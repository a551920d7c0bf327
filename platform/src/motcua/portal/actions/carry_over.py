"""Carry a draft to the version in force today, keeping every answer that still has its question."""

from typing import Any

from catalog.reads import version_in_force
from django.db import transaction

from forms_schema import Procedure
from motcua.ground import clock
from motcua.portal.actions import attach_file, keep_answers
from motcua.portal.models import Draft
from motcua.portal.reads import Filling, Kept, opened


def run(draft: Draft) -> Filling | None:
    """The draft opened in today's version; None while the procedure has none. Raises DraftGone.

    What changed is noted in ``draft.carried`` and shown until the dossier is handed in: ids of questions that
    are new or gone, of papers whose files fell away, and whether the case has to be chosen again.
    """
    current = version_in_force(draft.version.code, clock.today())
    if current is None:
        return None
    if current.pk == draft.version_id:
        return opened(draft)
    with transaction.atomic():
        row = keep_answers.held(draft)
        return opened(row) if current.pk == row.version_id else _carried(opened(row), current)


def _carried(old: Filling, current: Any) -> Filling:
    draft, before, after = old.draft, old.procedure, current.loaded()
    kinds = {field.id: field.type for field in after.fields}
    same = {field.id for field in before.fields if kinds.get(field.id) == field.type}
    known = {component.id for component in after.components}
    lost = sorted({row.component for row in draft.files.all()} - known)
    for component in lost:
        attach_file.drop_all(draft, component)
    draft.version = current
    draft.carried = {
        "from": str(current.valid_from),
        "added": sorted(kinds.keys() - {field.id for field in before.fields}),
        "removed": [_label(before, field.id) for field in before.fields if field.id not in same],
        "papers": lost,
        "choose": draft.case not in {case.id for case in after.cases}
        or draft.applicant not in after.applicants
        or draft.place not in after.places,
    }
    draft.save(update_fields=["version", "carried"])
    keep_answers.store(draft, _of(old.kept, same))
    return opened(draft)


def _of(kept: Kept, fields: set[str]) -> Kept:
    """What is kept of these questions."""
    return Kept(
        answers={name: value for name, value in kept.answers.items() if name in fields},
        locked={name: value for name, value in kept.locked.items() if name in fields},
        typed={name: texts for name, texts in kept.typed.items() if name.partition(".")[0] in fields},
    )


def _label(procedure: Procedure, field: str) -> dict[str, str]:
    return dict(procedure.field(field).label)
