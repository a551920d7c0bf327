"""The words of the wire: fields of ``DongBoHoSoMC`` and ``CapNhatTienDoHoSoMC`` (guide v1.4 and running systems).

All values travel as text; times as ``yyyyMMddHHmmss`` in Vietnamese time, 24 hours. Nothing is invented to please the
portal: what we do not know stays empty.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua_sdk.values import DossierSnapshot, Paper, Party, ProgressLine, SupplementRound

from motcua_national_portal.options import Options

OWNER_KINDS = {"citizen": "1", "enterprise": "2", "state_agency": "3", "organisation": "4"}
IDENTITY_KINDS = {"personal_id": "1", "old_id": "2"}
CHANNELS = {"direct": "1", "online": "2", "post": "3"}
LOCAL_SYSTEM = "2"
LONGEST_OFFICER = 50
FINISHED = {9, 10}
REGISTERED = 1
APPOINTED = {2, 4}
"""Statuses the portal takes only with a day of intake and an appointment (``NgayHenTra``)."""


def moment(value: datetime | None) -> str:
    """``yyyyMMddHHmmss``, or nothing."""
    return value.strftime("%Y%m%d%H%M%S") if value else ""


def dossier(snapshot: DossierSnapshot, options: Options) -> dict[str, Any]:
    """One object of ``DongBoHoSoMC``."""
    owner = snapshot.owner or Party("owner", "")
    return {
        "MaHoSo": snapshot.code,
        "MaTTHC": options.national(snapshot.procedure_code),
        "TenTTHC": snapshot.procedure_name,
        "MaLinhVuc": snapshot.sector_code,
        "TenLinhVuc": snapshot.sector_name,
        **_owner(owner, snapshot),
        "TrichYeuHoSo": snapshot.abstract,
        "NgayNopHoSo": moment(snapshot.submitted_at),
        "NgayTuChoi": moment(snapshot.refused_at),
        "NgayHenTra": moment(snapshot.due_at),
        "NgayKetThucXuLy": moment(snapshot.decided_at),
        "NgayTra": moment(snapshot.returned_at),
        **_intake(snapshot),
        "DonViXuLy": snapshot.agency_name,
        "KenhThucHien": CHANNELS[snapshot.channel],
        "NoiNopHoSo": LOCAL_SYSTEM,
        "HoSoCoThanhPhanSoHoa": _flag(any(paper.digitised for paper in snapshot.papers)),
        "TaiLieuNop": [_submitted(paper) for paper in snapshot.papers],
        "DanhSachLePhi": [_fee(line) for line in snapshot.fees],
        "DanhSachHoSoBoSung": [_supplement(one) for one in snapshot.supplements],
        "DanhSachGiayToKetQua": [_result(paper) for paper in snapshot.results],
    }


def progress(line: ProgressLine, code: str) -> dict[str, str]:
    """One line of ``CapNhatTienDoHoSoMC``."""
    return {
        "MaHoSo": code,
        "NguoiXuLy": line.officer[:LONGEST_OFFICER],
        "ChucDanh": line.position,
        "ThoiDiemXuLy": moment(line.at),
        "PhongBanXuLy": line.unit,
        "NoiDungXuLy": line.text,
        "TrangThai": str(line.status),
        "NgayBatDau": moment(line.began_at),
        "NgayKetThucTheoQuyDinh": moment(line.planned_end),
    }


def _intake(snapshot: DossierSnapshot) -> dict[str, str]:
    """Status and day of intake. Where the legal time begins later than the intake (with the payment, at the agency that
    decides) there is no appointment yet, and the portal takes no intake without one: until the day is known it holds
    the dossier as registered, or as what is asked of the applicant; the intake stands in the progress.
    """
    waits = snapshot.due_at is None and snapshot.status not in FINISHED
    status = (
        REGISTERED if waits and snapshot.taken_in_at and snapshot.status in APPOINTED else snapshot.status
    )
    return {
        "NgayTiepNhan": "" if waits else moment(snapshot.taken_in_at),
        "TrangThaiHoSo": str(status),
    }


def _owner(owner: Party, snapshot: DossierSnapshot) -> dict[str, Any]:
    identity = owner.identity
    kind = IDENTITY_KINDS.get(identity.kind) if identity else None
    return {
        "ChuHoSo": owner.name,
        "LoaiDoiTuong": OWNER_KINDS[owner.kind],
        "MaDoiTuong": snapshot.account_id if snapshot.channel == "online" else "",
        "Email": owner.email,
        "SoDienThoai": owner.phone,
        "DinhDanhCHS": [{"LoaiDinhDanh": kind, "SoDinhDanh": identity.number}] if identity and kind else [],
    }


def _submitted(paper: Paper) -> dict[str, str]:
    return {
        "TepDinhKemId": paper.id,
        "TenTepDinhKem": paper.name,
        "IsDeleted": "False",
        "MaThanhPhanHoSo": paper.component,
        "DuongDanTaiTepTin": paper.url,
        "DuocSoHoa": _flag(paper.digitised),
    }


def _result(paper: Paper) -> dict[str, str]:
    return {
        "GiayToId": paper.id,
        "TenGiayTo": paper.name,
        "MaGiayToKetQua": paper.result_code,
        "DuongDanTepTinKetQua": paper.url,
    }


def _fee(line: Any) -> dict[str, str]:
    return {
        "MaPhiLePhi": line.id,
        "TenPhiLePhi": line.name,
        "Gia": str(line.amount),
        "LoaiPhiLePhi": "1" if line.ledger == "phi" else "2",
    }


def _supplement(one: SupplementRound) -> dict[str, str]:
    return {
        "HoSoBoSungId": one.id,
        "NguoiYeuCauBoSung": one.requested_by,
        "NoiDungBoSung": one.text,
        "NgayBoSung": moment(one.requested_at),
        "NgayTiepNhanBoSung": moment(one.answered_at),
        "TrangThaiBoSung": "True" if one.answered_at else "False",
        "NgayHenTraTruoc": moment(one.due_before),
        "NgayHenTraMoi": moment(one.due_after),
    }


def _flag(value: bool) -> str:
    return "1" if value else "0"
