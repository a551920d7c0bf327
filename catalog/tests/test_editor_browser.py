"""The editor in a real browser: changes are saved one by one, focus stays, nothing typed is lost, axe is content."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import real_browser
from catalog.models import Procedure, ProcedureVersion
from django.db import connections
from playwright.sync_api import expect
from story.editing import pick, saved

from catalog import demo, seed

pytestmark = pytest.mark.browser
#: Wagtail's own frame around our screens, not ours to mend.
OURS = {"include": [[".ed"]]}


@pytest.fixture
def without_realms(settings: Any) -> None:
    """The platform's realms and second factor stay outside."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("motcua.people")]


@pytest.fixture
def page(without_realms: None, live_site: str, chromium: Path, make_person: Any) -> Iterator[Any]:
    """A browser signed in as an editor, with the seed procedures published."""
    from django.conf import settings
    from django.test import Client

    seed.ensure()
    editor, approver = make_person("soanthao", seed.EDITORS), make_person("pheduyet", seed.APPROVERS)
    demo.load(editor, approver)
    session = Client()
    session.force_login(editor)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    with real_browser.started(chromium) as browser:
        opened = real_browser.window(browser, base_url=live_site, viewport={"width": 1400, "height": 900})
        opened.context.add_cookies([{**cookie, "url": live_site}])
        yield opened


def beside(work: Callable[[], Any]) -> Any:
    """Do database work in a thread of its own: Playwright keeps an event loop in this one."""

    def done() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def draft() -> Procedure:
    """The procedure as it stands in the database."""
    return beside(lambda: Procedure.objects.get(code="2.000815"))


def test_a_label_is_saved_when_it_is_left(page: Any) -> None:
    """Leaving a control saves it; focus is on the next control; undo brings the old text back."""
    page.goto(f"/admin/catalog/{draft().pk}/form/?open=/form/fields/pages")
    page.fill("#at-form-fields-pages-x-field-label-vi", "Số trang cần chứng thực")
    page.keyboard.press("Tab")
    saved(page)
    assert page.evaluate("document.activeElement.id") == "at-form-fields-pages-x-field-label-en"
    page.keyboard.type("Pages to certify")
    assert page.input_value("#at-form-fields-pages-x-field-label-en") == "Pages to certify"
    page.keyboard.press("Tab")
    saved(page)
    label = draft().definition["form"]["data"]["properties"]["pages"]["x-field"]["label"]
    assert label == {"vi": "Số trang cần chứng thực", "en": "Pages to certify"}
    page.click("#undo")
    saved(page, "hoàn tác")
    label = draft().definition["form"]["data"]["properties"]["pages"]["x-field"]["label"]
    assert label["vi"] == "Số trang cần chứng thực" and label["en"] != "Pages to certify"


def test_what_is_typed_while_the_last_change_is_under_way_is_saved_too(page: Any) -> None:
    """What somebody types while the change before is sent is saved when the control, drawn anew, is left."""
    page.goto(f"/admin/catalog/{draft().pk}/form/?open=/form/fields/pages")
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/change/", hold, times=1)
    with page.expect_request(lambda request: request.method == "POST"):
        page.fill("#at-form-fields-pages-x-field-label-vi", "Số trang cần chứng thực")
        page.keyboard.press("Tab")
    page.keyboard.type("Pages to certify")
    held[0].continue_()
    saved(page)
    assert page.input_value("#at-form-fields-pages-x-field-label-en") == "Pages to certify"
    page.keyboard.press("Tab")
    saved(page)
    label = draft().definition["form"]["data"]["properties"]["pages"]["x-field"]["label"]
    assert label == {"vi": "Số trang cần chứng thực", "en": "Pages to certify"}


def test_a_question_moves_by_keyboard(page: Any) -> None:
    """The button that moves a question keeps the focus, so that it can be pressed again."""
    page.goto(f"/admin/catalog/{draft().pk}/form/")
    button = "#up-at-form-pages-paper-items-pages"
    page.focus(button)
    for _press in range(2):
        page.keyboard.press("Enter")
        saved(page)
    items = [one.get("field") for one in draft().definition["form"]["pages"][1]["items"]]
    published = beside(lambda: ProcedureVersion.objects.get(code="2.000815").document)
    seed_items = [one.get("field") for one in published["form"]["pages"][1]["items"]]
    assert items.index("pages") == seed_items.index("pages") - 2
    assert page.evaluate("document.activeElement.id") == button[1:]


def test_somebody_elses_change_is_not_overwritten(page: Any) -> None:
    """A change on an old screen is refused with the colleague's name, and what was typed is still there."""
    from catalog.actions import change_definition
    from django.contrib.auth import get_user_model

    page.goto(f"/admin/catalog/{draft().pk}/fees/?open=/fees/certification")
    before = draft()
    operation = {"op": "set", "at": "/name/vi", "value": "Tên mới", "base": before.definition_hash}
    beside(lambda: change_definition(before, operation, get_user_model().objects.get(username="soanthao")))
    page.fill("#at-fees-certification-cap", "250000")
    page.keyboard.press("Tab")
    expect(page.locator("#editor-alert p").first).to_be_visible()
    assert "soanthao" in page.inner_text("#editor-alert")
    assert page.input_value("#at-fees-certification-cap") == "250000"
    assert draft().definition["fees"][0]["cap"] == 200000


def test_a_condition_is_picked_with_the_mouse(page: Any) -> None:
    """Field, comparison and value are picked one after the other; the sentence appears on the panel."""
    page.goto(f"/admin/catalog/{draft().pk}/form/?open=/form/fields/copies")
    real_browser.press(page.locator("#at-form-fields-copies-x-field-show"))
    pick(page, "g.0.operand", "var:pages")
    pick(page, "g.0.comparison", "gt")
    page.fill("input[name='g.0.value']", "2")
    real_browser.press(page.locator("button[value=save]"))
    expect(page.locator("#part .ed-sentence").first).to_be_visible()
    assert draft().definition["form"]["data"]["properties"]["copies"]["x-field"]["show"] == {
        "gt": [{"var": ["pages"]}, 2]
    }


PANELS = ["general", "form/?open=/form/fields/paper_kind", "fees/?open=/fees/certification", "checks",
          "papers/?open=/components/original", "deadlines/?open=/deadlines/same_day", "steps/?open=/steps/certify",
          "scenarios", "problems", "preview", "history", "versions"]  # fmt: skip


def test_axe_finds_nothing_in_the_panels(page: Any) -> None:
    """No panel has an accessibility fault that axe can see."""
    from axe_playwright_python.sync_playwright import Axe

    faults = {}
    for name in PANELS:
        page.goto(f"/admin/catalog/{draft().pk}/{name}")
        response = Axe().run(page, context=OURS).response
        assert response["passes"], name
        found = response["violations"]
        if found:
            faults[name] = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
    assert faults == {}


def test_on_a_narrow_screen_nothing_covers_the_way_back(page: Any) -> None:
    """At 360 pixels the crumb that leads back to the list can be pressed and lies clear of the menu's button."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/admin/catalog/{draft().pk}/")
    crumb, menu = page.locator(".ed-crumb a"), page.locator("#wagtail-sidebar button").first
    expect(menu).to_be_visible()
    crumb.click(trial=True)  # what still moves has come to rest
    box, button = crumb.bounding_box(), menu.bounding_box()
    apart = box["y"] >= button["y"] + button["height"] or box["x"] >= button["x"] + button["width"]
    assert apart, (box, button)
