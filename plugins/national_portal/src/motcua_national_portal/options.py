"""What an administrator sets, and how the plugin reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["adapter_url", "username", "password", "agency_code"],
    "properties": {
        "adapter_url": {
            "type": "string",
            "format": "uri",
            "maxLength": 200,
            "x-title": {"vi": "Địa chỉ bộ thích ứng (adapter)", "en": "Address of the exchange adapter"},
        },
        "login_path": {
            "type": "string",
            "maxLength": 200,
            "default": "/XrdAdapter/RestService/forward/mapi/login",
            "x-title": {"vi": "Đường dẫn đăng nhập", "en": "Path to sign in"},
        },
        "integration_path": {
            "type": "string",
            "maxLength": 200,
            "default": "/XrdAdapter/RestService/forward/mapi/g",
            "x-title": {"vi": "Đường dẫn dịch vụ tích hợp", "en": "Path of the integrated services"},
        },
        "share_path": {
            "type": "string",
            "maxLength": 200,
            "default": "/XrdAdapter/RestService/forward/mapi/s",
            "x-title": {"vi": "Đường dẫn dịch vụ chia sẻ", "en": "Path of the shared services"},
        },
        "destination": {
            "type": "string",
            "maxLength": 100,
            "default": "VN:GOV:000.00.00.G22:vpcpdvcprovider",
            "x-title": {"vi": "Mã đích (dstcode)", "en": "Destination code (dstcode)"},
        },
        "agency_code": {
            "type": "string",
            "maxLength": 35,
            "x-title": {"vi": "Mã định danh đơn vị (madonvi)", "en": "Agency identifier (madonvi)"},
        },
        "username": {"type": "string", "maxLength": 100, "x-title": {"vi": "Tài khoản", "en": "Account"}},
        "password": {
            "type": "string",
            "maxLength": 200,
            "writeOnly": True,
            "x-title": {"vi": "Mật khẩu", "en": "Password"},
        },
        "procedure_codes": {
            "type": "object",
            "additionalProperties": {"type": "string", "maxLength": 40},
            "default": {},
            "x-title": {
                "vi": "Mã thủ tục của tỉnh → mã trên Cổng quốc gia",
                "en": "Our procedure code → code on the national portal",
            },
        },
    },
}


@dataclass(frozen=True)
class Options:
    """The options with their defaults filled in."""

    adapter_url: str
    login_path: str
    integration_path: str
    share_path: str
    destination: str
    agency_code: str
    username: str
    password: str
    procedure_codes: Mapping[str, str]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Options:
        """From the administrator's options; the host has checked them against the schema."""
        defaults = {name: part["default"] for name, part in SCHEMA["properties"].items() if "default" in part}
        return cls(**(defaults | dict(given)))

    def national(self, code: str) -> str:
        """The portal's code of a procedure: the mapping, else the national number without provincial suffix."""
        return self.procedure_codes.get(code) or ".".join(code.split(".")[:2])
