"""The acknowledgement slip as PDF: one compiler kept for the process against a new one for every letter."""

from __future__ import annotations

from typing import Any

from bench.timing import Comparison, Contender, compare
from motcua.documents import typesetting

SLIP: dict[str, Any] = {
    "code": "H48.10-261123-0001",
    "authority": "Sở Nông nghiệp và Môi trường",
    "competent": "Chi nhánh Văn phòng Đăng ký đất đai số 3",
    "agency": "Văn phòng Đăng ký đất đai",
    "agency_address": "Số 1 Hùng Vương",
    "agency_phone": "0255 382 0000",
    "procedure": {"vi": "Đăng ký biến động quyền sử dụng đất", "en": "Land change registration"},
    "procedure_code": "1.013831",
    "sector": {"vi": "Đất đai", "en": "Land"},
    "case": {"vi": "Chuyển nhượng", "en": "Transfer"},
    "owner": "Nguyễn Thị Hoa",
    "owner_id_kind": "personal_id",
    "owner_id_number": "048190000018",
    "address": "12 Quang Trung",
    "phone": "",
    "email": "",
    "officer": "Trần Văn Nam",
    "written_at": "09:30 23/11/2026",
    "happened_at": "09:30 23/11/2026",
    "pin": "402913",
    "submitted_at": "08:15 23/11/2026",
    "if_taken_in_today": "2026-12-08",
    "documents": [{"name": {"vi": "Giấy chứng nhận", "en": "Certificate"}, "originals": 1, "copies": 0}],
    "fees": [
        {"name": {"vi": "Lệ phí", "en": "Charge"}, "ledger": "le_phi", "amount": 1_250_000, "state": "owed"}
    ],
}


def run() -> Comparison:
    """Both print a PDF, each letter with a code of its own, then they are timed."""
    counter = iter(range(10**9))

    def slip() -> bytes:
        data = SLIP | {"code": f"H48.10-261123-{next(counter):04d}"}
        return typesetting.pdf("acknowledgement", data, "vi")

    def slip_anew() -> bytes:
        typesetting._compiler.cache_clear()
        return slip()

    assert slip().startswith(b"%PDF")
    assert slip_anew().startswith(b"%PDF")
    return compare(
        "An acknowledgement slip printed",
        "letter",
        Contender("compiler kept by the process", slip),
        Contender("new compiler for each letter", slip_anew),
    )
