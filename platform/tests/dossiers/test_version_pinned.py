"""A change in the catalogue never touches a dossier that is under way."""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import making
import pytest
import small_procedure
from motcua.dossiers import gathering, letters, reads
from motcua.dossiers.actions import assign, confirm_payment, decide, return_result
from motcua.ground import clock

Document = dict[str, Any]


def _form(document: Document) -> None:
    fields = document["form"]["data"]["properties"]
    fields["reason"] = copy.deepcopy(fields["note"])
    fields["reason"]["x-field"]["required"] = True
    document["form"]["pages"][0]["items"].append({"field": "reason"})
    document["scenarios"][0]["answers"]["reason"] = "Vì lý do riêng"


def _fees(document: Document) -> None:
    for fee in document["fees"]:
        fee["amount"]["fixed"] *= 3
    document["scenarios"][0]["expect"]["total"] *= 3


def _time(document: Document) -> None:
    for deadline in document["deadlines"]:
        deadline["legs"][0]["amount"] = 3
    document["scenarios"][0]["expect"]["due"] = "2026-07-06"


def _papers(document: Document) -> None:
    document["components"][1]["required"] = True


def _steps(document: Document) -> None:
    for step in document["steps"]:
        step["id"] = f"new_{step['id']}"
        for way in step["next"]:
            way["to"] = f"new_{way['to']}"


def _results(document: Document) -> None:
    for result in document["results"]:
        result["id"] = f"new_{result['id']}"


def _words(document: Document) -> None:
    document["name"] = {"vi": "Tên mới", "en": "New name"}


CHANGES: list[Callable[[Document], None]] = [_form, _fees, _time, _papers, _steps, _results, _words]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_running_dossiers_keep_their_version(
    office: making.Office, change: Callable[[Document], None]
) -> None:
    """After a new version with another form, fee, time, paper, step, result or name, the old dossier goes on
    as promised and a new one follows the new version."""
    old = making.taken_in(office)
    before = _seen(old)
    document = small_procedure.document()
    change(document)
    document["in_force"]["from"] = (clock.today() + timedelta(days=1)).isoformat()
    new_version = making.published(document)
    making.set_clock("2026-07-03 09:00")
    assert _seen(old) == before
    assign.run(office.receiver, old.public_id, assign.Command(office.specialist.user))
    old = decide.run(office.leader, old.public_id, making.decision())
    confirm_payment.run(office.returner, old.public_id, confirm_payment.Command("cash"))
    old = return_result.run(office.returner, old.public_id, return_result.Command())
    assert (str(old.state), str(old.due), reads.replay(old)) == ("returned", "2026-07-15", {})
    answers = {"full_name": "Nguyễn Thị Thử", "copies": 2}
    answers |= {"reason": "Vì"} if change is _form else {}
    files = {"application": (making.pdf(),), "map": (making.pdf(),)}
    fresh = making.submitted(office, answers=answers, files=files).dossier
    assert fresh.version == new_version


def _seen(dossier: Any) -> dict[str, Any]:
    """Everything the holder of the slip was promised."""
    dossier.refresh_from_db()
    facts = gathering.facts(dossier)
    receipt = letters.data(dossier, dossier.events.get(kind="taken_in"))
    return {
        "version": dossier.version.public_id,
        "form": facts.procedure.document["form"],
        "papers": facts.procedure.document["components"],
        "steps": facts.procedure.document["steps"],
        "fees": list(dossier.fee_lines.order_by("fee").values_list("fee", "amount", "why")),
        "due": (dossier.due, dossier.promised),
        "receipt": receipt,
    }


def test_the_version_of_the_day_of_filing(office: making.Office) -> None:
    """Paper handed in yesterday follows yesterday's version, though a new one is in force today."""
    document = small_procedure.document()
    _time(document)
    document["in_force"]["from"] = "2026-07-02"
    making.published(document)
    making.set_clock("2026-07-03 09:00")
    yesterday = making.on_paper(office, making.vietnam("2026-07-01 15:30")).dossier
    today = making.on_paper(office).dossier
    assert (str(yesterday.due), str(today.due)) == ("2026-07-15", "2026-07-08")
