"""What the editor says to people: places by their name, days as they are written, who may do what."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from catalog.actions import (
    approve,
    change_definition,
    import_document,
    publish_version,
    submit_for_review,
)
from catalog.editor.ops import part_at
from catalog.errors import NotPublishable
from catalog.models import Sector
from catalog.registry import clock
from django.urls import reverse
from django.utils import translation
from lxml import html

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parents[1] / "procedures"


@pytest.fixture(autouse=True)
def in_vietnamese() -> Any:
    """Everything below is read in Vietnamese."""
    with translation.override("vi"):
        yield


@pytest.fixture
def land(editor: Any) -> Any:
    """The seed procedure of land changes as a draft."""
    document = json.loads((SEED / "land_change.json").read_text(encoding="utf-8"))
    return import_document(document, editor).procedure


def set_at(draft: Any, by: Any, at: str, value: Any) -> None:
    """One set operation on the draft as it stands."""
    draft.refresh_from_db()
    operation = {"op": "set", "at": at, "value": value, "base": draft.definition_hash}
    change_definition(draft, operation, by)
    draft.refresh_from_db()


def panel(client: Any, draft: Any, name: str) -> Any:
    """A panel as a page."""
    answer = client.get(reverse("catalog_editor:panel", args=[draft.pk, name]))
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode()).find(".//div[@data-screen]")


def words(element: Any) -> str:
    """The text of an element with single blanks."""
    return " ".join(element.text_content().split())


def scenario_with(draft: Any, key: str) -> Any:
    """The first scenario that expects ``key``."""
    return next(one for one in draft.definition["scenarios"] if key in one["expect"])


def test_a_failing_scenario_is_told_in_words(client: Any, editor: Any, land: Any) -> None:
    """A scenario whose due date differs is named by its title, with both days as people write them."""
    client.force_login(editor)
    scenario = scenario_with(land, "due")
    right = scenario["expect"]["due"]
    set_at(land, editor, f"/scenarios/{scenario['id']}/expect/due", "2026-01-05")
    year, month, day = right.split("-")
    (row,) = panel(client, land, "problems").xpath('//li[contains(@class, "ed-finding")]')
    said = words(row)
    assert scenario["title"]["vi"] in said
    assert f"mong đợi ngày hẹn trả 05/01/2026, nay là {day}/{month}/{year}" in said
    assert "/scenarios" not in said and right not in said and "2026-01-05" not in said
    said = words(panel(client, land, "scenarios"))
    assert f"Mong đợi ngày hẹn trả 05/01/2026, nay là {day}/{month}/{year}." in said


def test_sums_questions_and_papers_are_told_in_words(client: Any, editor: Any, land: Any) -> None:
    """A sum is told in đồng, a question by its label."""
    client.force_login(editor)
    scenario = scenario_with(land, "total")
    set_at(land, editor, f"/scenarios/{scenario['id']}/expect/total", 1234567)
    asked = scenario_with(land, "visible")
    hidden = next(
        name
        for name in land.definition["form"]["data"]["properties"]
        if name not in asked["expect"]["visible"]
    )
    set_at(land, editor, f"/scenarios/{asked['id']}/expect/visible", [hidden])
    said = words(panel(client, land, "scenarios"))
    assert "1.234.567 đ" in said
    label = land.definition["form"]["data"]["properties"][hidden]["x-field"]["label"]["vi"]
    assert f"thiếu: {label}" in said


def test_a_link_to_a_part_is_as_short_as_its_name(client: Any, editor: Any, land: Any) -> None:
    """The link of a finding says only where it leads, not the whole sentence again."""
    client.force_login(editor)
    set_at(land, editor, f"/scenarios/{scenario_with(land, 'due')['id']}/expect/due", "2026-01-05")
    (row,) = panel(client, land, "problems").xpath('//li[contains(@class, "ed-finding")]')
    link = words(row.find(".//a"))
    assert link == f"Tình huống › “{scenario_with(land, 'due')['title']['vi']}”"
    assert "mong đợi" not in link


def test_scenarios_that_were_not_run_are_not_hidden(client: Any, editor: Any, land: Any) -> None:
    """While another error keeps the scenarios from running, the page says how many; once it is mended it does not."""
    client.force_login(editor)
    set_at(land, editor, f"/scenarios/{scenario_with(land, 'due')['id']}/expect/due", "2026-01-05")
    assert "chưa chạy được" not in words(panel(client, land, "problems"))
    day = part_at(land.definition, "/in_force/from")
    set_at(land, editor, "/in_force/to", "2020-01-01")
    said = words(panel(client, land, "problems"))
    assert f"{len(land.definition['scenarios'])} tình huống chưa chạy được vì còn lỗi khác" in said
    set_at(land, editor, "/in_force/to", None)
    assert part_at(land.definition, "/in_force/from") == day
    assert "chưa chạy được" not in words(panel(client, land, "problems"))


def test_a_sector_is_chosen_by_its_name(client: Any, editor: Any, land: Any) -> None:
    """The sectors of the catalogue are offered by name; choosing one writes code and name, the same one nothing."""
    Sector.objects.create(code="ho_tich", name_vi="Hộ tịch", name_en="Civil status")
    client.force_login(editor)
    own = land.definition["sector"]
    (chosen,) = [
        one for one in panel(client, land, "general").iter("select") if "sector" in (one.get("id") or "")
    ]
    assert {one.get("value"): words(one) for one in chosen.iter("option")}["ho_tich"] == "Hộ tịch"
    assert chosen.xpath(".//option[@selected]/@value") == [own["code"]]
    form = next(one for one in chosen.iterancestors("form"))
    sent = {one.get("name"): one.get("value") for one in form.iter("input") if one.get("type") == "hidden"}
    change = reverse("catalog_editor:change", args=[land.pk])

    def choose(code: str) -> int:
        land.refresh_from_db()
        entered = {**sent, "base": land.definition_hash, chosen.get("name"): code}
        answer = client.post(change, entered, HTTP_X_EDITOR="fragment")
        land.refresh_from_db()
        return answer.status_code

    assert (choose(own["code"]), land.definition["sector"]) == (200, own)
    other = {"code": "ho_tich", "name": {"vi": "Hộ tịch", "en": "Civil status"}}
    assert (choose("ho_tich"), land.definition["sector"]) == (200, other)
    assert (choose("bịa"), land.definition["sector"]) == (422, other)


def test_a_code_list_is_chosen_and_not_typed(client: Any, editor: Any, land: Any) -> None:
    """The lists of provinces and wards are offered by name; a list only this procedure names stays chosen."""
    client.force_login(editor)
    question = {
        "type": "code",
        "label": {"vi": "Nghề", "en": "Trade"},
        "purpose": {"vi": "Giải quyết.", "en": "To handle."},
        "sensitivity": "none",
        "code_list": {"source": "trades"},
    }
    field = {"type": "string", "x-field": question}
    operation = {"op": "add", "at": "/form/fields/trade", "value": field, "base": land.definition_hash}
    change_definition(land, operation, editor)
    address = reverse("catalog_editor:panel", args=[land.pk, "form"])
    page = html.fromstring(client.get(address, {"open": "/form/fields/trade"}).content)
    (chosen,) = page.xpath("//select[option/@value='provinces']")
    assert [one.get("value") for one in chosen.iter("option")] == ["provinces", "wards", "trades"]
    assert chosen.xpath(".//option[@selected]/@value") == ["trades"]
    assert "tỉnh, thành phố" in words(chosen)


def taken(client: Any, draft: Any, scenario: Any) -> Any:
    """Press the button that takes the new result as the expectation."""
    draft.refresh_from_db()
    data = {
        "panel": "scenarios",
        "open": "",
        "base": draft.definition_hash,
        "act": "take_result",
        "at": f"/scenarios/{scenario['id']}",
    }
    return client.post(reverse("catalog_editor:change", args=[draft.pk]), data, HTTP_X_EDITOR="fragment")


def test_the_new_result_becomes_the_expectation(client: Any, editor: Any, land: Any) -> None:
    """The button writes down only what differs; afterwards every scenario passes and undo brings back the old."""
    client.force_login(editor)
    before = land.definition
    scenario = scenario_with(land, "due")
    set_at(land, editor, f"/scenarios/{scenario['id']}/expect/due", "2026-01-05")
    form = panel(client, land, "scenarios").xpath('//form[.//input[@value="take_result"]]')
    assert len(form) == 1
    assert "đối chiếu" in words(form[0]).lower() and "luật" in words(form[0])
    assert taken(client, land, scenario).status_code == 200
    land.refresh_from_db()
    assert land.definition == before
    change = land.changes.order_by("-number").first()
    assert [one["at"] for one in change.operations] == [f"/scenarios/{scenario['id']}/expect/due"]


@pytest.mark.parametrize("key", ["visible", "required", "components", "fees", "total", "route", "shares"])
def test_every_kind_of_expectation_can_be_taken(client: Any, editor: Any, land: Any, key: str) -> None:
    """Whatever a scenario compares, the result taken as expectation passes."""
    client.force_login(editor)
    scenario = scenario_with(land, key)
    wrong = 1 if key == "total" else scenario["expect"][key][:-1]
    set_at(land, editor, f"/scenarios/{scenario['id']}/expect/{key}", wrong)
    assert taken(client, land, scenario).status_code == 200
    land.refresh_from_db()
    assert panel(client, land, "scenarios").xpath('//*[contains(@class, "ed-finding--error")]') == []


def test_one_leg_shorter_is_mended_with_the_button(client: Any, editor: Any, land: Any) -> None:
    """After a leg was shortened, taking the new result scenario by scenario leaves no finding."""
    client.force_login(editor)
    deadline = land.definition["deadlines"][0]
    at = f"/deadlines/{deadline['id']}/legs/{deadline['legs'][0]['id']}/amount"
    set_at(land, editor, at, part_at(land.definition, at) - 1)
    failing = panel(client, land, "scenarios").xpath('//form[.//input[@value="take_result"]]')
    places = [one.xpath('.//input[@name="at"]/@value')[0] for one in failing]
    assert len(places) > 3
    for place in places:
        assert taken(client, land, {"id": place.rpartition("/")[2]}).status_code == 200
    assert panel(client, land, "scenarios").xpath('//*[contains(@class, "ed-finding--error")]') == []


def test_who_may_only_read_is_not_offered_the_button(
    client: Any, editor: Any, approver: Any, land: Any
) -> None:
    """An approver sees that a scenario fails, but the button is not there and the post is refused."""
    scenario = scenario_with(land, "due")
    set_at(land, editor, f"/scenarios/{scenario['id']}/expect/due", "2026-01-05")
    client.force_login(approver)
    assert panel(client, land, "scenarios").xpath('//form[.//input[@value="take_result"]]') == []
    assert taken(client, land, scenario).status_code == 422


def test_differences_are_named_not_addressed(client: Any, editor: Any, published: Any, draft: Any) -> None:
    """The list of differences and the history call a part by its name, not by its address."""
    client.force_login(editor)
    set_at(draft, editor, "/in_force/from", "2031-01-01")
    set_at(draft, editor, "/fees/certification/cap", 250000)
    for name in ("versions", "history"):
        said = words(panel(client, draft, name))
        assert "/in_force" not in said and "/fees" not in said, name
        assert "Có hiệu lực từ" in said and "› “" in said, name


def test_a_first_day_in_the_past_is_found_before_anybody_is_asked(
    client: Any, editor: Any, approver: Any, published: Any, draft: Any
) -> None:
    """Submitting a new version that begins yesterday is refused, with the finding at that control."""
    yesterday, today = clock.today() - timedelta(days=1), clock.today()
    set_at(draft, editor, "/name/vi", "Chứng thực bản sao (sửa)")
    set_at(draft, editor, "/in_force/from", yesterday.isoformat())
    with pytest.raises(NotPublishable) as refusal:
        submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    assert [one.pointer for one in refusal.value.problems] == ["/in_force/from"]
    assert yesterday.strftime("%d/%m/%Y") in refusal.value.problems[0].message["vi"]
    client.force_login(editor)
    (row,) = panel(client, draft, "problems").xpath('//li[contains(@class, "ed-finding--error")]')
    assert "quá khứ" in words(row)
    set_at(draft, editor, "/in_force/from", today.isoformat())
    submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    assert approve(draft, approver).valid_from == today


def test_what_is_published_has_no_finding_of_its_first_day(
    client: Any, editor: Any, published: Any, draft: Any
) -> None:
    """A draft that equals the version in force is not blamed for having begun in the past."""
    client.force_login(editor)
    draft.refresh_from_db()
    assert panel(client, draft, "problems").xpath('//li[contains(@class, "ed-finding--error")]') == []


def test_questions_are_offered_in_the_order_of_the_form(client: Any, editor: Any, land: Any) -> None:
    """The picker lists the questions page by page as the form asks them, and a named rule by what it says."""
    client.force_login(editor)
    land.refresh_from_db()
    pages = land.definition["form"]["pages"]
    asked = land.definition["form"]["data"]["properties"]
    field = pages[-1]["items"][0].get("field") or next(iter(asked))
    page = client.get(
        reverse("catalog_editor:condition", args=[land.pk]),
        {"panel": "form", "open": f"/form/fields/{field}", "at": f"/form/fields/{field}/x-field/show"},
    )
    drawn = html.fromstring(page.content.decode())
    groups = drawn.xpath('(//select[contains(@name, ".operand")])[1]/optgroup')
    titles = [one.get("label") for one in groups]
    wanted = [one["title"]["vi"] for one in pages if any("field" in item for item in one["items"])]
    assert [one for one in titles if one in wanted] == wanted
    listed = [
        value.split(":")[1].split(".")[0] for value in drawn.xpath("(//select)[2]//option/@value") if value
    ]
    offered = [name for name in dict.fromkeys(listed) if name in asked]
    every = [item["field"] for one in pages for item in one["items"] if "field" in item]
    assert offered == [one for one in every if one != field]
    rules = [words(one) for one in groups[-1].findall("option")]
    assert rules and not any("_" in one or " – " in one for one in rules)


def test_the_approver_reaches_the_procedure_from_the_list(client: Any, approver: Any, draft: Any) -> None:
    """Code and name of a row lead to the editor for everybody who may read it."""
    client.force_login(approver)
    page = html.fromstring(client.get(reverse("catalog_procedures:list")).content.decode())
    target = reverse("catalog_editor:edit", args=[draft.pk])
    named = {words(one) for one in page.xpath(f'//tr//a[@href="{target}"]')}
    assert {draft.code, draft.definition["name"]["vi"]} <= named


def test_the_first_page_offers_only_what_somebody_may_do(client: Any, editor: Any, approver: Any) -> None:
    """An editor is offered a new procedure, an approver is not; both reach the list."""
    offers = {}
    for person in (editor, approver):
        client.force_login(person)
        page = html.fromstring(client.get("/admin/").content.decode())
        offers[person.username] = set(page.xpath('//section[contains(@class, "catalog-home")]//p/a/@href'))
    new = {reverse("catalog_editor:new"), reverse("catalog_editor:import")}
    assert offers["soanthao"] >= new
    assert offers["pheduyet"] == {reverse("catalog_procedures:list")}


def test_the_shell_around_the_editor_is_vietnamese(
    client: Any, editor: Any, approver: Any, draft: Any
) -> None:
    """The words of the admin an approver meets first are Vietnamese."""
    submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    client.force_login(approver)
    said = words(html.fromstring(client.get("/admin/").content.decode()))
    for english in ("Awaiting your review", "Just now", "just now", "Compare with", "Dashboard"):
        assert english not in said, english


def test_a_version_that_may_reach_back_is_published(
    editor: Any, approver: Any, published: Any, draft: Any
) -> None:
    """Only whoever says so may publish a version that begins in the past."""
    set_at(draft, editor, "/name/vi", "Chứng thực bản sao (sửa)")
    yesterday = clock.today() - timedelta(days=1)
    set_at(draft, editor, "/in_force/from", yesterday.isoformat())
    version = publish_version(draft, editor, approver, may_reach_back=True)
    assert version.valid_from == yesterday


def test_no_question_is_offered_as_its_own_condition(client: Any, draft: Any, editor: Any) -> None:
    """In the list of what a condition may look at, the question itself is missing and others are there."""
    client.force_login(editor)
    asked = {"panel": "form", "at": "/form/fields/copies/x-field/show", "open": "/form/fields/copies"}
    page = client.get(reverse("catalog_editor:condition", args=[draft.pk]), asked).content.decode()
    assert 'value="var:pages"' in page
    assert 'value="var:copies"' not in page


def test_the_start_page_lists_what_waits_once(client: Any, draft: Any, editor: Any, approver: Any) -> None:
    """A procedure that waits for approval stands there once, for the approver, under our own name."""
    submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    client.force_login(approver)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    panel = page[page.index('class="catalog-home"') :]
    assert panel[: panel.index("</section>")].count(draft.code) == 1
    title = page[page.index("<title") : page.index("</title>")]
    assert "Wagtail" not in title
    assert "Một Cửa" in title


def test_lengths_of_time_are_vietnamese() -> None:
    """The list says "20 phút trước", not "20 minutes trước"."""
    from django.utils.timesince import timesince

    with translation.override("vi"):
        assert timesince(clock.now() - timedelta(minutes=20), clock.now()).replace("\xa0", " ") == "20 phút"


def test_an_empty_calendar_invites_in_vietnamese(client: Any, editor: Any) -> None:
    """Where no day has been entered yet, the list says so in Vietnamese and leads to the first one."""
    client.force_login(editor)
    client.cookies["django_language"] = "vi"
    text = client.get("/admin/catalog/calendar/", HTTP_ACCEPT_LANGUAGE="vi").content.decode()
    assert "Thêm mới</a>" in text
    assert "Why not" not in text
