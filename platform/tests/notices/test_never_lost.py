"""The messages that the earlier system lost are owed to the person, each with what they must know."""

from collections.abc import Callable
from typing import Any

import making
import pytest
from django.core import mail
from motcua.dossiers.actions import declare_not_eligible, request_supplement
from motcua.dossiers.models import Dossier
from motcua.notices import channels, reads
from motcua.outbox.delivering import deliver_due


@pytest.fixture
def office(db: None) -> making.Office:
    making.set_clock("2026-07-01 09:30")
    making.published()
    return making.office()


def delivered() -> None:
    """Let everything owed be heard, as the worker does; owing makes more to hear."""
    for _ in range(20):
        if not deliver_due():
            return


def finished_early(office: making.Office) -> Dossier:
    return making.decided(office)


def supplement(office: making.Office) -> Dossier:
    command = request_supplement.Command("Thiếu bản đồ thửa đất.", (), ("map",))
    return request_supplement.run(office.specialist, making.in_process(office).public_id, command)


def not_eligible(office: making.Office) -> Dossier:
    command = declare_not_eligible.Command("Thửa đất đang tranh chấp.", "Điều 19")
    return declare_not_eligible.run(office.leader, making.in_process(office).public_id, command)


@pytest.mark.parametrize(
    ("happened", "kind", "said"),
    [
        (finished_early, "result_ready", "đã có kết quả"),
        (supplement, "supplement_requested", "Hạn bổ sung: 31/07/2026"),
        (not_eligible, "not_eligible", "Thửa đất đang tranh chấp."),
    ],
)
def test_the_person_reads_it_and_the_office_calls_where_no_message_arrives(
    office: making.Office, happened: Callable[[making.Office], Dossier], kind: str, said: str
) -> None:
    """An early result, a supplement and a refusal each stand on the person's page, and somebody has to telephone."""
    dossier = happened(office)
    delivered()

    told = reads.of_person(office.citizen.person or "", dossier.public_id)
    calls = [one for one in reads.telephone_tasks(office.receiver) if one.kind == kind]

    assert [said in one.text for one in told if one.kind == kind] == [True]
    assert [(one.phone, one.about) for one in calls] == [("0912345678", dossier.public_id)]


def test_an_e_mail_goes_to_whoever_gave_an_address(settings: Any) -> None:
    """With a mail server set, a person with an address gets an e-mail; without either nothing is sent."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    words = channels.Words("ngắn", "H48.101-260701-0001", "Hồ sơ đã có kết quả.")
    assert channels.channels["email"]({"email": "hoa@example.vn"}, words) is False
    settings.EMAIL_HOST = "mail.example.vn"
    assert channels.channels["email"]({"email": ""}, words) is False
    assert channels.channels["email"]({"email": "hoa@example.vn"}, words) is True
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["hoa@example.vn"], words.subject, words.body)
