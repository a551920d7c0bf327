"""The data of one letter of each kind, shared by all tests of letters; nobody in it exists.

Each value stands in no other field, so that on paper a field cannot hide behind another one.
"""

from typing import Any

LETTER: dict[str, Any] = {
    "code": "H48.10-261123-0001",
    "authority": "Sở Nông nghiệp và Môi trường",
    "agency": "Trung tâm Phục vụ hành chính công",
    "agency_address": "Số 1 Hùng Vương",
    "agency_phone": "0255 382 0000",
    "competent": "Chi nhánh Văn phòng Đăng ký đất đai số 3",
    "procedure": {"vi": "Đăng ký biến động quyền sử dụng đất", "en": "Land change registration"},
    "procedure_code": "1.013831",
    "sector": {"vi": "Lĩnh vực đất đai", "en": "Land sector"},
    "case": {"vi": "Chuyển nhượng một phần", "en": "Transfer of a part"},
    "owner": "Nguyễn Thị Hoa",
    "owner_id_kind": "personal_id",
    "owner_id_number": "048190000018",
    "address": "12 Quang Trung",
    "phone": "0912 345 678",
    "email": "hoa@example.vn",
    "officer": "Trần Văn Nam",
    "written_at": "09:30 23/11/2026",
    "reason": "Bản vẽ thiếu trang 2",
    "ground": "Điều 22 khoản 3",
}
PAPERS = [
    {"name": {"vi": "Giấy chứng nhận đã cấp", "en": "Certificate"}, "originals": 1, "copies": 0},
    {"name": {"vi": "Hợp đồng chuyển nhượng", "en": "Contract"}, "originals": 0, "copies": 3},
]
FEES = [
    {"name": {"vi": "Phí thẩm định", "en": "Fee"}, "ledger": "phi", "amount": 850_000, "state": "owed"},
    {
        "name": {"vi": "Lệ phí cấp giấy", "en": "Charge"},
        "ledger": "le_phi",
        "amount": 100_000,
        "state": "paid",
    },
]
BODIES: dict[str, dict[str, Any]] = {
    "acknowledgement": {
        "pin": "402913",
        "submitted_at": "08:15 23/11/2026",
        "if_taken_in_today": "2026-12-08",
        "documents": PAPERS,
        "fees": FEES,
    },
    "receipt": {
        "pin": "402913",
        "submitted_by": "Lê Văn Tùng",
        "documents": PAPERS,
        "sets": 2,
        "legal_time": [{"vi": "10 ngày làm việc", "en": "10 working days"}],
        "received_at": "09:15 23/11/2026",
        "return_on": "2026-12-08",
        "return_at": None,
        "return_place": "Quầy số 4",
        "provisional": False,
        "fees": FEES,
    },
    "supplement": {
        "round": 1,
        "items": [
            {"name": PAPERS[0]["name"], "reason": "Bản vẽ thiếu trang 2"},
            {"name": PAPERS[1]["name"], "reason": "Chưa công chứng"},
        ],
        "until": "2026-12-24",
    },
    "refusal": {"of": "intake"},
    "apology": {
        "received_at": "09:15 09/11/2026",
        "old_date": "2026-11-25",
        "new_date": "2026-11-30",
        "overdue": False,
        "late": False,
    },
    "stop": {"stopped_on": "2026-11-20", "returned": PAPERS},
}
