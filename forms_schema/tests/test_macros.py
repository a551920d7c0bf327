"""The pages people see: every control named, labelled and described; one golden page for each macro."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest
from forms_schema.forms import FileFact, Form, ItemView
from forms_schema.forms.words import words
from forms_schema.model import Procedure
from forms_schema.registry import Registry
from forms_schema.situation import Situation
from lxml import html

DATA = Path(__file__).parent / "data"
THEME = Path(__file__).parents[2] / "themes" / "default"
GOLDEN = DATA / "macros"
DOCUMENT = json.loads((DATA / "form.json").read_text(encoding="utf-8"))
COMPLETE = json.loads((DATA / "form_answers.json").read_text(encoding="utf-8"))
HERE = Situation("new", date(2026, 7, 1))
PAGES = [page["id"] for page in DOCUMENT["form"]["pages"]]
ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(THEME / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    extensions=["jinja2.ext.i18n"],
)
FIELDS: Any = ENVIRONMENT.get_template("macros/fields.html").module
PAGE = ENVIRONMENT.from_string(
    '{% import "macros/fields.html" as f %}{% call f.form(page, csrf_input, "/nop", "/luu", "/danh-muc") %}'
    '<button class="button" type="submit">OK</button>{% endcall %}'
)


class Names:
    """A code list with a nasty name in it."""

    def __init__(self, *codes: str) -> None:
        self.codes = codes

    def options(self, parent: str | None, on: date) -> list[tuple[str, dict[str, str]]]:
        return [(code, {"vi": f"Tên {code} <b>&"}) for code in self.codes]


LISTS = Registry(sources={"occupations": Names("1", "2"), "provinces": Names("15"), "wards": Names("02647")})
FORM = Form(Procedure(DOCUMENT, ""), LISTS)
PLAIN = Form(Procedure(DOCUMENT, ""))
FILES = {
    "application": [FileFact("đơn <1>.pdf", 20_480, "application/pdf", "f1")],
    "drawings": [FileFact("v.pdf", 1, "pdf", "d1")],
}


def draw(form: Form, page: str, answers: dict[str, Any], **more: Any) -> Any:
    """The page as a browser gets it, parsed."""
    view = form.view(page, answers, HERE, files=FILES, **more)
    return html.fromstring(PAGE.render(page=view, csrf_input=""))


def all_pages() -> list[Any]:
    """Every page, full, empty, and with every field refused."""
    refused = {name: "" for name in COMPLETE}
    drawn = [
        draw(form, page, answers) for form in (FORM, PLAIN) for page in PAGES for answers in (COMPLETE, {})
    ]
    problems = FORM.problems({**refused, "owners": [{}, {"minor": True}]}, HERE, {})
    return drawn + [draw(FORM, page, {"owners": [{}, {"minor": True}]}, problems=problems) for page in PAGES]


DRAWN = all_pages()


def controls(page: Any) -> list[Any]:
    return page.xpath("//*[self::input[not(@type='hidden')] or self::select or self::textarea]")


def test_every_control_has_a_name_and_a_visible_label() -> None:
    """Nothing can be typed or chosen that is not named and labelled."""
    for page in DRAWN:
        assert controls(page) or page.xpath("//h2|//p")
        for control in controls(page):
            label = page.xpath(f"//label[@for='{control.get('id')}']")
            assert control.get("name"), html.tostring(control)
            assert len(label) == 1, html.tostring(control)
            assert label[0].text_content().strip()
            assert "visually-hidden" not in (label[0].get("class") or "")
            assert control.get("placeholder") is None


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    """Hints, problems and links point to something that is on the page."""
    for page in DRAWN:
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        references = [
            each for value in page.xpath("//@aria-describedby|//@aria-labelledby") for each in value.split()
        ]
        anchors = [value[1:] for value in page.xpath("//a/@href") if value.startswith("#")]
        assert set(references + anchors + page.xpath("//label/@for")) <= set(ids)


def test_hint_condition_and_problem_are_all_read_out() -> None:
    """A problem does not push the hint out of what a screen reader says."""
    for page in DRAWN:
        for note in page.xpath(
            "//*[contains(@class,'field__help') or contains(@class,'field__condition')"
            " or contains(@class,'field__problem')][@id]"
        ):
            owner = note.get("id").rsplit("-", 1)[0]
            describing = " ".join(page.xpath("//@aria-describedby")).split()
            assert note.get("id") in describing or page.xpath(f"//p[@id='{owner}']"), note.get("id")


def test_groups_of_inputs_have_a_legend() -> None:
    """Radio buttons, boxes, addresses and rows are fieldsets whose legend is the question."""
    for page in DRAWN:
        for fieldset in page.xpath("//fieldset"):
            assert fieldset.xpath("./legend")[0].text_content().strip()
        for radio in page.xpath("//input[@type='radio']"):
            assert radio.xpath("ancestor::fieldset")


def test_every_problem_is_in_the_summary_with_a_link_to_its_control() -> None:
    """The summary stands first and each link leads to a control or a group on this page."""
    page = next(p for p in DRAWN if p.xpath("//*[@data-problem-summary]"))
    summary = page.xpath("//*[@data-problem-summary]")[0]
    assert page.xpath("//form/preceding-sibling::*")[0] is summary
    assert summary.xpath(".//a")
    for link in summary.xpath(".//a"):
        target = page.xpath(f"//*[@id='{link.get('href')[1:]}']")[0]
        assert target.tag in ("input", "select", "textarea", "output") or target.get("tabindex") == "-1"
    assert page.xpath("//*[@aria-invalid='true']")


def test_optional_is_marked_and_required_is_not() -> None:
    """People are told what they may leave empty; what they must fill in carries no star."""
    page = draw(FORM, "who", {})
    marks = {
        box.get("data-field"): box.xpath(".//*[@data-optional]")[0].get("hidden") is None
        for box in page.xpath("//form/*[@data-field]")
    }
    assert marks["email"] is True
    assert marks["phone"] is False
    assert marks["tax_code"] is False
    assert "*" not in page.text_content()


def test_a_conditional_field_says_its_condition_without_script() -> None:
    """The tax code stands there with its condition in words; fields other pages decided against do not."""
    page = draw(FORM, "who", {})
    box = page.xpath("//*[@data-field='tax_code']")[0]
    assert "Chỉ trả lời nếu: trả lời “Có” cho câu hỏi “Ông/bà nộp thay cho tổ chức?”." in box.text_content()
    assert box.get("hidden") is None
    assert draw(FORM, "building", {"represents": False}).xpath("//*[@data-field='value']") == []
    assert draw(FORM, "building", {"represents": True}).xpath("//*[@data-field='value']")


def test_the_form_works_without_script() -> None:
    """It posts, does not let the browser judge, has only submit buttons; Enter never removes a row."""
    page = draw(FORM, "shares", COMPLETE)
    form = page.xpath("//form")[0]
    assert (form.get("method"), form.get("novalidate")) == ("post", "")
    buttons = form.xpath(".//button")
    assert {button.get("type") for button in buttons} == {"submit"}
    assert buttons[0].get("name") is None
    assert {b.get("value") for b in buttons if b.get("name") == "row_action"} == {
        "add:owners",
        "remove:owners:0",
        "remove:owners:1",
    }


def test_no_script_of_the_page_is_executable() -> None:
    """A strict content policy holds: the only script element is data, nothing has an event attribute."""
    for page in DRAWN:
        assert {script.get("type") for script in page.xpath("//script")} == {"application/json"}
        assert page.xpath("//@*[starts-with(name(), 'on')]|//@style") == []


def test_what_people_type_is_never_markup() -> None:
    """A name with tags, in an answer, a file name or a code list, is shown as it was typed."""
    nasty = "</textarea></script><script>alert(1)</script>"
    page = draw(
        FORM, "building", {**COMPLETE, "description": nasty, "kind_other": nasty, "register_note": nasty}
    )
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//textarea")[0].text.strip() == nasty
    assert json.loads(page.xpath("//script")[0].text)["fields"]["register_note"]["fixed"] == nasty
    assert "đơn <1>.pdf" in draw(FORM, "papers", COMPLETE).text_content()


def test_papers_that_replace_each_other_say_so() -> None:
    """Of two papers of which one is enough, each names the other and neither is marked as required."""
    papers = {item.id: item for item in FORM.view("papers", COMPLETE, HERE).items}
    assert "Có thể thay bằng: Hợp đồng thuê đất." in papers["c-land_book"].help
    assert [papers[name].required for name in ("c-land_book", "c-application")] == [False, True]


def test_browsers_are_told_what_is_typed() -> None:
    """Numbers get a number keyboard, known personal data their autocomplete token."""
    page = draw(FORM, "who", {})
    tokens = {c.get("name"): (c.get("inputmode"), c.get("autocomplete")) for c in controls(page)}
    assert tokens["phone"] == ("tel", "tel")
    assert tokens["email"] == ("email", "email")
    assert tokens["personal_id"] == ("numeric", "off")
    assert tokens["full_name"] == (None, "name")
    assert tokens["home.street"] == (None, "street-address")


def posted_from(page: Any) -> dict[str, list[str]]:
    """What a browser would post of the page untouched."""
    posted: dict[str, list[str]] = {}
    for control in page.xpath("//form//input|//form//select|//form//textarea"):
        kind, name = control.get("type"), control.get("name")
        if kind == "file" or (kind in ("radio", "checkbox") and control.get("checked") is None):
            continue
        if control.tag == "select":
            value = (control.xpath("./option[@selected]/@value") or [""])[0]
        elif control.tag == "textarea":
            value = (control.text or "").removeprefix("\n")
        else:
            value = control.get("value")
        posted.setdefault(name, []).append(value)
    return posted


@pytest.mark.parametrize("form", [FORM, PLAIN], ids=["lists", "typed codes"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_drawn_and_posted_back_every_answer_is_the_same(form: Form, language: str) -> None:
    """From the answers to HTML, through the browser and back, no field of any type changes."""
    answers = {**COMPLETE, "represents": True, "tax_code": "0312687878-001", "value": 1250, "occupation": "2"}
    answers |= {
        "description": "\nMột\nHai",
        "email": "a@b.vn",
        "start_time": "07:30",
        "fire_plan": False,
        "drawings": ["d1"],
    }
    answers["description"] = "Một\nHai"
    for page in PAGES:
        parsed = form.parse(page, posted_from(draw(form, page, answers, language=language)), answers)
        assert (parsed.problems, parsed.answers) == ([], answers)


ITEM = ItemView(
    kind="field",
    id="f-x",
    name="x",
    label="Nhãn",
    help="Gợi ý.",
    described_by="f-x-help f-x-problem",
    problem="Hãy sửa.",
)
MACROS: dict[str, ItemView] = {
    "text": replace(ITEM, widget="text", value="a & b", max_length=60, required=True, autocomplete="name"),
    "text_with_unit": replace(
        ITEM,
        widget="number",
        value="120,5",
        unit="m²",
        input_mode="decimal",
        problem="",
        described_by="f-x-help",
    ),
    "long_text": replace(ITEM, widget="long_text", value="Một\nHai", lines=6, max_length=500, optional=True),
}


def golden_items() -> dict[str, Any]:
    """One drawn item for each macro, from the sample form where it has one."""
    view = {
        item.name or item.id: item
        for page in PAGES
        for item in FORM.view(page, COMPLETE, HERE, files=FILES, locked={"full_name": "Y Moan"}).items
    }
    picked = {
        "radios": "kind",
        "checkboxes": "uses",
        "select": "occupation",
        "address": "home",
        "tick": "agreed",
    }
    picked |= {
        "group": "owners",
        "files": "component.application",
        "files_of_field": "drawings",
        "computed": "charge",
    }
    picked |= {"paper_note": "component.original_seen", "read_only": "full_name", "conditional": "kind_other"}
    picked |= {"heading": "heading-h_identity", "explanation": "text-t_drawings"}
    return MACROS | {macro: view[name] for macro, name in picked.items()}


@pytest.mark.parametrize("name", golden_items())
def test_each_macro_draws_what_was_agreed(name: str) -> None:
    """The HTML of a macro changes only when somebody means it to: compare with the kept page."""
    drawn = str(FIELDS.field(golden_items()[name], words("vi")))
    drawn = re.sub(r"\n+", "\n", drawn).strip() + "\n"
    kept = GOLDEN / f"{name}.html"
    if os.environ.get("REWRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")


def test_check_your_answers_links_to_each_answer() -> None:
    """Every answer that people typed has a link to change it, and the link says what it changes."""
    template = ENVIRONMENT.from_string(
        '{% import "macros/fields.html" as f %}{{ f.answers(pages, words, url) }}'
    )
    drawn = html.fromstring(
        "<div>"
        + template.render(
            pages=FORM.summary(COMPLETE, HERE, locked={"phone": "0912345678"}),
            words=words("vi"),
            url=lambda page, field: f"/{page}#{field}",
        )
        + "</div>"
    )
    without = [row.xpath("string(dt)") for row in drawn.xpath("//*[@class='answers__row'][not(.//a)]")]
    assert "Phí thẩm định" in without and "Tổng tỷ lệ" in without, "worked out from other answers"
    assert "Số điện thoại" in without, "kept by the state, not changed here"
    assert "Họ và tên" not in without
    assert len(drawn.xpath("//a")) > 15
    assert drawn.xpath("//a")[0].get("href") == "/who#full_name"
    assert drawn.xpath("//a")[0].text_content().strip() == "Sửa Họ và tên"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_enough_contrast() -> None:
    """Text 4.5:1 on every ground it stands on, borders of controls 3:1."""
    css = (THEME / "static" / "tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--colour-([a-z-]+): (#[0-9a-f]{6})", css.partition("@media")[0]))
    grounds = ["page", "panel", "notice-panel", "problem-panel"]
    for text in ("text", "quiet", "link", "problem", "action", "brand"):
        assert all(contrast(colours[text], colours[ground]) >= 4.5 for ground in grounds), text
    assert contrast(colours["on-action"], colours["action-over"]) >= 4.5
    assert contrast(colours["on-brand"], colours["brand"]) >= 4.5
    assert contrast(colours["border"], colours["panel"]) >= 3
    manifest = json.loads((THEME / "theme.json").read_text(encoding="utf-8"))
    for name, token in manifest["tokens"].items():
        assert token["default"] == colours[name.removeprefix("colour-")]
        assert contrast(token["default"], token["on"]) >= manifest["contrast"]["least"]


def test_styles_stay_small_and_use_only_tokens() -> None:
    """Under 20 kB together, and form.css names no colour of its own: a province can change them all."""
    styles = {
        name: (THEME / "static" / name).read_text(encoding="utf-8") for name in ("tokens.css", "form.css")
    }
    assert sum(len(text.encode()) for text in styles.values()) < 20_000
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", styles["form.css"]))
    assert used <= set(re.findall(r"(--[a-z0-9-]+):", styles["tokens.css"]))
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", styles["form.css"])) <= {"#000"}
