"""A procedure's own words: for every notice that is sent, with every fact that may stand in it."""

import json
from importlib.resources import files

import making
import small_procedure
from forms_schema.check.notices import PLACEHOLDERS
from motcua.dossiers.actions import withdraw
from motcua.dossiers.notifying import NOTICE_OF
from motcua.notices import reads, texts
from motcua.outbox.delivering import deliver_due


def test_a_procedure_may_word_every_notice_that_is_sent() -> None:
    """No message reaches people for which an administrator could not write the words."""
    schema = json.loads(files("forms_schema.document").joinpath("schema/messages.json").read_text("utf-8"))
    events = schema["$defs"]["notices"]["items"]["properties"]["event"]["enum"]
    assert set(events) == set(texts.DEFAULTS) == set(NOTICE_OF.values())


def test_nobody_is_sent_a_text_with_braces_in_it(db: None) -> None:
    """Every placeholder that may be published is filled in, also in the notice of a withdrawal."""
    making.set_clock("2026-07-01 09:30")
    words = " ".join(f"{{{one}}}" for one in PLACEHOLDERS)
    own = [{"event": "withdrawn", "sms": {"vi": f"Hồ sơ đã rút: {words}", "en": words}}]
    making.published(small_procedure.document(notices=own))
    office = making.office()
    born = making.submitted(office)
    withdraw.run(office.receiver, born.dossier.public_id, withdraw.Command("paper", "Xin rút hồ sơ."))
    while deliver_due():
        pass
    told = reads.of_person(office.citizen.person or "", born.dossier.public_id)
    text = next(one.text for one in told if one.kind == "withdrawn")
    assert born.dossier.code in text
    assert "01/07/2026" in text
    assert "{" not in text
