"""Finding procedures, taking documents in and giving them out, the preview and the review over HTTP."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from catalog.actions import export_document, import_document, start_procedure, submit_for_review
from catalog.errors import ImpossibleChange, NotAllowed
from catalog.models import Procedure, ProcedureVersion, Sector
from catalog.normalise import search_key
from catalog.registry import clock
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from plain_browser import questions

from catalog import demo, reads

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parents[1] / "procedures"


@pytest.fixture
def catalogue(editor: Any, approver: Any) -> None:
    """All seed procedures, published."""
    demo.load(editor, approver)


@pytest.mark.parametrize("text", ["chung thuc", "Chứng thực", "CHUNG  THUC ban sao", "2.000815", "sao y"])
def test_a_search_without_diacritics_finds(catalogue: None, text: str) -> None:
    """Somebody who types without diacritics finds "Chứng thực bản sao"."""
    assert "2.000815" in [one.code for one in reads.search(text)]


@pytest.mark.parametrize(
    ("text", "folded"), [("Đất ĐAI", "dat dai"), ("Hòa – hoà", "hoa – hoa"), ("Ưu  tiên", "uu tien")]
)
def test_words_are_folded(text: str, folded: str) -> None:
    """Diacritics, đ and capitals do not matter, nor do double spaces."""
    assert search_key(text) == folded


def test_search_narrows_by_sector_and_level(catalogue: None) -> None:
    """A sector and a level narrow the search; an unknown sector finds nothing."""
    assert {one.sector_code for one in reads.search(sector="dat_dai")} == {"dat_dai"}
    assert reads.search("chung thuc", sector="dat_dai") == []
    assert all("commune" in one.levels for one in reads.search(level="commune"))


def test_every_question_is_one_query(catalogue: None) -> None:
    """The number of queries does not grow with the number of procedures."""
    day = clock.today()
    for question in (
        lambda: reads.search("thu tuc"),
        lambda: reads.sectors(day),
        lambda: reads.upcoming(day),
        lambda: reads.version_in_force("2.000815", day),
        lambda: reads.versions("2.000815"),
    ):
        with CaptureQueriesContext(connection) as asked:
            question()
        assert questions(asked) == 1, [one["sql"][:90] for one in asked]


def test_a_changed_code_follows_the_day(catalogue: None, editor: Any, approver: Any) -> None:
    """When a procedure gets another national code, each code answers on its own days only."""
    from catalog.actions import change_definition, publish_version

    draft = Procedure.objects.get(code="2.000815")
    day = clock.today() + timedelta(days=5)
    for at, value in (("/in_force/from", day.isoformat()), ("/code", "2.999999")):
        operation = {"op": "set", "at": at, "value": value, "base": draft.definition_hash}
        draft = change_definition(draft, operation, editor).procedure
    publish_version(draft, editor, approver)
    assert reads.version_in_force("2.000815", day - timedelta(days=1)).number == 1
    assert reads.version_in_force("2.999999", day - timedelta(days=1)) is None
    assert reads.version_in_force("2.000815", day) is None
    assert reads.version_in_force("2.999999", day).number == 2


def test_the_demonstration_is_loaded_once(catalogue: None, editor: Any, approver: Any) -> None:
    """Loading the demonstration again publishes nothing again."""
    before = ProcedureVersion.objects.count()
    demo.load(editor, approver)
    assert ProcedureVersion.objects.count() == before == len(list(SEED.glob("*.json")))


def test_export_and_import_keep_the_hash(draft: Any, editor: Any) -> None:
    """A document given out and taken in again is the same content."""
    file = export_document(draft, editor)
    again = import_document(file, editor)
    assert again.unchanged and again.procedure.definition_hash == draft.definition_hash
    Procedure.objects.filter(pk=draft.pk).delete()
    fresh = import_document(file, editor)
    assert fresh.procedure.definition_hash == draft.definition_hash
    assert export_document(fresh.procedure, editor) == file


def test_a_dry_run_only_tells(draft: Any, editor: Any, document: dict[str, Any]) -> None:
    """A dry run lists what would change and changes nothing."""
    document["fees"][0]["cap"] = 300000
    told = import_document(document, editor, dry_run=True)
    assert [change.pointer for change in told.changes] == ["/fees/certification/cap"]
    draft.refresh_from_db()
    assert draft.definition["fees"][0]["cap"] == 200000


@pytest.mark.parametrize(
    "text", [b"", b"{", b'{"format": "motcua.procedure/1"}', b'{"a": NaN}', b"[1]", b"\xff\xfe"]
)
def test_a_file_that_is_no_procedure_is_refused(editor: Any, text: bytes) -> None:
    """A file that is not a procedure document is refused with reasons, and nothing is stored."""
    with pytest.raises(ImpossibleChange) as refusal:
        import_document(text, editor)
    assert refusal.value.problems
    assert not Procedure.objects.exists()


def test_importing_needs_the_right(approver: Any, document: dict[str, Any]) -> None:
    """Who may not write procedures cannot import one."""
    with pytest.raises(NotAllowed):
        import_document(document, approver)


def test_a_new_procedure_begins_with_what_it_needs(editor: Any) -> None:
    """A new procedure has a page, a case, a time limit and steps, and the check lists what is missing."""
    sector = Sector.objects.create(code="dat_dai", name_vi="Đất đai")
    made = start_procedure(key="new_one", code="9.000001", name_vi="Thủ tục mới", sector=sector, by=editor)
    assert made.code == "9.000001"
    assert made.definition["form"]["pages"]


@pytest.fixture
def signed_in(client: Any, editor: Any) -> Any:
    """The editor's browser."""
    client.force_login(editor)
    return client


def test_the_preview_is_the_real_form(signed_in: Any, draft: Any) -> None:
    """The preview draws the form with the theme's own macros, judges answers and goes on."""
    url = reverse("catalog_editor:frame", args=[draft.pk])
    page = signed_in.get(url).content.decode()
    assert "<procedure-form" in page and 'name="requester_name"' in page and "js/procedure-form" in page
    assert "js/procedure-form" not in signed_in.get(url, {"live": "0"}).content.decode()
    refused = signed_in.post(url, {"page": "requester", "go": "on", "requester_name": ""}).content.decode()
    assert "problem-summary" in refused


def test_the_preview_works_out_fee_and_date(signed_in: Any, draft: Any) -> None:
    """With answers given, the preview shows what it would cost, and a try becomes a scenario that passes."""
    frame = reverse("catalog_editor:frame", args=[draft.pk])
    answers = {
        "page": "paper",
        "go": "stay",
        "paper_title": "Bằng",
        "paper_kind": "issued",
        "pages": "3",
        "copies": "4",
    }
    signed_in.post(frame, answers)
    page = signed_in.get(reverse("catalog_editor:panel", args=[draft.pk, "preview"])).content.decode()
    assert "20.000 đ" in page
    signed_in.post(reverse("catalog_editor:keep", args=[draft.pk]), {"title.vi": "Ba trang, bốn bản"})
    draft.refresh_from_db()
    kept = draft.definition["scenarios"][-1]
    assert kept["expect"]["total"] == 20000
    from catalog.judging import problems_of

    assert [
        one.message for one in problems_of(draft.definition, draft.definition_hash) if one.severity == "error"
    ] == []


def test_the_whole_review_over_http(client: Any, draft: Any, editor: Any, approver: Any) -> None:
    """The editor submits, cannot approve; the approver returns it, then approves; citizens have version 1."""
    review = reverse("catalog_editor:review", args=[draft.pk])
    client.force_login(editor)
    client.post(review, {"act": "submit", "comment": "Sửa theo thông tư mới"})
    client.post(review, {"act": "approve"})
    assert reads.versions(draft.code) == []
    client.force_login(approver)
    client.post(review, {"act": "return", "comment": "Sửa mức phí"})
    client.force_login(editor)
    page = client.get(reverse("catalog_editor:edit", args=[draft.pk])).content.decode()
    assert "Sửa mức phí" in page
    client.post(review, {"act": "submit", "comment": "Sửa theo thông tư mới"})
    client.force_login(approver)
    client.post(review, {"act": "approve", "comment": "Đồng ý"})
    assert [one.number for one in reads.versions(draft.code)] == [1]


def test_a_file_is_imported_over_http(signed_in: Any) -> None:
    """A document is looked at first and imported second."""
    content = (SEED / "certified_copies.json").read_bytes()
    url = reverse("catalog_editor:import")
    look = signed_in.post(url, {"act": "look", "document": SimpleUploadedFile("a.json", content)})
    assert look.status_code == 200 and not Procedure.objects.exists()
    done = signed_in.post(url, {"act": "import", "document": SimpleUploadedFile("a.json", content)})
    assert done.status_code == 302 and Procedure.objects.get().code == "2.000815"


def test_the_lists_of_the_admin_open(signed_in: Any, draft: Any) -> None:
    """The home page, the lists and the forms of the catalogue open for an editor."""
    for name in (
        "wagtailadmin_home",
        "catalog_procedures:list",
        "catalog_sectors:list",
        "catalog_editor:new",
    ):
        assert signed_in.get(reverse(name)).status_code == 200, name
    listed = signed_in.get(reverse("catalog_procedures:list"), {"q": "chung thuc"}).content.decode()
    assert "2.000815" in listed
    edit = signed_in.get(reverse("catalog_procedures:edit", args=[draft.pk]))
    assert edit["Location"] == reverse("catalog_editor:edit", args=[draft.pk])


def test_json_of_the_seed_is_what_the_procedures_hold(catalogue: None) -> None:
    """What was published is exactly the seed file."""
    wanted = json.loads((SEED / "certified_copies.json").read_text(encoding="utf-8"))
    assert reads.version_in_force("2.000815", clock.today()).document == wanted


@pytest.mark.parametrize("name", ["wagtailadmin_home", "catalog_procedures:list"])
def test_a_list_asks_the_same_for_few_procedures_and_for_many(
    client: Any, document: dict[str, Any], editor: Any, name: str
) -> None:
    """What waits for approval is found in one question, however many procedures there are."""
    client.force_login(editor)
    first = import_document({**document, "id": "copy_0", "code": "9.0"}, editor)
    for n in range(1, 4):
        import_document({**document, "id": f"copy_{n}", "code": f"9.{n}"}, editor)
    submit_for_review(first.procedure, editor, "Bản đầu tiên")
    page = client.get(reverse(name)).content.decode()
    assert page.lower().count("chờ phê duyệt") == 1
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))
    for n in range(4, 9):
        import_document({**document, "id": f"copy_{n}", "code": f"9.{n}"}, editor)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(name))
    assert len(many) == len(few)
    assert not [one["sql"] for one in many if '"definition"' in one["sql"]]


@pytest.mark.parametrize("code", ["Đất đai", "dat-dai", "1dat", "DAT_DAI"])
def test_a_sector_gets_a_code_that_procedures_can_name(code: str) -> None:
    """A code no document could hold is refused where it is typed, not when a procedure is begun with it."""
    with pytest.raises(ValidationError) as refusal:
        Sector(code=code, name_vi="Đất đai").full_clean()
    assert list(refusal.value.message_dict) == ["code"]


def test_the_code_of_a_sector_stays(db: None) -> None:
    """Procedures name their sector by its code, so only its names can be changed."""
    sector = Sector.objects.create(code="ho_tich", name_vi="Hộ tịch")
    sector.name_vi = "Hộ tịch và quốc tịch"
    sector.full_clean()
    sector.code = "quoc_tich"
    with pytest.raises(ValidationError) as refusal:
        sector.full_clean()
    assert "ho_tich" in refusal.value.message_dict["code"][0]
