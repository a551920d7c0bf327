"""Letters: issued once, readable by a screen reader, and never a way to run anything."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from bench import letters as timed
from django.db import connection
from motcua.documents import actions, layouts, reads, typesetting
from motcua.documents.errors import UnknownLetter
from pypdf import PdfReader

COMMON = {
    "code": "H48.10-261123-0001",
    "authority": "Sở Nông nghiệp và Môi trường",
    "agency": "Văn phòng Đăng ký đất đai",
    "agency_address": "Số 1 Hùng Vương",
    "agency_phone": "0255 382 0000",
    "procedure": {"vi": "Đăng ký biến động quyền sử dụng đất", "en": "Land change registration"},
    "procedure_code": "1.013831",
    "sector": {"vi": "Đất đai", "en": "Land"},
    "case": {"vi": "Chuyển nhượng", "en": "Transfer"},
    "competent": "Chi nhánh Văn phòng Đăng ký đất đai số 3",
    "owner": "Nguyễn Thị Hoa",
    "owner_id_kind": "personal_id",
    "owner_id_number": "048190000018",
    "address": "12 Quang Trung",
    "phone": "0912 345 678",
    "email": "hoa@example.vn",
    "officer": "Trần Văn Nam",
    "written_at": "09:30 23/11/2026",
}
PAPERS = [{"name": {"vi": "Giấy chứng nhận", "en": "Certificate"}, "originals": 1, "copies": 0}]
FEES = [{"name": {"vi": "Lệ phí", "en": "Charge"}, "ledger": "le_phi", "amount": 1_250_000, "state": "owed"}]
BODIES = {
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
        "sets": 1,
        "legal_time": [{"vi": "10 ngày làm việc", "en": "10 working days"}],
        "received_at": "09:30 23/11/2026",
        "return_on": "2026-12-08",
        "return_at": None,
        "return_place": "Văn phòng Đăng ký đất đai",
        "provisional": False,
        "fees": FEES,
    },
    "supplement": {
        "round": 1,
        "items": [{"name": PAPERS[0]["name"], "reason": "Thiếu trang 2"}],
        "reason": "Thiếu trang 2",
        "until": "2026-12-24",
    },
    "refusal": {"of": "intake", "reason": "Không đúng nơi nhận", "ground": "Nghị định 61/2018/NĐ-CP"},
    "apology": {
        "received_at": "09:30 09/11/2026",
        "old_date": "2026-11-23",
        "new_date": "2026-11-30",
        "overdue": False,
        "late": False,
        "reason": "Phải đo lại thửa đất",
        "ground": "",
    },
    "stop": {
        "stopped_on": "2026-11-20",
        "reason": "Theo yêu cầu",
        "ground": "Điều 22 Luật Đất đai",
        "returned": PAPERS,
    },
}


def words(printed: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages).split())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", layouts.KINDS)
def test_every_letter_prints_as_an_accessible_pdf(kind: str, language: str) -> None:
    """Each letter is a tagged PDF with a title and a language, in Vietnamese and in English."""
    reader = PdfReader(io.BytesIO(typesetting.pdf(kind, COMMON | BODIES[kind], language)))

    assert reader.root_object["/Lang"] == language
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in reader.root_object["/Metadata"].get_object().get_data().decode()
    assert COMMON["code"] in reader.metadata.title


@pytest.mark.django_db
def test_the_slip_carries_the_promised_date_and_the_amounts() -> None:
    """The appointment slip names the day of return and each fee as people write them."""
    text = words(typesetting.pdf("receipt", COMMON | BODIES["receipt"], "vi"))

    assert "08/12/2026" in text
    assert "1.250.000 đ" in text
    assert "10 ngày làm việc" in text


@pytest.mark.django_db
def test_a_name_is_printed_as_it_stands() -> None:
    """A name that looks like typesetting code is printed letter for letter and runs nothing."""
    name = 'Nguyễn #eval("1+1") *Hoa* $x^2$ #read("/etc/passwd")'

    text = words(typesetting.pdf("receipt", COMMON | BODIES["receipt"] | {"owner": name}, "vi"))

    assert 'Nguyễn #eval("1+1") *Hoa* $x^2$ #read("/etc/passwd")' in text


@pytest.mark.django_db
def test_a_letter_without_template_is_refused_by_name() -> None:
    """Asking for a kind of letter nobody designed says which kind it was."""
    with pytest.raises(UnknownLetter, match="love_letter"):
        typesetting.pdf("love_letter", COMMON, "vi")


@pytest.mark.django_db
def test_a_letter_is_issued_once() -> None:
    """Asking twice gives the first paper again, byte for byte, even when the data has changed since."""
    first = actions.issue("refusal", about="d1", data=COMMON | BODIES["refusal"], language="vi", number=3)
    later = COMMON | BODIES["refusal"] | {"reason": "Lý do khác"}

    again = actions.issue("refusal", about="d1", data=later, language="vi", number=3)

    assert again.pk == first.pk
    assert [letter.sha256 for letter in reads.letters("d1")] == [first.sha256]


@pytest.mark.commits
def test_two_printers_at_once_issue_one_letter(committed_db: object) -> None:
    """Two officers who print the same slip in the same second hold the same paper."""

    def print_it(_: int) -> int:
        try:
            data = COMMON | BODIES["receipt"]
            return actions.issue("receipt", about="d2", data=data, language="vi", number=2).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as printers:
        issued = set(printers.map(print_it, range(8)))

    assert len(issued) == 1


def test_the_slip_whose_printing_is_timed_is_a_whole_one(db: None) -> None:
    """The slip of the benchmark has every value that the theme's letter asks for."""
    assert typesetting.pdf("acknowledgement", timed.SLIP, "vi").startswith(b"%PDF")
