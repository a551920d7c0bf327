"""Two presses of the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import making
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from motcua.dossiers import reads as dossiers
from motcua.portal import offices
from motcua.portal.actions import attach_file, keep_answers, start_draft, submit_draft


def test_two_presses_at_the_same_moment_give_one_dossier(committed_db: Any) -> None:
    """Whoever presses twice on a slow line has one dossier, and both presses lead to it."""
    version = making.published()
    at = making.office()
    procedure = version.loaded()
    office = offices.chosen(procedure, making.vietnam("2026-07-01 09:30").date(), f"q-{at.agency.public_id}")
    identity = {"name": "Nguyễn Thị Thử"}
    draft = start_draft.run(
        at.citizen, version, case="standard", applicant="citizen", office=office, identity=identity
    )
    keep_answers.run(draft, {"full_name": "Nguyễn Thị Thử", "copies": 2}, {})
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
