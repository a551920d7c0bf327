"""What an administrator sets, and how the plugin reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


def _text(vi: str, en: str, most: int, default: str | None = None, **more: Any) -> dict[str, Any]:
    part: dict[str, Any] = {"type": "string", "maxLength": most, "x-title": {"vi": vi, "en": en}, **more}
    return part if default is None else part | {"default": default}


SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["gateway_url", "account", "secret", "agency_code"],
    "properties": {
        "gateway_url": _text("Địa chỉ cổng kết nối", "Address of the gateway", 200, format="uri"),
        "call_path": _text("Đường dẫn gọi", "Path called", 200, "/dancu/tracuu"),
        "service_path": _text(
            "Đường dẫn đã đăng ký để ký", "Registered path that is signed", 200, "/dancu/tracuu"
        ),
        "account": _text("Tài khoản hệ thống", "System account", 100),
        "secret": _text("Khóa bí mật", "Secret", 200, writeOnly=True),
        "timestamp_unit": {
            "type": "string",
            "enum": ["milliseconds", "seconds"],
            "default": "milliseconds",
            "x-title": {"vi": "Đơn vị dấu thời gian", "en": "Unit of the timestamp"},
        },
        "agency_code": _text("Mã định danh đơn vị (MaDonVi)", "Agency identifier (MaDonVi)", 35),
        "integration_code": _text("Mã tích hợp (MaTichHop)", "Integration code (MaTichHop)", 20, "037"),
        "procedure_code": _text(
            "Mã DVC gửi đi (để trống: mã thủ tục)", "MaDVC sent (empty: the procedure's)", 20, ""
        ),
        "name_form": {
            "type": "string",
            "enum": ["accents", "no_accents"],
            "default": "accents",
            "x-title": {"vi": "Cách gửi họ tên", "en": "How names are sent"},
        },
        "birth_form": {
            "type": "string",
            "enum": ["compact", "dashed"],
            "default": "compact",
            "x-title": {"vi": "Cách gửi ngày sinh", "en": "How dates of birth are sent"},
        },
    },
}


@dataclass(frozen=True)
class Options:
    """The options with their defaults filled in; see ``SCHEMA`` for the meaning of each."""

    gateway_url: str
    call_path: str
    service_path: str
    account: str
    secret: str
    timestamp_unit: str
    agency_code: str
    integration_code: str
    procedure_code: str
    name_form: str
    birth_form: str

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Options:
        """From the administrator's options; the host has checked them against the schema."""
        defaults = {name: part["default"] for name, part in SCHEMA["properties"].items() if "default" in part}
        return cls(**(defaults | dict(given)))
