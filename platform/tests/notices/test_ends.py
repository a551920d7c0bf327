"""Each owed notice ends in a known state, and a sensitive procedure shows nothing of itself outside."""

from collections.abc import Callable, Mapping
from typing import Any

import making
import pytest
import small_procedure
from django.db import transaction
from motcua.dossiers import notifying
from motcua.dossiers.actions import stop
from motcua.ground import crypto
from motcua.notices import actions, channels, reads
from motcua.notices.models import Notice
from motcua.outbox.delivering import deliver_due

CALLED = {
    "supplement_requested",
    "extended",
    "not_eligible",
    "intake_refused",
    "payment_requested",
    "result_ready",
    "stopped",
}
"""What spares somebody a journey or a deadline: when no message arrives, the office telephones."""
WAYS = {"phone": "0912345678", "email": ""}


def takes(_ways: Mapping[str, str], _words: Any) -> bool:
    return True


def cannot(_ways: Mapping[str, str], _words: Any) -> bool:
    return False


def breaks(_ways: Mapping[str, str], _words: Any) -> bool:
    raise RuntimeError("a channel's own mistake")


@pytest.fixture(autouse=True)
def no_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(channels.channels):
        monkeypatch.delitem(channels.channels, name)


@transaction.atomic
def owed(agency_id: int, kind: str, number: int = 1) -> Notice:
    """One person must hear of one event."""
    subject = crypto.new_subject()
    return actions.owe(
        actions.Owed(
            about="d", dossier_code="H48.1-260701-0001", event=number, kind=kind, person="", subject=subject,
            agency_id=agency_id, language="vi", words={"short": "x", "subject": "x", "body": "x"}, ways=WAYS,
        )
    )  # fmt: skip


@pytest.mark.parametrize("channel", [None, takes, cannot, breaks])
@pytest.mark.parametrize("kind", sorted(set(notifying.NOTICE_OF.values())))
def test_every_notice_ends_somewhere(
    db: None, monkeypatch: pytest.MonkeyPatch, kind: str, channel: Callable[..., bool] | None
) -> None:
    """Whatever happened, with or without a channel that works, the notice is sent, called about, or on the page."""
    if channel:
        monkeypatch.setitem(channels.channels, "pigeon", channel)
    notice = owed(making.agency().pk, kind)

    ended = actions.try_channels(notice.public_id, last_try=True)

    without = "task" if kind in CALLED else "on_page"
    assert ended.state == ("sent" if channel is takes else without)
    assert ended.settled_at is not None


def test_a_person_whose_data_were_erased_is_told_nothing(db: None) -> None:
    """The notice of somebody whose data were erased ends too, and nobody is asked to telephone."""
    notice = owed(making.agency().pk, "result_ready")
    crypto.destroy(notice.subject)
    assert actions.try_channels(notice.public_id).state == "gone"


def test_a_broken_channel_is_tried_again_before_anybody_telephones(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel that breaks gets its other tries first; until then the notice stays owed."""
    monkeypatch.setitem(channels.channels, "pigeon", breaks)
    notice = owed(making.agency().pk, "result_ready")
    with pytest.raises(RuntimeError):
        actions.try_channels(notice.public_id)
    notice.refresh_from_db()
    assert notice.state == "owed"


def test_a_sensitive_procedure_shows_nothing_of_itself(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """By SMS, e-mail and telephone only the code and that there is news: no reason, no title, no name."""
    sent: list[Any] = []
    monkeypatch.setitem(channels.channels, "pigeon", lambda _ways, words: not sent.append(words))
    making.set_clock("2026-07-01 09:30")
    personal = {"legal_basis": "law", "retention": {"years": 10}, "sensitive": True}
    own = {
        "event": "taken_in",
        "sms": {"vi": "Hồ sơ xét nghiệm HIV {dossier_code} của Nguyễn Thị Thử", "en": "HIV"},
    }
    making.published(small_procedure.document(personal_data=personal, notices=[own]))
    office = making.office()
    dossier = making.in_process(office)
    stop.run(office.leader, dossier.public_id, stop.Command("Kết quả xét nghiệm dương tính."))
    for _ in range(10):
        if not deliver_due():
            break

    assert len(sent) == 3
    for words in sent:
        told = f"{words.short} {words.subject} {words.body}"
        assert dossier.code in told
        assert not [word for word in ("HIV", "dương tính", "Thử", dossier.version.name_vi) if word in told]
    assert all("dương tính" not in one.text for one in reads.of_person(office.citizen.person or ""))
