"""Freeze the definition as a numbered version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from forms_schema.problems import Problem

from catalog.actions.rights import APPROVE, require, under_lock
from catalog.errors import NothingToPublish, NotPublishable, SecondPersonNeeded
from catalog.judging import problems_of
from catalog.models import Procedure, ProcedureVersion
from catalog.normalise import search_key
from catalog.reads import changed_since_last_version, latest_version
from catalog.registry import clock, on_act, on_published


def publish_version(
    procedure: Procedure, by: Any, approved_by: Any, reason: str = "", *, may_reach_back: bool = False
) -> ProcedureVersion:
    """Publish the definition as the next version, in force on the days the document names.

    ``by`` asked for it, ``approved_by`` answers for it and must not have changed it. Raises NotPublishable
    with every finding, NothingToPublish when exactly this content was published before. A version cannot
    reach into days on which an earlier one was already in force, unless ``may_reach_back``.
    """
    require(approved_by, APPROVE)
    with transaction.atomic():
        current = under_lock(procedure)
        if changed_since_last_version(current, approved_by):
            raise SecondPersonNeeded
        require_publishable(current, may_reach_back=may_reach_back)
        _require_reason(current, reason, may_reach_back)
        version = _freeze(current, by, approved_by, reason)
        _mark_published(current, version)
        on_act.tell(kind="version.published", procedure=current, by=approved_by, facts=_facts(version))
        on_published.tell(version=version)
    return version


def require_publishable(procedure: Procedure, *, may_reach_back: bool = False) -> None:
    """Raise when the content is published already, or when the check or a scenario finds an error."""
    if procedure.versions.filter(content_hash=procedure.definition_hash).exists():
        raise NothingToPublish(
            _("Exactly this content is already published. There is nothing new to publish.")
        )
    found = [
        *problems_of(procedure.definition, procedure.definition_hash),
        *([] if may_reach_back else start_problems(procedure)),
    ]
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise NotPublishable(
            _("This procedure cannot be published yet. Problems to mend: %(count)d.")
            % {"count": len(errors)},
            errors,
        )


def start_problems(procedure: Procedure) -> list[Problem]:
    """A finding when the next version would reach into days on which an earlier one was in force already."""
    earlier = latest_version(procedure)
    first = _first_day(procedure.definition)
    if earlier is None or first is None or first >= clock.today():
        return []
    if procedure.definition_hash == earlier.content_hash:
        return []
    day = first.strftime("%d/%m/%Y")
    message = {
        "vi": f"Phiên bản {earlier.number} đã có hiệu lực vào ngày {day}. Phiên bản mới không được lùi về "
        "quá khứ: hãy đặt “Có hiệu lực từ ngày” là hôm nay hoặc một ngày sau đó.",
        "en": f"Version {earlier.number} was already in force on {day}. A new version cannot reach into the "
        "past: set “In force from” to today or a later day.",
    }
    return [Problem("/in_force/from", "in_force.past", message)]


def _first_day(document: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(document["in_force"]["from"])
    except (KeyError, TypeError, ValueError):
        return None


def _require_reason(procedure: Procedure, reason: str, may_reach_back: bool) -> None:
    """Nobody replaces a prepared version silently."""
    first = date.fromisoformat(procedure.definition["in_force"]["from"])
    if may_reach_back or reason.strip():
        return
    if procedure.versions.filter(valid_from=first).exists():
        raise NotPublishable(
            _("Another version already begins on %(day)s. Give the reason why this one replaces it.")
            % {"day": first.strftime("%d/%m/%Y")}
        )


def _freeze(procedure: Procedure, by: Any, approved_by: Any, reason: str) -> ProcedureVersion:
    last = latest_version(procedure)
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=(last.number if last else 0) + 1,
        document=procedure.definition,
        content_hash=procedure.definition_hash,
        published_at=clock.now(),
        published_by=by,
        approved_by=approved_by,
        reason=reason.strip(),
        change_number=procedure.changes.order_by("-number").values_list("number", flat=True).first() or 0,
        **columns_of(procedure.definition),
    )


def columns_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The columns by which published versions are listed, found and dated."""
    name, summary = document["name"], document.get("summary") or {}
    sector, days = document["sector"], document["in_force"]
    return {
        "valid_from": date.fromisoformat(days["from"]),
        "valid_to": date.fromisoformat(days["to"]) if days.get("to") else None,
        "code": document["code"],
        "name_vi": name["vi"],
        "name_en": name.get("en", ""),
        "summary_vi": summary.get("vi", ""),
        "summary_en": summary.get("en", ""),
        "sector_code": sector["code"],
        "sector_name_vi": sector["name"]["vi"],
        "sector_name_en": sector["name"].get("en", ""),
        "levels": list(document["level"]),
        "online_level": document["online"]["level"],
        "name_norm": search_key(name["vi"])[:1200],
        "search_text": searchable(document),
    }


def searchable(document: Mapping[str, Any]) -> str:
    """Every word a person may search a procedure by, folded."""
    texts = [document["name"], document.get("summary") or {}, document["sector"]["name"]]
    words = [part for text in texts for part in text.values()]
    codes = [document["code"], *document.get("local_codes", [])]
    return search_key(" ".join([*codes, *words, *document.get("keywords", [])]))


def _mark_published(procedure: Procedure, version: ProcedureVersion) -> None:
    procedure.live = True
    procedure.has_unpublished_changes = False
    procedure.first_published_at = procedure.first_published_at or version.published_at
    procedure.last_published_at = version.published_at
    procedure.live_revision = procedure.latest_revision
    procedure.save()


def _facts(version: ProcedureVersion) -> dict[str, Any]:
    return {"version": version.public_id, "number": version.number, "hash": version.content_hash}
