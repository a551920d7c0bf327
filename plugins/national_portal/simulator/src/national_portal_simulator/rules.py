"""What the portal refuses, from the field tables of the partner's guide and the limits running systems keep
to.

Every value travels as text; dates are ``yyyyMMddHHmmss`` in Vietnamese time, 24 hours.
"""

import re
from datetime import datetime
from typing import Any

DATES = ("NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayNopHoSo", "NgayTuChoi")
CODE = re.compile(r"[0-9A-Z]+(\.[0-9A-Z]+)*-\d{6}-\d{4}")
STATUSES = {str(number) for number in range(1, 11)}
AFTER_INTAKE = {"2", "4", "9", "10"}
NEEDED = (
    "MaHoSo",
    "MaTTHC",
    "TenTTHC",
    "ChuHoSo",
    "LoaiDoiTuong",
    "TrichYeuHoSo",
    "TrangThaiHoSo",
    "KenhThucHien",
)
PROGRESS_NEEDED = ("MaHoSo", "NguoiXuLy", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai")
LONGEST = {"TrichYeuHoSo": 1000, "NguoiXuLy": 50}
MOST_LINES = 10
PROCEDURES = {"2.000815", "1.013831"}


def dossier(body: Any, procedures: set[str]) -> str:
    """Why this dossier is refused, as the portal's prose; empty when it is fine."""
    if not isinstance(body, dict):
        return "Dữ liệu hồ sơ không đúng định dạng"
    return (
        _missing(body, NEEDED)
        or _not_text(body)
        or _code(body)
        or _procedure(body, procedures)
        or _owner(body)
        or _too_long(body)
        or _dates(body)
        or _status(body, "TrangThaiHoSo")
        or _promised(body)
    )


def progress(line: Any) -> str:
    """Why this progress line is refused; empty when it is fine."""
    if not isinstance(line, dict):
        return "Dữ liệu tiến độ không đúng định dạng"
    return (
        _missing(line, PROGRESS_NEEDED)
        or _not_text(line)
        or _too_long(line)
        or _date(line, "ThoiDiemXuLy")
        or _status(line, "TrangThai")
    )


def _missing(body: dict[str, Any], needed: tuple[str, ...]) -> str:
    return next(
        (f"Thiếu trường bắt buộc {name}" for name in needed if not str(body.get(name, "")).strip()), ""
    )


def _not_text(body: dict[str, Any]) -> str:
    wrong = (
        name for name, value in body.items() if not isinstance(value, str | list | dict) and value is not None
    )
    return next((f"Trường {name} phải là chuỗi" for name in wrong), "")


def _code(body: dict[str, Any]) -> str:
    return "" if CODE.fullmatch(body["MaHoSo"]) else f"Mã hồ sơ {body['MaHoSo']} không đúng định dạng"


def _procedure(body: dict[str, Any], procedures: set[str]) -> str:
    known = body["MaTTHC"] in procedures
    return "" if known else f"Không tìm thấy thủ tục {body['MaTTHC']} trên Cổng Dịch vụ công quốc gia"


def _owner(body: dict[str, Any]) -> str:
    if body["LoaiDoiTuong"] not in {"1", "2", "3", "4"}:
        return "LoaiDoiTuong không hợp lệ"
    if body.get("MaDoiTuong") and body["KenhThucHien"] != "2":
        return "MaDoiTuong chỉ dùng cho hồ sơ nộp trực tuyến"
    for one in body.get("DinhDanhCHS") or []:
        length = {"1": 12, "2": 9}.get(str(one.get("LoaiDinhDanh")))
        if length is None or not re.fullmatch(rf"\d{{{length}}}", str(one.get("SoDinhDanh"))):
            return "Số định danh chủ hồ sơ không hợp lệ"
    return ""


def _too_long(body: dict[str, Any]) -> str:
    return next(
        (
            f"Trường {name} vượt quá {most} ký tự"
            for name, most in LONGEST.items()
            if len(body.get(name) or "") > most
        ),
        "",
    )


def _dates(body: dict[str, Any]) -> str:
    return next((problem for name in DATES if (problem := _date(body, name))), "")


def _date(body: dict[str, Any], name: str) -> str:
    value = body.get(name) or ""
    if not value:
        return ""
    try:
        datetime.strptime(value, "%Y%m%d%H%M%S")
    except ValueError:
        return f"Trường {name} không đúng định dạng yyyyMMddHHmmss"
    return "" if len(value) == 14 else f"Trường {name} không đúng định dạng yyyyMMddHHmmss"


def _status(body: dict[str, Any], name: str) -> str:
    return "" if body[name] in STATUSES else f"Trạng thái {body[name]} không hợp lệ"


def _promised(body: dict[str, Any]) -> str:
    """A supplement (5), money (6), a withdrawal (7) and a stop (8) may also come before anybody took it in."""
    taken_in = body["TrangThaiHoSo"] in AFTER_INTAKE or bool(body.get("NgayTiepNhan"))
    if taken_in and not body.get("NgayTiepNhan"):
        return "Thiếu NgayTiepNhan"
    return "Thiếu NgayHenTra" if taken_in and not body.get("NgayHenTra") else ""
