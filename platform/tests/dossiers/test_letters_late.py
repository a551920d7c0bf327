"""A letter that is printed late says what it would have said at once: the outbox may come hours after the act."""

from datetime import date

import making
from motcua.dossiers import letters
from motcua.dossiers.actions import (
    accept_supplement,
    answer_supplement,
    assign,
    confirm_payment,
    extend_with_apology,
    request_supplement,
    take_in,
)
from motcua.dossiers.models import Dossier


def _letter(dossier: Dossier, kind: str) -> dict[str, object]:
    fresh = Dossier.objects.for_system("test").get(pk=dossier.pk)
    return letters.data(fresh, fresh.events.get(kind=kind))


def _goes_on(office: making.Office, dossier: Dossier) -> None:
    """The fee is paid, a supplement is asked for and comes with a file, and the day of return is put off."""
    assign.run(office.receiver, dossier.public_id, assign.Command(office.specialist.user))
    making.set_clock("2026-07-02 10:00")
    confirm_payment.run(office.receiver, dossier.public_id, confirm_payment.Command("cash"))
    asked = request_supplement.Command("Thiếu sơ đồ.", ("copies",), ("map",))
    request_supplement.run(office.specialist, dossier.public_id, asked)
    making.set_clock("2026-07-06 09:00")
    answer = answer_supplement.Command({"copies": 3}, {"map": (making.pdf("so-do.pdf"),)})
    answer_supplement.run(office.citizen, dossier.public_id, answer)
    accept_supplement.run(office.specialist, dossier.public_id, accept_supplement.Command())
    command = extend_with_apology.Command(date(2026, 7, 24), "Hồ sơ phức tạp.")
    extend_with_apology.run(office.leader, dossier.public_id, command)


def test_a_slip_printed_late_promises_the_day_that_was_promised(office: making.Office) -> None:
    """The slip printed after an extension, a payment and a supplement equals the slip printed at once."""
    dossier = making.taken_in(office)
    at_once = _letter(dossier, "taken_in")

    _goes_on(office, dossier)

    assert at_once["return_on"] == "2026-07-15"
    assert _letter(dossier, "taken_in") == at_once


def test_a_slip_of_the_counter_printed_late_is_the_same(office: making.Office) -> None:
    """So does the slip of a dossier that began on paper."""
    dossier = making.on_paper(office).dossier
    at_once = _letter(dossier, "taken_in")

    making.set_clock("2026-07-02 10:00")
    confirm_payment.run(office.receiver, dossier.public_id, confirm_payment.Command("cash"))

    assert _letter(dossier, "taken_in") == at_once


def test_an_acknowledgement_printed_late_knows_nothing_later(office: making.Office) -> None:
    """What was handed in online is acknowledged with the papers, fees and day of that moment."""
    dossier = making.submitted(office).dossier
    at_once = _letter(dossier, "submitted")

    take_in.run(office.receiver, dossier.public_id, take_in.Command())
    _goes_on(office, dossier)

    assert _letter(dossier, "submitted") == at_once


def test_the_apology_names_the_day_of_the_slip(office: making.Office) -> None:
    """The day the apology takes back is the day the slip of the same dossier promised, however late it prints."""
    dossier = making.taken_in(office)
    assign.run(office.receiver, dossier.public_id, assign.Command(office.specialist.user))
    command = extend_with_apology.Command(date(2026, 7, 24), "Hồ sơ phức tạp.")
    extend_with_apology.run(office.leader, dossier.public_id, command)

    assert _letter(dossier, "extended")["old_date"] == _letter(dossier, "taken_in")["return_on"]
