"""Words that say a question was not answered are for readers, never data."""

import making
from forms_schema.forms import Form
from forms_schema.situation import Situation
from motcua.desk.intake import answer_texts


def test_a_telephone_nobody_gave_is_not_a_sentence(db: None) -> None:
    """What was not answered has no text for the person's data: no partner and no list is told "(not answered)"."""
    form = Form(making.published().loaded())
    there = Situation(case="standard", on=making.vietnam("2026-07-01 09:30").date(), channel="direct",
                      place="standard", applicant="citizen")  # fmt: skip

    texts = answer_texts(form, {"full_name": "Nguyễn Thị Thử", "copies": 2}, there)

    assert texts["full_name"] == "Nguyễn Thị Thử"
    assert "note" not in texts
