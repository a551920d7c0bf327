"""Every page of the desk opens for whom it is, in both languages."""

import making
import pytest
from signing import signed_in

PLAIN = ("", "tim/", "tiep-nhan/", "tiep-nhan/9.000001/", "gui-lai/")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_open(office: making.Office, language: str) -> None:
    """The pages of a receiver open in Vietnamese and in English."""
    making.in_process(office)
    client = signed_in(office.receiver)
    for path in PLAIN:
        answer = client.get(f"/{language}/desk/{path}")
        assert answer.status_code == 200, path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_dossier_opens(office: making.Office, language: str) -> None:
    """The page of a dossier shows its parties, fees, papers and dates."""
    dossier = making.in_process(office)
    answer = signed_in(office.specialist).get(f"/{language}/desk/ho-so/{dossier.public_id}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in (dossier.code, "015190000018", "0912345678", "don.pdf", "Nguyễn Thị Thử"):
        assert shown in text
    assert (
        signed_in(office.specialist).get(f"/{language}/desk/ho-so/{dossier.public_id}/dan-cu/").status_code
        == 200
    )
