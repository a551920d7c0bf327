"""What the printed papers must hold: the fields of Circular 03/2025/TT-VPCP, letter by letter.

The table is written from the field lists of the printed papers, not from our templates. Each value is one that stands
in no other field, so that a field cannot hide behind another one.
"""

import io
from typing import Any

import pytest
from motcua.documents import typesetting
from pypdf import PdfReader
from sample_letter import BODIES, LETTER, PAPERS

MOTTO = {"national name": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập – Tự do – Hạnh phúc"}
IDENTITY = {
    "authority": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "unit": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "date": "23/11/2026",
    "addressee": "Kính gửi: Nguyễn Thị Hoa",
    "dossier code": "Mã hồ sơ: H48.10-261123-0001",
    "applicant": "Chủ hồ sơ: Nguyễn Thị Hoa",
    "identity paper": "Số định danh cá nhân: 048190000018",
    "address": "Địa chỉ: 12 Quang Trung",
    "telephone": "0912 345 678",
    "e-mail": "hoa@example.vn",
    "procedure": "Đăng ký biến động quyền sử dụng đất",
    "sector": "Lĩnh vực: Lĩnh vực đất đai",
}
SIGNED = {"officer": "Trần Văn Nam", "signature": "(Ký và ghi rõ họ tên)"}
CONTACT = {"ask-to-contact line": "xin liên hệ", "telephone of the unit": "0255 382 0000"}
REQUIRED: dict[str, dict[str, str]] = {
    "receipt": MOTTO
    | SIGNED
    | {
        "authority": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "centre": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "number": "Số: H48.10-261123-0001/TNHS",
        "dossier code": "Mã hồ sơ: H48.10-261123-0001",
        "receiving unit": "Nơi tiếp nhận: Trung tâm Phục vụ hành chính công",
        "submitted by": "Người nộp: Lê Văn Tùng",
        "owner": "Chủ hồ sơ: Nguyễn Thị Hoa",
        "address": "Địa chỉ: 12 Quang Trung",
        "telephone": "Số điện thoại: 0912 345 678",
        "e-mail": "Thư điện tử: hoa@example.vn",
        "content requested": "Nội dung yêu cầu giải quyết: Đăng ký biến động quyền sử dụng đất",
        "1 papers": "1 Giấy chứng nhận đã cấp 1 0",
        "1 second paper": "2 Hợp đồng chuyển nhượng 0 3",
        "2 sets": "Số lượng hồ sơ: 2 bộ",
        "3 legal time": "Thời gian giải quyết theo quy định: 10 ngày làm việc",
        "4 received at": "Thời gian nhận hồ sơ: 09:15 23/11/2026",
        "5 return at": "Thời gian trả kết quả: 08/12/2026, trong giờ làm việc",
        "6 place of return": "Nơi trả kết quả: Quầy số 4",
        "6 way of return": "Hình thức trả kết quả: trực tiếp qua bưu chính trực tuyến",
        "7 fee": "Phí thẩm định Phí Chưa nộp 850.000 đ",
        "7 charge": "Lệ phí cấp giấy Lệ phí Đã nộp 100.000 đ",
        "7 total": "Tổng cộng 950.000 đ",
        "register": "Vào Sổ theo dõi hồ sơ: quyển số: ……………… số thứ tự: ………………",
        "submitter signs": "Người nộp hồ sơ",
        "receiver signs": "Người tiếp nhận hồ sơ",
        "digital signature": "Chữ ký số của cơ quan",
    },
    "supplement": MOTTO
    | IDENTITY
    | SIGNED
    | CONTACT
    | {
        "number": "H48.10-261123-0001/BS",
        "case": "Trường hợp: Chuyển nhượng một phần",
        "first item with its reason": "1 Giấy chứng nhận đã cấp Bản vẽ thiếu trang 2",
        "second item with its reason": "2 Hợp đồng chuyển nhượng Chưa công chứng",
        "last day": "Bổ sung chậm nhất ngày: 24/12/2026",
    },
    "refusal": MOTTO
    | IDENTITY
    | SIGNED
    | {
        "number": "H48.10-261123-0001/TC",
        "reason": "Lý do: Bản vẽ thiếu trang 2",
        "legal ground": "Căn cứ: Điều 22 khoản 3",
    },
    "apology": MOTTO
    | SIGNED
    | {
        "addressee": "Kính gửi: Nguyễn Thị Hoa",
        "procedure": "Đăng ký biến động quyền sử dụng đất",
        "dossier code": "Mã hồ sơ: H48.10-261123-0001",
        "slip": "H48.10-261123-0001/TNHS",
        "received": "Ngày tiếp nhận hồ sơ: 09:15 09/11/2026",
        "old date": "Ngày đã hẹn trả kết quả: 25/11/2026",
        "new date": "Ngày hẹn trả kết quả mới: 30/11/2026",
        "unit": "Chi nhánh Văn phòng Đăng ký đất đai số 3",
        "reason": "Lý do: Bản vẽ thiếu trang 2",
    },
    "stop": MOTTO
    | IDENTITY
    | SIGNED
    | CONTACT
    | {
        "number": "H48.10-261123-0001/DG",
        "reason": "Lý do: Bản vẽ thiếu trang 2",
        "legal ground": "Căn cứ: Điều 22 khoản 3",
        "date of stop": "Ngày dừng giải quyết: 20/11/2026",
        "what is returned": "1 Giấy chứng nhận đã cấp 1 0",
    },
}
ROWS = [(kind, field) for kind, fields in REQUIRED.items() for field in fields]


def _read(kind: str, **changes: Any) -> PdfReader:
    return PdfReader(io.BytesIO(typesetting.pdf(kind, LETTER | BODIES[kind] | changes, "vi")))


def _words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "field"), ROWS, ids=[f"{kind}: {field}" for kind, field in ROWS])
def test_each_letter_holds_each_field_of_the_circular(kind: str, field: str) -> None:
    """Nobody has to write by hand, or ask for, what the circular wants on the paper."""
    assert REQUIRED[kind][field] in _words(_read(kind))


@pytest.mark.django_db
def test_an_apology_before_the_day_does_not_speak_of_a_day_missed() -> None:
    """Until the promised day has passed the letter announces a delay; only then it owns up to one."""
    before, after = _words(_read("apology")), _words(_read("apology", overdue=True))

    assert "sẽ không kịp giải quyết xong" in before
    assert "gia hạn thời gian giải quyết" in before
    assert "quá ngày hẹn" not in before
    assert "đã quá ngày hẹn mà chưa giải quyết xong" in after
    assert "sẽ không kịp" not in after


@pytest.mark.django_db
@pytest.mark.parametrize(("papers", "pages"), [(1, 1), (6, 1), (8, 1)])
def test_a_usual_slip_is_one_sheet(papers: int, pages: int) -> None:
    """A slip with up to eight papers and two fees fits one page of A4, signatures included."""
    reader = _read("receipt", documents=(PAPERS * 4)[:papers])

    assert len(reader.pages) == pages
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]


@pytest.mark.django_db
@pytest.mark.parametrize("papers", range(9, 40))
def test_nobody_signs_an_empty_sheet(papers: int) -> None:
    """However many papers there are, the signatures stand under words of the slip, never alone."""
    last = _read("receipt", documents=(PAPERS * 20)[:papers]).pages[-1].extract_text()

    assert "Người nộp hồ sơ" in last
    assert "Mã PIN để tra cứu" in last
    assert "Vào Sổ theo dõi hồ sơ" in last


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [2, 12, 40])
def test_one_reason_for_everything_is_read_once(asked: int) -> None:
    """Where one reason stands for all that is asked it is printed once, and every thing asked for is still named."""
    names = [{"vi": f"Giấy tờ thứ {number}.", "en": ""} for number in range(1, asked + 1)]
    items = [{"name": name, "reason": "Chưa có chứng thực"} for name in names]
    printed = _words(_read("supplement", items=items))

    assert printed.count("Chưa có chứng thực") == 1
    assert [name["vi"] for name in names if name["vi"] not in printed] == []
