"""Writing a new state of a definition: the row, its derived columns, the log line and the revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from forms_schema.canonical import content_hash

from catalog.errors import ImpossibleChange
from catalog.models import DefinitionChange, Procedure, Sector
from catalog.normalise import search_key
from catalog.reads import latest_version
from catalog.registry import clock, on_act

#: Changes by one person within this time share one Wagtail revision; the log keeps each of them.
ONE_SITTING = timedelta(minutes=15)


@dataclass(frozen=True)
class Act:
    """What was done to the definition and how to take it back."""

    by: Any
    kind: str = DefinitionChange.Kind.CHANGE
    operations: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    inverses: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    undoes: DefinitionChange | None = None


def write(procedure: Procedure, document: Mapping[str, Any], act: Act) -> DefinitionChange:
    """Store ``document`` as the definition of ``procedure`` (locked by the caller) and log ``act``."""
    base = procedure.definition_hash
    _derive(procedure, document)
    procedure.save()
    change = DefinitionChange.objects.create(
        procedure=procedure,
        number=_next_number(procedure),
        kind=act.kind,
        by=act.by,
        at=clock.now(),
        operations=list(act.operations),
        inverses=list(act.inverses),
        base_hash=base,
        new_hash=procedure.definition_hash,
        undoes=act.undoes,
    )
    _save_revision(procedure, act.by)
    _compare_with_published(procedure)
    on_act.tell(
        kind=f"definition.{act.kind}", procedure=procedure, by=act.by, facts={"change": change.number}
    )
    return change


def _compare_with_published(procedure: Procedure) -> None:
    """Text that is again that of the last version is no unpublished change, however it got there."""
    last = latest_version(procedure)
    if last is not None and last.content_hash == procedure.definition_hash:
        procedure.has_unpublished_changes = False
        procedure.save(update_fields=["has_unpublished_changes"])


def _derive(procedure: Procedure, document: Mapping[str, Any]) -> None:
    name = _text(document.get("name"))
    procedure.code = _free_code(procedure, str(document.get("code") or "")[:60])
    procedure.name_vi, procedure.name_en = name["vi"][:500], name["en"][:500]
    procedure.name_norm = search_key(f"{procedure.code} {name['vi']} {name['en']}")[:1200]
    procedure.sector = _sector(document.get("sector"))
    procedure.definition = dict(document)
    procedure.definition_hash = content_hash(document)
    procedure.changed_at = clock.now()
    procedure.has_unpublished_changes = True


def _free_code(procedure: Procedure, code: str) -> str:
    if not code:
        raise ImpossibleChange(_("A procedure needs its national code."))
    if Procedure.objects.filter(code=code).exclude(pk=procedure.pk).exists():
        raise ImpossibleChange(_("The code %(code)s belongs to another procedure.") % {"code": code})
    return code


def _text(value: Any) -> dict[str, str]:
    texts = value if isinstance(value, Mapping) else {}
    return {language: str(texts.get(language) or "") for language in ("vi", "en")}


def _sector(value: Any) -> Sector | None:
    if not isinstance(value, Mapping) or not value.get("code"):
        return None
    name = _text(value.get("name"))
    sector, _created = Sector.objects.get_or_create(
        code=str(value["code"])[:40], defaults={"name_vi": name["vi"][:200], "name_en": name["en"][:200]}
    )
    return sector


def _next_number(procedure: Procedure) -> int:
    last = procedure.changes.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _save_revision(procedure: Procedure, person: Any) -> None:
    last = procedure.get_latest_revision()
    same_sitting = (
        last is not None
        and last.user_id == person.pk
        and last.created_at > clock.now() - ONE_SITTING
        and last.pk != procedure.live_revision_id
        and not last.task_states.exists()
    )
    procedure.save_revision(user=person, clean=False, overwrite_revision=last if same_sitting else None)
