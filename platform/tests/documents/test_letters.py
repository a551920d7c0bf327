"""Letters: issued once, readable by a screen reader, and never a way to run anything."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from motcua.documents import actions, layouts, reads, typesetting
from motcua.documents.errors import UnknownLetter
from motcua.ground import storage
from motcua.ground.models import StoredFile
from pypdf import PdfReader
from sample_letter import BODIES, LETTER


def words(printed: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages).split())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", layouts.KINDS)
def test_every_letter_prints_as_an_accessible_pdf(kind: str, language: str) -> None:
    """Each letter is a tagged PDF with a title and a language, in Vietnamese and in English."""
    reader = PdfReader(io.BytesIO(typesetting.pdf(kind, LETTER | BODIES[kind], language)))

    assert reader.root_object["/Lang"] == language
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in reader.root_object["/Metadata"].get_object().get_data().decode()
    assert LETTER["code"] in reader.metadata.title


@pytest.mark.django_db
def test_the_slip_carries_the_promised_date_and_the_amounts() -> None:
    """The appointment slip names the day of return and each fee as people write them."""
    text = words(typesetting.pdf("receipt", LETTER | BODIES["receipt"], "vi"))

    assert "08/12/2026" in text
    assert "850.000 đ" in text
    assert "100.000 đ" in text
    assert "10 ngày làm việc" in text


@pytest.mark.django_db
def test_a_name_is_printed_as_it_stands() -> None:
    """A name that looks like typesetting code is printed letter for letter and runs nothing."""
    name = 'Nguyễn #eval("1+1") *Hoa* $x^2$ #read("/etc/passwd")'

    text = words(typesetting.pdf("receipt", LETTER | BODIES["receipt"] | {"owner": name}, "vi"))

    assert 'Nguyễn #eval("1+1") *Hoa* $x^2$ #read("/etc/passwd")' in text


@pytest.mark.django_db
def test_a_letter_without_template_is_refused_by_name() -> None:
    """Asking for a kind of letter nobody designed says which kind it was."""
    with pytest.raises(UnknownLetter, match="love_letter"):
        typesetting.pdf("love_letter", LETTER, "vi")


@pytest.mark.django_db
def test_a_letter_is_issued_once() -> None:
    """Asking twice gives the first paper again, byte for byte, even when the data has changed since."""
    first = actions.issue("refusal", about="d1", data=LETTER | BODIES["refusal"], language="vi", number=3)
    later = LETTER | BODIES["refusal"] | {"reason": "Lý do khác"}

    again = actions.issue("refusal", about="d1", data=later, language="vi", number=3)

    assert again.pk == first.pk
    assert [letter.sha256 for letter in reads.letters("d1")] == [first.sha256]


def _on_disk() -> set[str]:
    folder = Path(storage.store().path("."))
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


@pytest.mark.commits
def test_two_printers_at_once_issue_one_letter(committed_db: object) -> None:
    """Two officers who print the same slip in the same second hold the same paper; the spare print is swept one day."""
    before = _on_disk()

    def print_it(_: int) -> int:
        try:
            data = LETTER | BODIES["receipt"]
            return actions.issue("receipt", about="d2", data=data, language="vi", number=2).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as printers:
        issued = set(printers.map(print_it, range(8)))

    assert len(issued) == 1
    assert _on_disk() - before <= set(StoredFile.objects.values_list("location", flat=True))
