"""The approver reads what changed, old and new, in words; nothing else is told to be a change."""

from typing import Any

import pytest
from catalog.actions import change_definition, submit_for_review, undo
from catalog.errors import CatalogError
from django.urls import reverse

pytestmark = pytest.mark.django_db


def change(draft: Any, by: Any, op: str, at: str, value: Any) -> None:
    """One operation on the draft as it stands."""
    draft.refresh_from_db()
    change_definition(draft, {"op": op, "at": at, "value": value, "base": draft.definition_hash}, by)


@pytest.fixture
def versions_page(client: Any, published: Any, draft: Any, editor: Any) -> Any:
    """Reads the tab of versions as plain text."""
    from lxml import html

    def read() -> str:
        client.force_login(editor)
        client.cookies["django_language"] = "vi"
        page = client.get(reverse("catalog_editor:panel", args=[draft.pk, "versions"]))
        return " ".join(html.fromstring(page.content).text_content().split())

    return read


CHANGES = [
    ("set", "/form/fields/paper_title/x-field/label", {"vi": "Tên văn bằng", "en": "Title of the paper"},
     "“Tên bản chính giấy tờ, văn bản” → “Tên văn bằng”"),
    ("set", "/in_force/from", "2027-11-24", "→ 24/11/2027"),
    ("set", "/fees/certification/cap", 250000, "200.000 đ → 250.000 đ"),
    ("set", "/fees/certification/amount/tiers/steps", [{"from": 1, "each": 2200}],
     "2.200 đ"),
    ("set", "/channels", ["direct"], "→ Tại quầy"),
    ("set", "/fees/certification/refundable", True, "Không → Có"),
    ("set", "/fees/certification/per", "page", "→ mỗi trang"),
    ("set", "/deadlines/same_day/pauses", [{"reason": "supplement", "effect": "pause"}],
     "— → (lý do Bổ sung giấy tờ, hệ quả ngừng tính thời gian)"),
]  # fmt: skip


@pytest.mark.parametrize(("op", "at", "value", "shown"), CHANGES, ids=[one[1] for one in CHANGES])
def test_the_approver_sees_old_and_new(
    versions_page: Any, draft: Any, editor: Any, op: str, at: str, value: Any, shown: str
) -> None:
    """A changed label, day, sum, list or choice is shown old and new, in people's words."""
    change(draft, editor, op, at, value)
    assert shown in versions_page()


def test_undoing_everything_leaves_nothing_to_publish(
    published: Any, draft: Any, editor: Any, client: Any
) -> None:
    """After undo the text is the published one: no count of changes, and no offer to submit it."""
    client.force_login(editor)
    edit = reverse("catalog_editor:edit", args=[draft.pk])
    change(draft, editor, "set", "/fees/certification/cap", 250000)
    assert "review-remark" in client.get(edit).content.decode()
    undo(draft, editor)
    draft.refresh_from_db()
    page = client.get(edit).content.decode()
    assert "review-remark" not in page
    assert "ed-badge--wait" not in page
    assert not draft.has_unpublished_changes


def test_nothing_is_submitted_without_a_word(draft: Any, editor: Any) -> None:
    """Who submits says what was changed and why; the approver reads it."""
    with pytest.raises(CatalogError):
        submit_for_review(draft, editor, "  ")
    draft.refresh_from_db()
    assert not draft.workflow_in_progress


def test_the_approver_reads_the_remark(draft: Any, editor: Any, approver: Any, client: Any) -> None:
    """The remark stands above the buttons of the approver."""
    submit_for_review(draft, editor, "Theo Thông tư 226/2016/TT-BTC")
    client.force_login(approver)
    page = client.get(reverse("catalog_editor:edit", args=[draft.pk])).content.decode()
    assert "Theo Thông tư 226/2016/TT-BTC" in page


def test_the_history_names_what_was_removed(draft: Any, editor: Any, client: Any) -> None:
    """A check that is gone is still called by its name in the history."""
    draft.refresh_from_db()
    operation = {"op": "remove", "at": "/checks/restricted_paper", "base": draft.definition_hash}
    name = next(one["message"]["vi"] for one in draft.definition["checks"] if one["id"] == "restricted_paper")
    change_definition(draft, operation, editor)
    client.force_login(editor)
    client.cookies["django_language"] = "vi"
    page = client.get(reverse("catalog_editor:panel", args=[draft.pk, "history"])).content.decode()
    assert f"xóa “{name[:60]}" in page


def test_who_may_not_change_sees_no_buttons_that_change(
    published: Any, draft: Any, editor: Any, approver: Any, client: Any
) -> None:
    """The approver is not shown undo and redo that can never be pressed; the editor is."""
    change(draft, editor, "set", "/fees/certification/cap", 250000)
    address = reverse("catalog_editor:panel", args=[draft.pk, "general"])
    for person, shown in ((editor, True), (approver, False)):
        client.force_login(person)
        assert ('id="undo"' in client.get(address).content.decode()) is shown
