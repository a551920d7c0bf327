"""The seed procedures of a demonstration, imported and published by two people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from catalog import seed
from catalog.actions import import_document, publish_version
from catalog.errors import CatalogError
from catalog.models import Procedure


def folder() -> Path:
    """Where the seed documents lie: beside the code in a checkout, inside the package in a wheel."""
    here = Path(__file__).resolve().parent
    return next(place for place in (here.parents[1] / "procedures", here / "_procedures") if place.is_dir())


def load(editor: Any = None, approver: Any = None) -> None:
    """Import every seed document and publish what is not published yet; safe to run again.

    ``editor`` and ``approver`` are two different users; by default the first members of the two groups.
    """
    seed.ensure()
    editor = editor or _member(seed.EDITORS)
    approver = approver or _member(seed.APPROVERS)
    for file in sorted(folder().glob("*.json")):
        done = import_document(file.read_bytes(), editor)
        if done.procedure is not None:
            _publish(done.procedure, editor, approver)


def _publish(procedure: Procedure, editor: Any, approver: Any) -> None:
    if not procedure.versions.filter(content_hash=procedure.definition_hash).exists():
        publish_version(procedure, editor, approver, "Dữ liệu mẫu", may_reach_back=True)


def _member(group: str) -> Any:
    person = get_user_model().objects.filter(groups__name=group, is_active=True).order_by("pk").first()
    if person is None:
        raise CatalogError(f"Nobody belongs to the group “{group}”, so the seed procedures cannot be loaded.")
    return person
