"""Two presses of the button, or two tabs, at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import making
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from motcua.dossiers import reads as dossiers
from motcua.portal import offices, reads
from motcua.portal.actions import attach_file, keep_answers, start_draft, submit_draft
from motcua.portal.reads import Kept
from plain_browser import signed_in


def test_two_presses_at_the_same_moment_give_one_dossier(committed_db: Any) -> None:
    """Whoever presses twice on a slow line has one dossier, and both presses lead to it."""
    version = making.published()
    at = making.office()
    procedure = version.loaded()
    office = offices.chosen(procedure, making.vietnam("2026-07-01 09:30").date(), f"q-{at.agency.public_id}")
    identity = {"name": "Nguyễn Thị Thử"}
    begun = start_draft.run(
        at.citizen, version, case="standard", applicant="citizen", office=office, identity=identity
    )
    draft = reads.draft(at.citizen, begun)
    keep_answers.run(draft, lambda _now: Kept({"full_name": "Nguyễn Thị Thử", "copies": 2}))
    attach_file.run(draft, procedure.components[0], SimpleUploadedFile("don.pdf", making.PDF))

    def press(_number: int) -> str:
        try:
            return submit_draft.run(at.citizen, draft, identity, "vi")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        given = set(hands.map(press, range(4)))
    assert len(given) == 1
    assert [row.public_id for row in dossiers.my_dossiers(at.citizen)] == list(given)


def test_two_tabs_keep_the_answers_of_both(committed_db: Any) -> None:
    """One tab has read the draft and waits to save its page; what another tab saves meanwhile is not dropped."""
    version = making.published()
    at = making.office()
    day = making.vietnam("2026-07-01 09:30").date()
    office = offices.chosen(version.loaded(), day, f"q-{at.agency.public_id}")
    begun = start_draft.run(
        at.citizen, version, case="standard", applicant="citizen", office=office, identity={}
    )
    draft = reads.draft(at.citizen, begun)
    tab = signed_in(at.citizen)

    def saves() -> int:
        try:
            where = f"/vi/nop/ban-nhap/{draft.public_id}/trang/main/luu/"
            return tab.post(where, {"page": "main", "note": "Từ thẻ thứ nhất"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic():
            keep_answers.run(draft, lambda now: Kept({**now.answers, "copies": 2}))
            first = hands.submit(saves)
            wait_until_blocked()
        assert first.result() == 200
    answers = reads.opened(reads.draft(at.citizen, draft.public_id)).answers
    assert (answers["copies"], answers["note"]) == (2, "Từ thẻ thứ nhất")


def wait_until_blocked() -> None:
    """Until another connection waits for a lock."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1")
            if cursor.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("The other tab never came to the draft.")
