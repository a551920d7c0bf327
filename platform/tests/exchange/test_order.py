"""A partner hears in the order things happened, whatever topics its plugin names; lists keep to the right asked."""

from typing import Any

import making
import pytest
from motcua.dossiers.actions import assign, take_in
from motcua.exchange import reads, telling
from motcua.exchange.models import Transmission
from motcua.extensions import reads as extensions
from motcua.extensions.discovery import Loaded
from motcua.outbox import subscriptions
from motcua.outbox.delivering import deliver_due
from motcua.people.actor import Actor
from motcua.people.roles import Role
from motcua_sdk.testkit import misbehaving
from motcua_sdk.values import Outcome

TOPICS = ("dossier.submitted", "dossier.taken_in", "dossier.*", "dossier.assi*")


class _Only:
    def __init__(self, plugin: Loaded) -> None:
        self.plugin = plugin

    def offering(self, hook: str) -> list[Loaded]:
        """The one plugin, whatever is asked."""
        return [self.plugin]


@pytest.fixture
def told(committed_db: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a plugin with four overlapping topics hears; the first time it is asked it wants to wait."""
    heard: list[str] = []

    def tell_partner(message: Any, _snapshot: Any, _host: Any) -> Outcome:
        heard.append(message.topic)
        if len(heard) == 1:
            return Outcome("retry_later", {"vi": "Chờ một chút.", "en": "Wait a little."}, "", 1)
        return Outcome("accepted", {"vi": "Đã nhận.", "en": "Accepted."})

    module = misbehaving.plugin("many_topics", tell_partner=tell_partner)
    plugin = Loaded(module.plugin_info(), module, TOPICS, ())
    monkeypatch.setattr(subscriptions.registry, "by_name", {})
    monkeypatch.setattr(telling, "plugins", lambda: _Only(plugin))
    monkeypatch.setattr(extensions, "active", lambda *_asked, **_named: [plugin])
    telling.subscribe()
    return heard


def test_overlapping_topics_are_heard_once_and_in_order(told: list[str]) -> None:
    """While the first message waits, no later one passes it; and each is told once."""
    making.set_clock("2026-07-01 09:30")
    making.published()
    at = making.office()
    dossier = making.submitted(at).dossier
    take_in.run(at.receiver, dossier.public_id, take_in.Command())
    assign.run(at.receiver, dossier.public_id, assign.Command(at.specialist.user))
    deliver_due()
    assert told == ["dossier.submitted"]

    making.set_clock("2026-07-01 09:45")
    deliver_due()

    acts = [topic for topic in told if topic != "dossier.due_changed"]
    assert acts == ["dossier.submitted", "dossier.submitted", "dossier.taken_in", "dossier.assigned"]


def stuck_at(agency: Any) -> None:
    """A message of this agency that waits for a person."""
    now = making.vietnam("2026-07-01 09:30")
    key = f"k{agency.pk}"
    Transmission.objects.create(
        partner="p", about="d", dossier_code="c", agency=agency, topic="t", event=1, idempotency_key=key,
        state="wrong_data", first_at=now, last_at=now,
    )  # fmt: skip


def test_stuck_messages_are_listed_only_where_one_may_see_them(db: None) -> None:
    """Who hands out results at one office and takes in at another sees the messages of the second only."""
    returns, receives = making.agency(), making.agency()
    for agency in (returns, receives):
        stuck_at(agency)
    roles = frozenset({(str(Role.RETURNER), returns.pk), (str(Role.RECEIVER), receives.pk)})
    assert {row.agency_id for row in reads.stuck(Actor("staff", user="x", roles=roles))} == {receives.pk}
