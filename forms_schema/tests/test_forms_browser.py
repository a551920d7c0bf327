"""The form in a real browser: what it does while a person types, on a telephone, and without script."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jinja2
import pytest
import real_browser
from forms_schema.forms import Form
from forms_schema.model import Procedure
from forms_schema.registry import Registry
from forms_schema.situation import Situation
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TESTS = Path(__file__).parent
THEME = TESTS.parents[1] / "themes" / "default"
TWIN = TESTS.parent / "src" / "forms_schema" / "rules"
HERE = Situation("new", date(2026, 7, 1))
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
COMPLETE = json.loads((TESTS / "data" / "form_answers.json").read_text(encoding="utf-8"))
KINDS = {"js": "text/javascript", "css": "text/css"}
SHELL = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME / "templates"), autoescape=True).from_string(
    '{% import "macros/fields.html" as fields %}<!doctype html><html lang="vi"><head>'
    "<title>{{ page.title }}</title>"
    '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/tokens.css">'
    '<link rel="stylesheet" href="/static/form.css">'
    '<script type="module" src="/static/js/procedure-form.js"></script>'
    '</head><body><main><h1>{{ page.title }}</h1>{% call fields.form(page, token, "", "/save", "/options") %}'
    '<button class="button" type="submit">Tiếp tục</button>{% endcall %}</main></body></html>'
)


class Places:
    """Two provinces and their wards."""

    def __init__(self, **below: dict[str, str]) -> None:
        self.below = below

    def options(self, parent: str | None, on: date) -> list[tuple[str, dict[str, str]]]:
        return [(code, {"vi": name}) for code, name in self.below.get(f"p{parent or ''}", {}).items()]


LISTS = Registry(
    sources={
        "provinces": Places(p={"15": "Tỉnh Lào Cai", "01": "Thành phố Hà Nội"}),
        "wards": Places(p15={"02647": "Phường Cam Đường"}, p01={"00001": "Phường Ba Đình"}),
    }
)
FORM = Form(Procedure(json.loads((TESTS / "data" / "form.json").read_text(encoding="utf-8")), ""), LISTS)


class Counter(BaseHTTPRequestHandler):
    """A page server with the strict policy; remembers what was saved."""

    saved: list[tuple[str | None, dict[str, list[str]]]] = []
    answers: dict[str, Any] = {}

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def send(self, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path.startswith("/static/"):
            name = path.removeprefix("/static/")
            file = (
                TWIN / name.removeprefix("forms_schema/")
                if name.startswith("forms_schema/")
                else THEME / "static" / name
            )
            self.send(file.read_bytes(), KINDS[file.suffix[1:]])
        elif path == "/options":
            asked = parse_qs(query)
            found = LISTS.sources[asked["source"][0]].options(asked["parent"][0], HERE.on)
            body = {"options": [{"value": code, "label": label["vi"]} for code, label in found]}
            self.send(json.dumps(body).encode(), "application/json")
        elif path.startswith("/p/"):
            self.page(path[3:], {}, query == "problems")
        else:
            self.send(b"")

    def page(self, page_id: str, typed: dict[str, list[str]], with_problems: bool) -> None:
        problems = FORM.problems(Counter.answers, HERE, page=page_id) if with_problems else []
        view = FORM.view(page_id, Counter.answers, HERE, problems=problems, typed=typed)
        token = jinja2.filters.Markup('<input type="hidden" name="csrfmiddlewaretoken" value="secret">')
        self.send(SHELL.render(page=view, token=token).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/save":
            Counter.saved.append(
                (self.headers.get("X-CSRFToken"), parse_qs(body.decode(), keep_blank_values=True))
            )
        self.send(b"{}", "application/json")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    with real_browser.started(chromium) as opened:
        yield opened


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    Counter.saved.clear()
    Counter.answers = {}
    opened = real_browser.window(browser, viewport={"width": 360, "height": 740})
    opened.complaints = []
    opened.on(
        "console", lambda message: opened.complaints.append(message.text) if message.type == "error" else None
    )
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    assert opened.complaints == []
    opened.context.close()


def test_fields_appear_and_keep_what_was_typed(page: Any, address: str) -> None:
    """The tax code appears with Yes, goes with No, and comes back with the same text."""
    page.goto(f"{address}/p/who")
    tax = page.locator("[name=tax_code]")
    page.locator("procedure-form.procedure-form--live").wait_for()
    assert not tax.is_visible()
    page.get_by_label("Có", exact=True).check()
    tax.fill("0100112437")
    page.get_by_label("Không", exact=True).check()
    assert not tax.is_visible()
    page.get_by_label("Có", exact=True).check()
    assert (tax.input_value(), tax.is_visible(), tax.get_attribute("required")) == ("0100112437", True, "")


def test_computed_values_follow_the_typing(page: Any, address: str) -> None:
    """The appraisal charge is worked out while the area is typed."""
    page.goto(f"{address}/p/building")
    page.locator("procedure-form.procedure-form--live").wait_for()
    page.locator("[name=area]").fill("120,55")
    assert page.locator("#f-charge").text_content() == "1.808.250 đồng"
    page.locator("[name=area]").fill("nhiều")
    assert page.locator("#f-charge").text_content() == ""


def test_the_draft_saves_itself_with_the_token(page: Any, address: str) -> None:
    """A short while after typing the draft is sent, with the token against forgery, and the page says so."""
    page.goto(f"{address}/p/building")
    page.locator("procedure-form.procedure-form--live").wait_for()
    page.locator("[name=area]").fill("50")
    page.get_by_text("Đã lưu bản nháp.").wait_for()
    token, saved = Counter.saved[-1]
    assert (token, saved["area"], saved["page"]) == ("secret", ["50"], ["building"])
    assert FORM.parse("building", saved, {}).answers == {"area": "50"}


def test_wards_follow_the_province(page: Any, address: str) -> None:
    """Choosing a province loads its wards; the button for people without script is out of the way."""
    page.goto(f"{address}/p/who")
    page.locator("procedure-form.procedure-form--live").wait_for()
    assert not page.locator("[data-refresh]").first.is_visible()
    page.locator("[name='home.province']").select_option("01")
    page.locator("[name='home.ward'] option[value='00001']").wait_for(state="attached")
    page.locator("[name='home.province']").select_option("15")
    page.locator("[name='home.ward'] option[value='02647']").wait_for(state="attached")
    assert page.locator("[name='home.ward'] option").count() == 2


def test_focus_goes_to_the_problems(page: Any, address: str) -> None:
    """After a refused post the summary has the focus, and its links lead to the controls."""
    page.goto(f"{address}/p/who?problems")
    page.locator("procedure-form.procedure-form--live").wait_for()
    expect(page.locator("[data-problem-summary]")).to_be_focused()
    page.locator("[data-problem-summary] a").nth(3).click()
    expect(page.locator("[name=phone]")).to_be_focused()


def test_nothing_is_wider_than_a_small_telephone(page: Any, address: str) -> None:
    """At 360 pixels no page scrolls sideways, with or without problems."""
    Counter.answers = COMPLETE
    for name in FORM.pages_by_id:
        for query in ("", "?problems"):
            page.goto(f"{address}/p/{name}{query}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


def test_no_known_barrier_for_people_with_disabilities(page: Any, address: str) -> None:
    """An automatic check against WCAG 2.2 AA finds nothing, filled in or empty, with problems or without."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing").Axe()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = []
    for answers in ({}, COMPLETE):
        Counter.answers = answers
        for name in FORM.pages_by_id:
            page.goto(f"{address}/p/{name}?problems")
            violations = axe.run(page, options=rules).response["violations"]
            found += [(name, each["id"], each["nodes"][0]["html"]) for each in violations]
    assert found == []


def test_without_script_everything_can_be_filled_in(browser: Any, address: str) -> None:
    """With script switched off conditional fields stand there with their condition in words."""
    Counter.answers = {}
    page = real_browser.window(browser, java_script_enabled=False)
    page.goto(f"{address}/p/who")
    assert page.locator("[name=tax_code]").is_visible()
    assert page.get_by_text(
        "Chỉ trả lời nếu: trả lời “Có” cho câu hỏi “Ông/bà nộp thay cho tổ chức?”."
    ).is_visible()
    assert page.locator("[data-refresh]").first.is_visible()
    page.context.close()
