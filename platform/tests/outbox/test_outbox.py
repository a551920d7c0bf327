"""What others must hear is delivered in order, until it is known, and blocks nobody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from motcua.ground import clock
from motcua.outbox import Done, Park, Retry, emit, subscribe
from motcua.outbox.actions.send_again import send_again
from motcua.outbox.actions.set_aside import set_aside
from motcua.outbox.delivering import deliver_due, pause
from motcua.outbox.errors import NotWaiting
from motcua.outbox.models import Delivery, Message
from motcua.outbox.reads import lag, parked
from motcua.outbox.subscriptions import registry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_ours(monkeypatch):
    monkeypatch.setattr(registry, "by_name", {})


def emit_one(number=1, key="dossier:a", topic="dossier.taken_in", **options):
    with transaction.atomic():
        return emit(topic, key=key, payload={"event": number}, **options)


def states(**which):
    return list(Delivery.objects.filter(**which).order_by("pk").values_list("state", flat=True))


def test_a_message_reaches_each_subscriber_that_wants_it():
    """Each subscriber whose pattern matches gets the message once, with its topic, key and payload."""
    heard = []
    subscribe("dossier.*", "portal", lambda call: heard.append(("portal", call.topic, call.payload["event"])))
    subscribe("dossier.taken_in", "notices", lambda call: heard.append(("notices", call.key, call.attempt)))
    subscribe("payment.*", "other", lambda call: heard.append("never"))
    emit_one()
    assert deliver_due() == 2
    assert sorted(heard) == [("notices", "dossier:a", 1), ("portal", "dossier.taken_in", 1)]
    assert deliver_due() == 0


def test_a_rolled_back_change_tells_nobody():
    """What did not happen is not told."""
    subscribe("*", "portal", lambda call: None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        emit("dossier.taken_in", key="dossier:a", payload={})
        raise ZeroDivisionError
    assert (Message.objects.count(), deliver_due()) == (0, 0)


def test_messages_of_one_dossier_come_in_order_even_after_a_failure():
    """While the first message waits for its next try, later ones of the same dossier wait behind it."""
    heard, answers = [], [Retry("partner is down"), Done(), Done()]

    def partner(call):
        heard.append(call.payload["event"])
        return answers.pop(0)

    subscribe("*", "partner", partner)
    for number in (1, 2):
        emit_one(number)
    deliver_due()
    assert heard == [1]
    clock.shift(timedelta(seconds=10))
    deliver_due()
    assert heard == [1, 1, 2]


def test_a_poisoned_message_blocks_only_its_own_dossier():
    """One message that always fails among three hundred is parked; the other dossiers go on."""

    def partner(call):
        if call.key == "dossier:150":
            raise KeyError("Nguyễn Thị Hoa 051190000001")

    subscribe("*", "partner", partner, attempts=3)
    for number in range(300):
        emit_one(number, key=f"dossier:{number}")
    emit_one(300, key="dossier:150")
    deliver_due(seconds=120)
    assert states().count("done") == 299
    for _ in range(3):
        clock.shift(timedelta(minutes=5))
        deliver_due()
    assert states(key="dossier:150") == ["parked", "pending"]
    assert "Hoa" not in parked("partner").get().reason


def test_another_subscriber_is_not_held_up():
    """A partner that fails does not delay what our own statistics hear."""
    heard = []
    subscribe("*", "partner", lambda call: Park("wrong mapping"))
    subscribe("*", "statistics", lambda call: heard.append(call.payload["event"]))
    for number in (1, 2):
        emit_one(number)
    deliver_due()
    assert heard == [1, 2]


def test_a_parked_message_can_be_sent_again_with_the_same_idempotency_key():
    """After the cause is removed, sending again uses the same key, then the next one goes."""
    keys, answers = [], [Park("unit not mapped"), Done(), Done()]

    def partner(call):
        keys.append((call.payload["event"], call.idempotency_key))
        return answers.pop(0)

    subscribe("*", "partner", partner)
    for number in (1, 2):
        emit_one(number)
    deliver_due()
    held = parked("partner").get()
    assert held.reason == "unit not mapped"
    send_again(held.public_id)
    deliver_due()
    assert [event for event, _key in keys] == [1, 1, 2]
    assert keys[0][1] == keys[1][1] != keys[2][1]
    with pytest.raises(NotWaiting):
        send_again(held.public_id)


def test_a_parked_message_set_aside_frees_the_next_ones():
    """A message given up by a person no longer holds back the later ones of its dossier."""
    heard = []
    subscribe("*", "partner", lambda call: Park("no") if call.payload["event"] == 1 else heard.append(2))
    for number in (1, 2):
        emit_one(number)
    deliver_due()
    set_aside(parked().get().public_id, "settled by telephone")
    deliver_due()
    assert (heard, states()) == ([2], ["set_aside", "done"])


def test_a_partner_that_stays_down_is_parked_after_its_patience():
    """A partner may be down for days; after its patience the message is shown to a person."""
    subscribe("*", "partner", lambda call: Retry("timeout"), patience=timedelta(days=3))
    emit_one()
    for _ in range(40):
        deliver_due()
        clock.shift(timedelta(hours=7))
    assert states() == ["parked"]
    assert parked().get().attempts > 8


def test_the_partner_may_say_when_to_come_back():
    """A partner that asks for an hour's pause is left alone for an hour."""
    subscribe("*", "partner", lambda call: Retry("busy", after=timedelta(hours=1)))
    emit_one()
    deliver_due()
    clock.shift(timedelta(minutes=59))
    assert deliver_due() == 0
    clock.shift(timedelta(minutes=2))
    assert deliver_due() == 1


def test_pauses_grow_and_differ():
    """The pause doubles from five seconds up to six hours and never falls on the same second for all."""
    for attempts, seconds in ((1, 5), (2, 10), (5, 80), (40, 6 * 3600)):
        found = {pause(attempts).total_seconds() for _ in range(50)}
        assert seconds * 0.75 <= min(found) < max(found) <= seconds * 1.25


def test_a_message_for_later_waits():
    """A message with a time is not delivered before it."""
    heard = []
    subscribe("*", "partner", lambda call: heard.append(1))
    emit_one(at=clock.now() + timedelta(hours=2))
    deliver_due()
    assert heard == []
    clock.shift(timedelta(hours=2, seconds=1))
    deliver_due()
    assert heard == [1]


def test_inside_subscribers_leave_nothing_of_a_failed_try():
    """A subscriber that writes into our own database and fails leaves no trace of the failed try."""
    from motcua.ground.models import IdempotentAnswer

    def statistics(call):
        IdempotentAnswer.objects.create(
            scope="s", key=str(call.attempt), fingerprint="", created_at=clock.now()
        )
        if call.attempt == 1:
            raise IntegrityError
        return Done()

    subscribe("*", "statistics", statistics, inside=True)
    emit_one()
    deliver_due()
    assert (IdempotentAnswer.objects.filter(scope="s").count(), states()) == (0, ["pending"])
    clock.shift(timedelta(seconds=10))
    deliver_due()
    assert (IdempotentAnswer.objects.filter(scope="s").count(), states()) == (1, ["done"])


def test_a_missing_plugin_keeps_its_messages():
    """Messages owed to a plugin that is switched off wait for it."""
    heard = []
    subscribe("*", "partner", lambda call: heard.append(call.payload["event"]))
    emit_one()
    registry.remove("partner")
    assert deliver_due() == 0
    subscribe("*", "partner", lambda call: heard.append(call.payload["event"]))
    deliver_due()
    assert heard == [1]


def test_lag_is_told_per_subscriber():
    """How many messages wait, for how long, and how many a person must look at, is known per subscriber."""
    subscribe("*", "partner", lambda call: Park("no") if call.key == "dossier:a" else Retry("down"))
    emit_one()
    emit_one(key="dossier:b")
    deliver_due()
    clock.shift(timedelta(seconds=100))
    [figures] = lag()
    assert (figures.subscriber, figures.open, figures.parked) == ("partner", 1, 1)
    assert 100 <= figures.oldest_seconds < 160
