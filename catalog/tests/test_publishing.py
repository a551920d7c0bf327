"""Publishing: what is refused, what is frozen, and who may."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from catalog.actions import (
    approve,
    approve_calendar_entry,
    change_definition,
    propose_calendar_entry,
    publish_version,
    submit_for_review,
    withdraw_from_review,
)
from catalog.errors import (
    InReview,
    Locked,
    NotAllowed,
    NothingToPublish,
    NotPublishable,
    SecondPersonNeeded,
    WagtailPublishingIsOff,
)
from catalog.models import CalendarEntry
from catalog.registry import clock, on_published
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from catalog import reads

pytestmark = pytest.mark.django_db


def change(draft: Any, by: Any, at: str, value: Any) -> Any:
    """One set operation on the draft as it stands."""
    draft.refresh_from_db()
    return change_definition(
        draft, {"op": "set", "at": at, "value": value, "base": draft.definition_hash}, by
    )


def test_a_broken_procedure_is_refused_with_every_reason(draft: Any, editor: Any, approver: Any) -> None:
    """A procedure whose check finds an error cannot be published, and every reason is named."""
    change(draft, editor, "/scenarios/" + draft.definition["scenarios"][0]["id"] + "/expect/total", 1)
    draft.refresh_from_db()
    with pytest.raises(NotPublishable) as refusal:
        publish_version(draft, editor, approver)
    assert refusal.value.problems
    assert all(one.message["vi"] and one.pointer for one in refusal.value.problems)
    assert reads.versions(draft.code) == []


def test_examples_are_tried_on_the_provinces_own_calendar(draft: Any, editor: Any, approver: Any) -> None:
    """A day off of the province moves the date of an example: with the moved date it is published, and the
    nation's calendar alone has no say."""
    day = date(2026, 8, 22)
    said = {"name_vi": "Nghỉ theo quyết định của tỉnh", "decision": "QĐ 02/QĐ-UBND", "known_on": day}
    entry = propose_calendar_entry(CalendarEntry(first_day=day, last_day=day, kind="off", **said), editor)
    approve_calendar_entry(entry.pk, approver)
    with pytest.raises(NotPublishable) as refusal:
        publish_version(draft, editor, approver)
    at = "/scenarios/after_15_00/expect/due"
    place = [one["id"] for one in draft.definition["scenarios"]].index("after_15_00")
    assert [one.pointer for one in refusal.value.problems] == [f"/scenarios/{place}/expect/due"]
    change(draft, editor, at, "2026-08-24")
    draft.refresh_from_db()
    assert publish_version(draft, editor, approver).number == 1


def test_whoever_changed_it_cannot_approve_it(draft: Any, editor: Any) -> None:
    """A person who changed the procedure since its last version cannot approve it, not even a superuser."""
    editor.is_superuser = True
    editor.save()
    submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    with pytest.raises(SecondPersonNeeded):
        approve(draft, editor)
    with pytest.raises(SecondPersonNeeded):
        publish_version(draft, editor, editor)
    assert reads.versions(draft.code) == []


def test_wagtails_own_approval_door_is_closed_to_the_author(draft: Any, editor: Any) -> None:
    """The second person is asked for at the lowest door too, where the admin's own buttons lead."""
    editor.is_superuser = True
    editor.save()
    state = submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    task = state.current_task_state.specific
    with pytest.raises(SecondPersonNeeded):
        task.task.specific.on_action(task, editor, "approve")


def test_an_editor_without_the_right_cannot_approve(draft: Any, editor: Any, published: Any) -> None:
    """Approving needs the right to approve."""
    with pytest.raises(NotAllowed):
        approve(draft, editor)


def test_the_second_persons_approval_publishes(draft: Any, editor: Any, approver: Any) -> None:
    """When a colleague approves, the content becomes version 1, exactly as it was submitted."""
    heard: list[Any] = []
    heard_one = on_published.add(lambda **facts: heard.append(facts["version"]))
    try:
        submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
        version = approve(draft, approver, "Đúng với quyết định công bố")
    finally:
        on_published.remove(heard_one)
    assert version is not None and version.number == 1
    assert version.document == draft.definition
    assert (version.published_by, version.approved_by) == (editor, approver)
    assert version.reason == "Sửa mức phí theo thông tư mới – Đúng với quyết định công bố"
    assert heard == [version]


def test_content_under_review_cannot_change(draft: Any, editor: Any) -> None:
    """What is being approved cannot be changed until the request is taken back."""
    submit_for_review(draft, editor, "Sửa mức phí theo thông tư mới")
    with pytest.raises(InReview):
        change(draft, editor, "/name/vi", "Tên khác")
    withdraw_from_review(draft, editor)
    assert change(draft, editor, "/name/vi", "Tên khác").procedure.name_vi == "Tên khác"


def test_the_same_content_is_not_published_twice(
    published: Any, draft: Any, editor: Any, approver: Any
) -> None:
    """Publishing exactly what is published is refused."""
    with pytest.raises(NothingToPublish):
        publish_version(draft, editor, approver)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalog_procedureversion SET document = '{}'::jsonb",
        "UPDATE catalog_procedureversion SET valid_to = '2026-12-31'",
        "DELETE FROM catalog_procedureversion",
        "TRUNCATE catalog_procedureversion CASCADE",
    ],
)
def test_a_published_row_cannot_change(published: Any, statement: str) -> None:
    """Raw SQL cannot change, delete or empty what was published."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert reads.version(published.public_id).document == published.document


def test_which_version_is_in_force_turns_at_midnight(
    published: Any, draft: Any, editor: Any, approver: Any, monkeypatch: Any
) -> None:
    """A version prepared for a day applies from that day's first moment in Viet Nam, not a minute earlier."""
    first = clock.today() + timedelta(days=30)
    change(draft, editor, "/in_force/from", first.isoformat())
    draft.refresh_from_db()
    later = publish_version(draft, editor, approver)
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    midnight = datetime(first.year, first.month, first.day, tzinfo=zone)
    seen = {}
    for name, moment in {"before": midnight - timedelta(seconds=1), "at": midnight}.items():
        monkeypatch.setattr(clock, "source", lambda moment=moment: moment.astimezone(ZoneInfo("UTC")))
        seen[name] = reads.version_in_force(draft.code, clock.today())
    assert seen == {"before": published, "at": later}
    assert [one.pk for one in reads.upcoming(first - timedelta(days=1))] == [later.pk]


def test_before_its_first_day_nothing_is_in_force(published: Any) -> None:
    """On the day before the first version begins there is no procedure."""
    day = published.valid_from
    assert reads.version_in_force(published.code, day - timedelta(days=1)) is None
    assert reads.version_in_force(published.code, day) == published


def test_a_version_ends_with_its_last_day(published: Any, draft: Any, editor: Any, approver: Any) -> None:
    """A procedure with a last day is gone the day after; the earlier version does not come back."""
    last = clock.today() + timedelta(days=60)
    change(draft, editor, "/in_force/from", clock.today().isoformat())
    change(draft, editor, "/in_force/to", last.isoformat())
    draft.refresh_from_db()
    ending = publish_version(draft, editor, approver)
    assert reads.version_in_force(draft.code, last) == ending
    assert reads.version_in_force(draft.code, last + timedelta(days=1)) is None


def test_a_new_version_does_not_reach_into_the_past(
    published: Any, draft: Any, editor: Any, approver: Any
) -> None:
    """Days on which version 1 applied keep version 1."""
    change(draft, editor, "/name/vi", "Chứng thực bản sao (mới)")
    draft.refresh_from_db()
    with pytest.raises(NotPublishable):
        publish_version(draft, editor, approver)
    assert reads.version_in_force(draft.code, published.valid_from) == published


def test_replacing_a_prepared_version_needs_a_reason(
    published: Any, draft: Any, editor: Any, approver: Any
) -> None:
    """Nobody replaces a prepared version silently."""
    day = (clock.today() + timedelta(days=10)).isoformat()
    change(draft, editor, "/in_force/from", day)
    draft.refresh_from_db()
    publish_version(draft, editor, approver)
    change(draft, editor, "/name/vi", "Chứng thực bản sao (sửa)")
    draft.refresh_from_db()
    with pytest.raises(NotPublishable):
        publish_version(draft, editor, approver)
    third = publish_version(draft, editor, approver, "Sửa lỗi chính tả")
    assert reads.version_in_force(draft.code, date.fromisoformat(day)) == third


def test_the_published_document_is_loaded_once(published: Any, django_assert_num_queries: Any) -> None:
    """Loading a version again costs no query."""
    first = published.loaded()
    with django_assert_num_queries(0):
        assert published.loaded() is first
    assert first.hash == published.content_hash


def test_wagtails_own_publishing_is_off(draft: Any, editor: Any) -> None:
    """Neither a revision nor the row can be published or unpublished past the versions."""
    with pytest.raises(WagtailPublishingIsOff):
        draft.get_latest_revision().publish(user=editor)
    with pytest.raises(WagtailPublishingIsOff):
        draft.unpublish(user=editor)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("edit", []),
        ("unpublish", []),
        ("workflow_action", ["approve", 1]),
        ("collect_workflow_action_data", ["approve", 1]),
        ("revisions_revert", [1]),
    ],
)
def test_wagtails_own_pages_lead_to_the_editor(
    client: Any, draft: Any, editor: Any, name: str, more: list[Any]
) -> None:
    """The admin's own edit, publish, approve and revert pages change nothing and lead to the editor."""
    client.force_login(editor)
    answer = client.post(reverse(f"catalog_procedures:{name}", args=[draft.pk, *more]), {"code": "x"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("catalog_editor:edit", args=[draft.pk]))


def test_a_locked_procedure_is_changed_by_its_holder_only(
    draft: Any, editor: Any, approver: Any, person: Any
) -> None:
    """While a colleague has locked a procedure, nobody else changes it."""
    holder = person("giukhoa", "Procedure editors")
    draft.locked, draft.locked_by = True, holder
    draft.save()
    with pytest.raises(Locked):
        change(draft, editor, "/name/vi", "Tên khác")
    assert change(draft, holder, "/name/vi", "Tên khác").procedure.name_vi == "Tên khác"
