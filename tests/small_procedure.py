"""A small procedure for tests: three cases whose clocks differ, two fees, two papers, a few questions."""

from __future__ import annotations

from typing import Any

CODE = "9.000001"


def _text(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def _question(kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "label": _text(label, label),
        "purpose": _text("Giải quyết hồ sơ", "To solve the dossier"),
        "sensitivity": "basic",
        **more,
    }


def _form() -> dict[str, Any]:
    fields = {
        "full_name": {"type": "string", "x-field": _question("person_name", "Họ và tên", required=True)},
        "copies": {
            "type": "integer",
            "minimum": 1,
            "maximum": 100,
            "x-field": _question("integer", "Số bản", required=True),
        },
        "note": {"type": "string", "maxLength": 200, "x-field": _question("text", "Ghi chú")},
    }
    items = [*({"field": name} for name in fields), {"component": "application"}, {"component": "map"}]
    return {
        "data": {"type": "object", "additionalProperties": False, "properties": fields},
        "pages": [{"id": "main", "title": _text("Thông tin", "Information"), "items": items}],
    }


def _component(name: str, *, required: bool) -> dict[str, Any]:
    return {
        "id": name,
        "name": _text(f"Giấy tờ {name}", f"Paper {name}"),
        "kind": "submit",
        "required": required,
        "originals": 1,
        "copies": 0,
        "accept": ["pdf"],
        "max_mb": 5,
        "digitise": True,
    }


def _deadline(case: str, start: str, supplement: str) -> dict[str, Any]:
    return {
        "id": f"{case}_time",
        "applies": {"case": [case]},
        "start": start,
        "legs": [
            {
                "id": "work",
                "name": _text("Giải quyết", "Solve"),
                "amount": 10,
                "unit": "working_day",
                "by": "competent",
            }
        ],
        "modifiers": [
            {
                "id": "far",
                "name": _text("Xã miền núi", "Remote communes"),
                "applies": {"place": ["remote"]},
                "leg": "work",
                "add": 10,
                "unit": "working_day",
            }
        ],
        "pauses": [
            {"reason": "supplement", "effect": supplement, "legal_basis": "law"},
            {"reason": "financial_duty", "effect": "pause", "legal_basis": "law"},
        ],
        "supplement": {"max": 2, "term": {"amount": 30, "unit": "calendar_day"}, "on_expiry": "close"},
        "extension": {
            "max": 1,
            "notice_before": {"amount": 1, "unit": "calendar_day"},
            "longest": {"amount": 10, "unit": "working_day"},
        },
    }


def _fee(name: str, ledger: str, each: int, pay_at: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "ledger": ledger,
        "name": _text(f"Khoản {name}", f"Fee {name}"),
        "amount": {"fixed": each},
        "authority": "council",
        "pay_at": pay_at,
        "refundable": False,
        "legal_basis": "law",
        **more,
    }


def _steps() -> list[dict[str, Any]]:
    plan = [
        ("receive", "receiver", "receiving", ["handle"]),
        ("handle", "specialist", "competent", ["sign"]),
        ("sign", "leader", "competent", ["give"]),
        ("give", "returner", "receiving", []),
    ]
    steps = [
        {
            "id": name,
            "name": _text(name, name),
            "role": role,
            "agency": agency,
            "actions": [],
            "next": [{"to": to} for to in onward],
        }
        for name, role, agency, onward in plan
    ]
    steps[-1]["end"] = True
    return steps


def _scenario() -> dict[str, Any]:
    where = {"channel": "direct", "place": "standard", "applicant": "citizen"}
    return {
        "id": "ten_days",
        "title": _text("Mười ngày làm việc", "Ten working days"),
        "situation": {"case": "standard", "on": "2026-07-01", **where},
        "answers": {"full_name": "Nguyễn Thị Thử", "copies": 2},
        "events": [{"event": "accepted", "at": "2026-07-01T09:30"}],
        "expect": {"due": "2026-07-15", "total": 29000},
    }


def document(**changes: Any) -> dict[str, Any]:
    """The procedure's document; top-level parts can be replaced."""
    results = [("permit", "positive"), ("refusal", "refusal")]
    whole = {
        "format": "motcua.procedure/1",
        "id": "small_permit",
        "code": CODE,
        "name": _text("Cấp giấy phép nhỏ", "Small permit"),
        "sector": {"code": "thu_nghiem", "name": _text("Thử nghiệm", "Trial")},
        "level": ["commune"],
        "applicants": ["citizen", "organisation"],
        "channels": ["direct", "online", "post"],
        "places": ["standard", "remote"],
        "cases": [
            {"id": "standard", "name": _text("Thông thường", "Standard")},
            {"id": "again", "name": _text("Tính lại từ đầu", "Begins anew")},
            {"id": "paid_first", "name": _text("Nộp phí trước", "Paid first")},
        ],
        "processing_home": "province",
        "online": {"level": "full"},
        "decision": {"number": "01/QĐ-UBND", "issued_by": "Ủy ban nhân dân tỉnh"},
        "legal_bases": [{"id": "law", "number": "01/2025", "title": _text("Luật thử", "Trial law")}],
        "in_force": {"from": "2025-07-01", "to": None, "transition": "law_at_receipt"},
        "personal_data": {"legal_basis": "law", "retention": {"years": 10}, "sensitive": False},
        "form": _form(),
        "components": [_component("application", required=True), _component("map", required=False)],
        "fees": [
            _fee("copy_fee", "phi", 2000, "submission", per="copy", quantity={"var": ["copies"]}),
            _fee("permit_fee", "le_phi", 25000, "before_result", per="dossier"),
        ],
        "deadlines": [
            _deadline("standard", "accepted", "pause"),
            _deadline("again", "accepted", "restart"),
            _deadline("paid_first", "fee_paid", "pause"),
        ],
        "steps": _steps(),
        "results": [
            {
                "id": name,
                "code": f"KQ.{name}",
                "name": _text(name, name),
                "kind": kind,
                "electronic": True,
            }
            for name, kind in results
        ],
        "notices": [],
        "scenarios": [_scenario()],
    }
    return {**whole, **changes}


def with_opinions() -> dict[str, Any]:
    """The small procedure, whose clock also stands while another agency is asked."""
    made = document()
    for deadline in made["deadlines"]:
        deadline["pauses"].append({"reason": "opinion", "effect": "pause", "legal_basis": "law"})
    return made
