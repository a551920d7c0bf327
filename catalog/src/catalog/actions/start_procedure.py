"""Begin a new procedure from its code, name and sector; everything else is written in the editor."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from catalog.actions.import_document import import_document
from catalog.errors import ImpossibleChange
from catalog.models import Procedure, Sector
from catalog.registry import clock


def start_procedure(*, key: str, code: str, name_vi: str, sector: Sector, by: Any) -> Procedure:
    """Create a draft with one page, one case, one deadline and one step, ready to be filled in."""
    if Procedure.objects.filter(key=key).exists():
        raise ImpossibleChange(_("The lasting id %(key)s belongs to another procedure.") % {"key": key})
    done = import_document(skeleton(key, code, name_vi, sector), by)
    if done.procedure is None:
        raise ImpossibleChange(_("The procedure could not be created."))
    return done.procedure


def skeleton(key: str, code: str, name_vi: str, sector: Sector) -> dict[str, Any]:
    """The smallest document that can be loaded."""
    return {
        "format": "motcua.procedure/1",
        "id": key,
        "code": code,
        "name": {"vi": name_vi},
        "sector": {"code": sector.code, "name": _both(sector.name_vi, sector.name_en)},
        "level": ["province"],
        "applicants": ["citizen"],
        "channels": ["direct", "online"],
        "cases": [{"id": "standard", "name": _both("Trường hợp chung", "General case")}],
        "processing_home": "province",
        "online": {"level": "full"},
        "decision": {"number": "…", "issued_by": "…"},
        "legal_bases": [{"id": "law", "number": "…", "title": _both("Căn cứ pháp lý", "Legal basis")}],
        "in_force": {"from": clock.today().isoformat(), "to": None, "transition": "law_at_receipt"},
        "personal_data": {"legal_basis": "law", "retention": {"years": 10}, "sensitive": False},
        "form": _form(),
        "components": [],
        "fees": [],
        "deadlines": [_deadline()],
        "steps": _steps(),
        "results": [_result()],
        "notices": [],
        "scenarios": [],
    }


def _both(vietnamese: str, english: str) -> dict[str, str]:
    return {"vi": vietnamese, "en": english} if english else {"vi": vietnamese}


def _form() -> dict[str, Any]:
    field = {
        "type": "string",
        "x-field": {
            "type": "person_name",
            "label": _both("Họ và tên", "Full name"),
            "required": True,
            "purpose": _both("Xác định người nộp hồ sơ", "To identify the applicant"),
            "sensitivity": "basic",
        },
    }
    data = {"type": "object", "additionalProperties": False, "properties": {"full_name": field}}
    page = {
        "id": "applicant",
        "title": _both("Người nộp hồ sơ", "Applicant"),
        "items": [{"field": "full_name"}],
    }
    return {"data": data, "pages": [page]}


def _deadline() -> dict[str, Any]:
    leg = {
        "id": "whole",
        "name": _both("Giải quyết hồ sơ", "Handling"),
        "amount": 10,
        "unit": "working_day",
        "by": "competent",
    }
    extension = {"max": 1, "notice_before": {"amount": 1, "unit": "calendar_day"}}
    return {"id": "standard", "start": "accepted", "legs": [leg], "pauses": [], "extension": extension}


def _steps() -> list[dict[str, Any]]:
    names = [
        ("receive", _both("Tiếp nhận hồ sơ", "Receive"), "receiver", "receiving"),
        ("handle", _both("Thụ lý hồ sơ", "Handle"), "specialist", "competent"),
        ("decide", _both("Ký kết quả", "Decide"), "leader", "competent"),
        ("return", _both("Trả kết quả", "Return the result"), "returner", "receiving"),
    ]
    steps: list[dict[str, Any]] = [
        {"id": key, "name": name, "role": role, "agency": agency, "actions": [], "next": []}
        for key, name, role, agency in names
    ]
    for here, there in pairwise(steps):
        here["next"] = [{"to": there["id"]}]
    steps[-1]["end"] = True
    return steps


def _result() -> dict[str, Any]:
    name = _both("Kết quả giải quyết", "Result")
    return {"id": "result", "code": "…", "name": name, "kind": "positive", "electronic": True}
