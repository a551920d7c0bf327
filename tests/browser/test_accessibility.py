"""Every page of portal and desk for everybody: no fault axe can see, and no scrolling sideways on a telephone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.pages import DESK, NO_PAGES, PORTAL, Looked
from playwright.sync_api import Page, expect
from real_browser import key, press
from story.people import NARROW, PASSWORD, WIDE, People

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
LOOKS = [(name, one) for name, looks in {**PORTAL, **DESK}.items() for one in looks]


def faults(page: Page) -> list[str]:
    """What axe has against the page: the rule and the first places."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]


def sideways(page: Page) -> list[str]:
    """The elements that make the page wider than the window."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          const out = [...document.querySelectorAll("body *")].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.right > wide + 1 && box.width > 0;
          });
          return [`${document.documentElement.scrollWidth} px`,
                  ...out.slice(0, 5).map((one) => one.tagName + "." + one.className)];
        }"""
    )


def look(page: Page) -> dict[str, list[str]]:
    """The faults of an open page, wide and narrow."""
    found = {}
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        found[f"axe {width}"] = faults(page)
    found["sideways"] = sideways(page)
    return {name: faults for name, faults in found.items() if faults}


def test_every_route_is_a_page_that_is_looked_at_or_no_page() -> None:
    """A new page of portal or desk that nobody looks at here fails."""
    from motcua.people.routes import ROUTES

    assert set(ROUTES) == {*PORTAL, *DESK, *NO_PAGES}
    assert not (set(PORTAL) | set(DESK)) & set(NO_PAGES)


@pytest.mark.parametrize(
    ("name", "one"), LOOKS, ids=[f"{name} {one.label or one.who}" for name, one in LOOKS]
)
def test_a_page_has_no_fault(people: People, scene: Mapping[str, str], name: str, one: Looked) -> None:
    """The page opens, says what it is, and can be used by people who cannot see it or have a small screen."""
    page = people.same_window(one.who)
    answer = page.goto(one.path.format(**scene))
    assert answer is not None and answer.status == one.status
    assert page.locator("h1").count() == 1
    assert page.title() and page.locator("html").get_attribute("lang") == one.path[1:3]
    assert look(page) == {}


def test_a_fault_would_be_seen(people: People) -> None:
    """A picture without words and a box wider than a telephone are both found."""
    page = people.visitor()
    page.set_content('<main><img src="data:,"><p style="width: 500px">Quá rộng</p></main>')
    found = look(page)
    assert any(fault.startswith("image-alt") for fault in found["axe 1280"])
    assert "P." in found["sideways"]


def test_signing_in_has_no_fault(people: People) -> None:
    """Wrong words and the one-time code are shown on pages without a fault."""
    page = people.visitor()
    page.goto("/vi/desk/dang-nhap/")
    press(page.get_by_role("button", name="Tiếp tục"))
    assert look(page) == {}
    page.fill("#id_login", "chutich")
    page.fill("#id_password", PASSWORD)
    key(page, "Enter")
    expect(page.locator("#id_code")).to_be_visible()
    assert look(page) == {}
