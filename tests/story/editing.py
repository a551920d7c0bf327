"""What an editor of procedures does on the screens of the editor."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect
from real_browser import press

LAND = "1.013831"


def open_procedure(page: Page, code: str) -> None:
    """From the list of procedures to the editor of one."""
    page.goto("/admin/catalog/procedures/")
    press(page.get_by_role("row").filter(has_text=code).get_by_role("link").first)
    expect(page.locator(".ed-crumb")).to_contain_text(code)


def tab(page: Page, name: str) -> None:
    """One part of the procedure."""
    press(page.locator(".ed-tabs").get_by_role("link", name=re.compile(rf"^{name}")))
    expect(page.locator(".ed-tabs [aria-current=page]")).to_contain_text(name)


def open_part(page: Page, anchor: str) -> None:
    """Open a card or a question of the panel."""
    page.click(f"#open-{anchor}")
    page.wait_for_selector("#part-title, .ed-card--open")


def saved(page: Page, sentence: str = "Đã lưu.") -> None:
    """Wait until the editor says that the change is kept."""
    expect(page.locator("#editor-status")).to_contain_text(sentence)
    page.evaluate("document.querySelector('#editor-status').textContent = ''")


def write(page: Page, control: str, text: str) -> None:
    """Type into a control and leave it, which saves it."""
    page.fill(f"#{control}", text)
    page.keyboard.press("Tab")
    saved(page)


def add_question(page: Page, on: str, label: str, english: str, kind: str) -> str:
    """Add a question to a page of the form; returns its lasting id."""
    anchor = f"at-form-pages-{on}"
    if page.locator(f"#adding-{anchor}:not([open])").count():
        page.click(f"#adding-{anchor} summary")
    page.fill(f"#fl-{anchor}", label)
    page.fill(f"#fe-{anchor}", english)
    page.select_option(f"#ft-{anchor}", kind)
    page.click(f"#addf-{anchor}")
    saved(page)
    return page.locator("#part .ed-quiet").first.inner_text().rpartition(" ")[2]


def ask_only_when_yes(page: Page, question: str, other: str) -> str:
    """Pick the condition of a question, that another is answered yes; returns it as the editor says it."""
    press(page.locator(f"#at-form-fields-{question}-x-field-show"))
    pick(page, "g.0.operand", f"var:{other}")
    pick(page, "g.0.comparison", "yes")
    press(page.locator("button[value=save]"))
    return page.locator("#part .ed-sentence").first.inner_text()


def pick(page: Page, name: str, value: str) -> None:
    """Choose in a list of a condition, and wait until the editor has drawn the condition again."""
    page.evaluate("document.querySelector('form[data-condition]').dataset.before = ''")
    page.select_option(f"select[name='{name}']", value)
    expect(page.locator("form[data-condition][data-before]")).to_have_count(0)


def problems(page: Page) -> list[str]:
    """What stands in the way of publishing, as sentences."""
    tab(page, "Vấn đề")
    return page.locator(".ed-findings > .ed-finding--error").all_inner_texts()


def failing(page: Page) -> list[str]:
    """The titles of the scenarios that fail."""
    tab(page, "Tình huống")
    return (
        page.locator(".ed-card")
        .filter(has=page.locator(".ed-badge--bad"))
        .locator("strong")
        .all_inner_texts()
    )


def take_back(page: Page) -> None:
    """Undo the last change."""
    page.click("#undo")
    saved(page, "hoàn tác")


def remove_scenario(page: Page, key: str) -> None:
    """Remove a scenario whose expectation is no longer the rule."""
    tab(page, "Tình huống")
    page.click(f"#remove-at-scenarios-{key}")
    saved(page)


def take_new_result(page: Page, key: str) -> None:
    """Let a scenario expect what comes out now, after it was compared with the law."""
    tab(page, "Tình huống")
    page.click(f"#take-at-scenarios-{key}")
    saved(page)


def keep_try(page: Page, title: str) -> None:
    """Try the form in the preview, as sent online, and keep what comes out as a scenario."""
    tab(page, "Xem trước")
    page.select_option("#sw-channel", "online")
    press(page.get_by_role("button", name="Xem", exact=True))
    page.fill("#try-vi", title)
    press(page.get_by_role("button", name="Thêm tình huống"))
    expect(page.locator(".ed-card").filter(has_text=title)).to_be_visible()


def begin_on(page: Page, day: date) -> None:
    """The first day of the next version."""
    tab(page, "Chung")
    write(page, "at-in_force-from", day.isoformat())


def send_for_review(page: Page) -> None:
    """Say why, and ask a colleague to approve."""
    page.locator(".ed-submit summary", has_text="Trình phê duyệt").click()
    page.get_by_label("Đã thay đổi gì, vì sao").fill("Theo quyết định công bố mới")
    press(page.get_by_role("button", name="Gửi người phê duyệt"))
    expect(page.locator(".ed-badge--wait")).to_contain_text("Chờ phê duyệt")


def try_to_approve_own_work(page: Page) -> str:
    """Press a button changed into the approver's by hand; returns what the site answers."""
    assert page.locator("button[value=approve]").count() == 0
    page.evaluate("document.querySelector('button[value=withdraw]').value = 'approve'")
    press(page.locator("button[value=approve]"))
    return page.locator(".messages, [role=alert]").first.inner_text()


def approve(page: Page, comment: str) -> None:
    """Approve what a colleague asked for."""
    page.fill("#review-comment", comment)
    press(page.locator("button[value=approve]"))
