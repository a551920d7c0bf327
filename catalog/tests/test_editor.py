"""The editor over HTTP: every control is a plain form that makes one operation."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catalog.actions import import_document
from catalog.editor.acts import operations
from catalog.editor.ops import part_at
from catalog.editor.panels import PANELS
from catalog.editor.words import FIELD_TYPES
from catalog.models import DefinitionChange
from django.http import QueryDict
from django.urls import reverse
from lxml import html

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parents[1] / "procedures"
FRAGMENT = {"HTTP_X_EDITOR": "fragment"}


@pytest.fixture
def signed_in(client: Any, editor: Any) -> Any:
    """The editor's browser."""
    client.force_login(editor)
    return client


def post(client: Any, draft: Any, panel: str, **posted: Any) -> Any:
    """One change on the draft as it stands, as the script sends it."""
    draft.refresh_from_db()
    data = {"panel": panel, "open": "", "base": draft.definition_hash, "act": "set", **posted}
    return client.post(reverse("catalog_editor:change", args=[draft.pk]), data, **FRAGMENT)


def value(draft: Any, at: str) -> Any:
    """What stands at an address now."""
    draft.refresh_from_db()
    return part_at(draft.definition, at)


CHANGES = [
    ("general", "/name", {"v.vi": "Chứng thực", "v.en": "Certify"}, {"vi": "Chứng thực", "en": "Certify"}),
    ("general", "/in_force/from", {"v": "2027-01-01"}, "2027-01-01"),
    ("general", "/in_force/to", {"v": "2031-12-31"}, "2031-12-31"),
    ("general", "/channels", {"v": ["direct"]}, ["direct"]),
    ("general", "/keywords", {"v": "sao y\nbản sao\n"}, ["sao y", "bản sao"]),
    ("general", "/decision/number", {"v": "1234/QĐ-UBND"}, "1234/QĐ-UBND"),
    ("general", "/cases/more_time/note", {"v.vi": "Ghi chú"}, {"vi": "Ghi chú"}),
    ("general", "/personal_data/retention/years", {"v": "20"}, 20),
    ("form", "/form/fields/pages/x-field/label", {"v.vi": "Số trang"}, {"vi": "Số trang"}),
    ("form", "/form/fields/pages/x-field/help", {"v.vi": "Một mặt", "v.en": ""}, {"vi": "Một mặt"}),
    ("form", "/form/fields/pages/x-field/required", {"v": "never"}, False),
    ("form", "/form/fields/pages/maximum", {"v": "500"}, 500),
    ("form", "/form/fields/pages/x-field/type", {"v": "money"}, "money"),
    ("form", "/form/fields/pages/x-field/sensitivity", {"v": "basic"}, "basic"),
    ("form", "/form/fields/pages/x-field/purpose", {"v.vi": "Tính phí"}, {"vi": "Tính phí"}),
    ("form", "/form/pages/paper/title", {"v.vi": "Giấy tờ"}, {"vi": "Giấy tờ"}),
    ("fees", "/fees/certification/cap", {"v": "300.000"}, 300000),
    ("fees", "/fees/certification/ledger", {"v": "le_phi"}, "le_phi"),
    ("fees", "/fees/certification/amount", {"v": "fixed"}, {"fixed": 0}),
    ("fees", "/fees/certification/applies/channel", {"v": ["online"]}, ["online"]),
    ("fees", "/fees/certification/from", {"v": "2027-01-01"}, "2027-01-01"),
    ("fees", "/fees/certification/round", {"v.to": "1000", "v.mode": "up"}, {"to": 1000, "mode": "up"}),
    ("deadlines", "/deadlines/same_day/legs/certify/amount", {"v": "2,5"}, "2.5"),
    ("deadlines", "/deadlines/same_day/legs/certify/unit", {"v": "month"}, "month"),
    ("deadlines", "/deadlines/same_day/legs/certify/by", {"v": "receiving"}, "receiving"),
    ("deadlines", "/deadlines/same_day/late_cutoff", {"v.time": "", "v.effect": ""}, None),
    ("deadlines", "/deadlines/same_day/extension/max", {"v": "2"}, 2),
    ("deadlines", "/deadlines/same_day/modifiers/many_pages/add", {"v": "3"}, 3),
    ("steps", "/steps/certify/role", {"v": "specialist"}, "specialist"),
    ("steps", "/steps/certify/actions", {"v": ["extend"]}, ["extend"]),
    ("steps", "/steps/receive/next", {"v": ["certify", "return"]}, [{"to": "certify"}, {"to": "return"}]),
    (
        "steps",
        "/steps/receive/share",
        {"v.amount": "1", "v.unit": "half_day"},
        {"amount": 1, "unit": "half_day"},
    ),
    ("notices", "/notices/extended/sms", {"v.vi": "Gia hạn"}, {"vi": "Gia hạn"}),
    ("notices", "/letters/stop/extra", {"v.vi": "Lý do"}, {"vi": "Lý do"}),
]


@pytest.mark.parametrize(("panel", "at", "posted", "wanted"), CHANGES, ids=[row[1] for row in CHANGES])
def test_a_control_changes_exactly_its_part(
    signed_in: Any, draft: Any, panel: str, at: str, posted: dict[str, Any], wanted: Any
) -> None:
    """What is typed into a control stands in the procedure, and the change is in the log."""
    answer = post(signed_in, draft, panel, at=at, **posted)
    assert answer.status_code == 200, answer.content.decode()
    found = value(draft, at)
    assert (found or None) == (wanted or None) if not isinstance(wanted, bool | int) else found == wanted
    assert DefinitionChange.objects.filter(procedure=draft).count() == 2


def test_a_box_is_marked_as_the_declaration(signed_in: Any, draft: Any) -> None:
    """A box to tick can be the declaration of the form; a question of another type is none any more."""
    at = "/form/fields/altered/x-field"
    assert post(signed_in, draft, "form", at=f"{at}/type", v="tick").status_code == 200
    assert post(signed_in, draft, "form", at=f"{at}/declaration", v="on").status_code == 200
    assert value(draft, f"{at}/declaration") is True
    assert post(signed_in, draft, "form", at=f"{at}/type", v="yes_no").status_code == 200
    assert "declaration" not in value(draft, at)


def test_choices_of_a_question_and_its_enum_stay_equal(signed_in: Any, draft: Any) -> None:
    """Adding a choice changes what people read and what is accepted together."""
    at = "/form/fields/paper_kind"
    choices = value(draft, f"{at}/x-field/choices")
    posted: dict[str, Any] = {"v.rows": str(len(choices)), "more": "1"}
    for number, one in enumerate(choices):
        posted |= {f"v.{number}.value": one["value"], f"v.{number}.label.vi": one["label"]["vi"]}
    assert post(signed_in, draft, "form", at=f"{at}/x-field/choices", **posted).status_code == 200
    values = [one["value"] for one in value(draft, f"{at}/x-field/choices")]
    assert values == [one["value"] for one in choices] + ["new"] == value(draft, f"{at}/enum")


def test_tiers_are_edited_as_rows(signed_in: Any, draft: Any) -> None:
    """The tiers of a fee are rows; a row can be added and one removed."""
    at = "/fees/certification/amount/tiers/steps"
    rows = {"v.rows": "2", "v.0.from": "1", "v.0.each": "2000", "v.1.from": "3", "v.1.each": "1000"}
    assert post(signed_in, draft, "fees", at=at, **{**rows, "v.1.each": "1500"}).status_code == 200
    assert value(draft, at) == [{"from": 1, "each": 2000}, {"from": 3, "each": 1500}]
    assert post(signed_in, draft, "fees", at=at, **rows, drop="0").status_code == 200
    assert value(draft, at) == [{"from": 3, "each": 1000}]


def test_a_question_is_added_moved_to_another_page_and_removed(signed_in: Any, draft: Any) -> None:
    """A question can be added to a page, moved up and to another page, and removed altogether."""
    page = "/form/pages/requester"
    new = {"label.vi": "Nghề nghiệp", "label.en": "Occupation", "type": "text"}
    assert post(signed_in, draft, "form", act="add_field", at=page, **new).status_code == 200
    assert value(draft, "/form/fields/occupation")["x-field"]["type"] == "text"
    assert value(draft, f"{page}/items")[-1] == {"field": "occupation"}
    assert post(signed_in, draft, "form", act="up", at=f"{page}/items/occupation").status_code == 200
    assert value(draft, f"{page}/items")[-2] == {"field": "occupation"}
    moved = post(signed_in, draft, "form", act="to_page", at=f"{page}/items/occupation", page="paper")
    assert moved.status_code == 200
    assert value(draft, "/form/pages/paper/items")[-1] == {"field": "occupation"}
    gone = post(signed_in, draft, "form", act="remove_item", at="/form/pages/paper/items/occupation")
    assert gone.status_code == 200
    assert not value(draft, "/form/fields/occupation")


def test_a_question_in_use_cannot_be_removed(signed_in: Any, draft: Any) -> None:
    """A question that a fee or a condition needs stays, and the refusal says who needs it."""
    answer = post(signed_in, draft, "form", act="remove_item", at="/form/pages/paper/items/pages")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Phí chứng thực bản sao từ bản chính" in said
    assert "Tổng số trang phải đối chiếu" in said
    assert "/fees/" not in said.split("editor-alert")[-1].split("<a ")[0]
    assert "/form/fields" not in said.split("editor-alert")[-1].split("<a ")[0]
    assert value(draft, "/form/fields/pages")


@pytest.mark.parametrize("kind", [one for one, _label in FIELD_TYPES])
def test_a_question_of_every_type_can_be_added(signed_in: Any, draft: Any, kind: str) -> None:
    """Each type of question can be added and opened in the editor."""
    new = {"label.vi": "Câu hỏi mới", "label.en": "New question", "type": kind}
    answer = post(signed_in, draft, "form", act="add_field", at="/form/pages/paper", **new)
    assert answer.status_code == 200, answer.content.decode()
    assert value(draft, "/form/fields/new_question/x-field/type") == kind
    assert 'id="part-title"' in answer.content.decode()


@pytest.mark.parametrize(
    ("panel", "at"),
    [
        ("general", "/cases"), ("general", "/legal_bases"), ("papers", "/components"), ("fees", "/fees"),
        ("fees", "/fees/certification/exemptions"), ("fees", "/fees/certification/reductions"),
        ("deadlines", "/deadlines"), ("deadlines", "/deadlines/same_day/legs"),
        ("deadlines", "/deadlines/same_day/committed"), ("steps", "/steps"), ("results", "/results"),
        ("checks", "/checks"),
    ],
)  # fmt: skip
def test_a_part_is_added_moved_and_removed(signed_in: Any, draft: Any, panel: str, at: str) -> None:
    """In every list a part can be added, moved up and removed again; undone, the hash is the first one."""
    before = draft.definition_hash
    assert post(signed_in, draft, panel, act="add", at=at).status_code == 200
    added = value(draft, at)[-1]["id"]
    if len(value(draft, at)) > 1:
        assert post(signed_in, draft, panel, act="up", at=f"{at}/{added}").status_code == 200
        assert value(draft, at)[-2]["id"] == added
        assert post(signed_in, draft, panel, act="down", at=f"{at}/{added}").status_code == 200
    assert post(signed_in, draft, panel, act="remove", at=f"{at}/{added}").status_code == 200
    draft.refresh_from_db()
    assert draft.definition_hash == before


def test_a_page_is_added_and_removed(signed_in: Any, draft: Any) -> None:
    """A new page begins with an explanation and can be removed while it asks nothing."""
    assert (
        post(
            signed_in, draft, "form", act="add_page", at="/form/pages", **{"label.vi": "Trang mới"}
        ).status_code
        == 200
    )
    assert value(draft, "/form/pages/trang_moi/title") == {"vi": "Trang mới"}
    assert post(signed_in, draft, "form", act="remove_page", at="/form/pages/trang_moi").status_code == 200
    assert post(signed_in, draft, "form", act="remove_page", at="/form/pages/paper").status_code == 422


def test_what_cannot_be_read_is_refused_in_words(signed_in: Any, draft: Any) -> None:
    """A number that is not a number changes nothing and is answered with a sentence."""
    answer = post(signed_in, draft, "fees", at="/fees/certification/cap", v="hai trăm")
    assert answer.status_code == 422
    assert value(draft, "/fees/certification/cap") == 200000


@pytest.mark.parametrize("text", ["2,5", "1.5", "12.34", "²", "1 2", "1e3"])
def test_a_part_of_a_number_is_not_read_as_a_larger_one(signed_in: Any, draft: Any, text: str) -> None:
    """ "2,5" where a whole number belongs is refused; it does not become 25."""
    for panel, at in (("fees", "/fees/certification/cap"), ("papers", "/components/original/max_mb")):
        before = value(draft, at)
        assert post(signed_in, draft, panel, at=at, v=text).status_code == 422
        assert value(draft, at) == before


@pytest.mark.parametrize("odd", [{"v.rows": "x"}, {"v.rows": "²"}, {"v.rows": "2", "drop": "²"}])
def test_strange_row_numbers_are_no_fault(signed_in: Any, draft: Any, odd: dict[str, str]) -> None:
    """A table posted without a readable number of rows is refused or kept in words, never a fault of the site."""
    at = "/fees/certification/amount/tiers/steps"
    assert post(signed_in, draft, "fees", at=at, **odd).status_code in (200, 422)


def test_nobody_types_the_name_of_a_register(signed_in: Any, draft: Any) -> None:
    """Registers and what they know are chosen from lists in words, and an unknown one is refused."""
    at = "/form/fields/requester_name/x-field/prefill"
    right = {"v.source": "population", "v.path": "name", "v.mode": "locked"}
    assert post(signed_in, draft, "form", at=at, **right).status_code == 200
    assert value(draft, at) == {"source": "population", "path": "name", "mode": "locked"}
    wrong = post(signed_in, draft, "form", at=at, **{**right, "v.source": "dan_cu"})
    assert wrong.status_code == 422
    panel = reverse("catalog_editor:panel", args=[draft.pk, "form"])
    shown = signed_in.get(f"{panel}?open=/form/fields/requester_name").content.decode()
    control = html.fromstring(shown).xpath("//select[@name='v.source']")[0]
    assert "population" not in control.text_content()


def test_a_stale_change_names_who_was_faster(signed_in: Any, client: Any, draft: Any, editor: Any) -> None:
    """A change made on old content is refused, names who changed it, and overwrites nothing."""
    old = draft.definition_hash
    assert post(signed_in, draft, "general", at="/name", **{"v.vi": "Tên của người nhanh"}).status_code == 200
    late = post(signed_in, draft, "general", at="/name", **{"v.vi": "Tên của người chậm"}, base=old)
    assert late.status_code == 409
    assert "soanthao" in late.content.decode()
    assert value(draft, "/name/vi") == "Tên của người nhanh"


def test_undo_brings_back_the_identical_content(signed_in: Any, draft: Any) -> None:
    """After undo the hash is what it was before; after redo it is the changed one again."""
    hashes = [draft.definition_hash]
    for name in ("Một", "Hai"):
        post(signed_in, draft, "general", at="/name", **{"v.vi": name})
        draft.refresh_from_db()
        hashes.append(draft.definition_hash)
    again = reverse("catalog_editor:undo_or_redo", args=[draft.pk])
    seen = []
    for act in ("undo", "undo", "redo", "redo"):
        assert signed_in.post(again, {"act": act, "panel": "general"}, **FRAGMENT).status_code == 200
        draft.refresh_from_db()
        seen.append(draft.definition_hash)
    assert seen == [hashes[1], hashes[0], hashes[1], hashes[2]]
    assert signed_in.post(again, {"act": "redo", "panel": "general"}, **FRAGMENT).status_code == 422


def test_it_works_without_script(signed_in: Any, draft: Any) -> None:
    """Posted as an ordinary form, a change is saved and the browser is sent back to the part."""
    data = {"panel": "fees", "open": "/fees/certification", "base": draft.definition_hash, "act": "set"}
    url = reverse("catalog_editor:change", args=[draft.pk])
    answer = signed_in.post(url, {**data, "at": "/fees/certification/cap", "v": "5000"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("#at-fees-certification")
    assert value(draft, "/fees/certification/cap") == 5000


def test_no_json_is_shown(signed_in: Any, draft: Any) -> None:
    """No panel shows the document's JSON."""
    for name in PANELS:
        answer = signed_in.get(reverse("catalog_editor:panel", args=[draft.pk, name]))
        assert answer.status_code == 200
        text = html.fromstring(answer.content.decode()).find(".//div[@data-screen]").text_content()
        assert '{"' not in text and '"op"' not in text, name


def test_only_people_with_the_right_see_and_change_drafts(
    client: Any, draft: Any, approver: Any, person: Any
) -> None:
    """An approver reads the draft but cannot change it; somebody without rights sees nothing."""
    client.force_login(approver)
    assert client.get(reverse("catalog_editor:edit", args=[draft.pk])).status_code == 200
    assert post(client, draft, "general", at="/name", **{"v.vi": "Khác"}).status_code == 422
    client.force_login(person("nguoila"))
    assert client.get(reverse("catalog_editor:edit", args=[draft.pk])).status_code in (302, 403)


def openings(document: dict[str, Any], name: str) -> Iterator[str]:
    """Every part of a panel that can be opened."""
    if name == "form":
        yield from (f"/form/pages/{page['id']}" for page in document["form"]["pages"])
        for key, schema in document["form"]["data"]["properties"].items():
            yield f"/form/fields/{key}"
            inner = schema.get("items", {}).get("properties", {})
            yield from (f"/form/fields/{key}/fields/{one}" for one in inner)
    lists = {
        "papers": "components",
        "fees": "fees",
        "deadlines": "deadlines",
        "steps": "steps",
        "results": "results",
        "checks": "checks",
        "general": "cases",
    }
    yield from (f"/{lists[name]}/{part['id']}" for part in document.get(lists.get(name, ""), []))


def forms_of(page: str) -> Iterator[QueryDict]:
    """What a browser would post from each form that sets a value."""
    for form in html.fromstring(page).xpath('//form[@data-change][.//input[@name="act"][@value="set"]]'):
        posted = QueryDict(mutable=True)
        for key, one in form.form_values():
            posted.appendlist(key, one)
        yield posted


@pytest.mark.parametrize("name", ["certified_copies", "land_change"])
def test_saving_without_a_change_changes_nothing(signed_in: Any, editor: Any, name: str) -> None:
    """Every control of every panel, saved as it is drawn, asks for no operation at all."""
    document = json.loads((SEED / f"{name}.json").read_text(encoding="utf-8"))
    draft = import_document(document, editor).procedure
    tried = 0
    for panel in (one for one in PANELS.values() if one.editable):
        for opened in ["", *openings(document, panel.name)]:
            url = reverse("catalog_editor:panel", args=[draft.pk, panel.name])
            page = signed_in.get(url, {"open": opened}, **FRAGMENT).content.decode()
            for posted in forms_of(page):
                tried += 1
                assert operations(panel, document, posted) == [], posted.dict()
    assert tried > 300
