"""The outbox under several workers, killed workers and a dead broker, on a database of its own."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict

import pytest
from django.db import connection, transaction
from motcua.outbox import emit, subscribe
from motcua.outbox.delivering import deliver_due
from motcua.outbox.errors import OutsideTransaction
from motcua.outbox.models import Delivery, Message
from motcua.outbox.subscriptions import registry
from own_servers import HANG_SECONDS, until


@pytest.fixture(autouse=True)
def only_ours(monkeypatch, committed_db):
    monkeypatch.setattr(registry, "by_name", {})
    return committed_db


def in_threads(work, count):
    def closing(number):
        try:
            work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def join(threads):
    for thread in threads:
        thread.join()


def somebody_waits():
    """Whether another connection to this database waits for a lock."""
    asked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return cursor.fetchone()


def test_emitting_outside_a_transaction_is_refused():
    """A message must be part of the change it reports."""
    with pytest.raises(OutsideTransaction):
        emit("dossier.taken_in", key="dossier:a", payload={})


def test_order_per_dossier_holds_with_many_writers_and_workers():
    """With eight writers and four workers each dossier's messages arrive once and in commit order."""
    heard, lock = defaultdict(list), threading.Lock()
    counters = defaultdict(int)

    def partner(call):
        time.sleep(random.random() / 500)
        with lock:
            heard[call.key].append(call.payload["n"])

    subscribe("*", "partner", partner)

    def write(number):
        for turn in range(25):
            key = f"dossier:{(number + turn) % 5}"
            with transaction.atomic():
                emit("dossier.changed", key=key, payload={"n": 0})
                with lock:
                    counters[key] += 1
                time.sleep(random.random() / 500)

    writers = in_threads(write, 8)
    stop = threading.Event()

    def work(_number):
        while not stop.is_set() or deliver_due(seconds=1):
            deliver_due(seconds=1)
            time.sleep(0.01)

    workers = in_threads(work, 4)
    join(writers)
    stop.set()
    join(workers)
    assert sum(len(found) for found in heard.values()) == 200
    done = Delivery.objects.filter(state="done").order_by("key", "finished_at")
    for key in counters:
        ids = [one.pk for one in done if one.key == key]
        assert ids == sorted(ids)
        assert len(ids) == counters[key]


def test_ids_follow_commit_order_per_dossier():
    """A transaction that emits for a dossier waits for an earlier one, so none can overtake it unseen."""
    subscribe("*", "partner", lambda call: None)
    entered, leave = threading.Event(), threading.Event()

    def slow(_number):
        with transaction.atomic():
            emit("first", key="dossier:a", payload={})
            entered.set()
            leave.wait(HANG_SECONDS)

    def quick(_number):
        with transaction.atomic():
            emit("second", key="dossier:a", payload={})

    first = in_threads(slow, 1)
    assert entered.wait(HANG_SECONDS)
    second = in_threads(quick, 1)
    until(somebody_waits, "blocked by the first")
    assert Message.objects.count() == 0
    leave.set()
    join(first + second)
    assert list(Message.objects.order_by("pk").values_list("topic", flat=True)) == ["first", "second"]


WORKER = """
import os, sys, time, django
django.setup()
from motcua.outbox import subscribe
from motcua.outbox.delivering import deliver_due
from motcua.outbox.subscriptions import registry
registry.by_name.clear()
def partner(call):
    print("called", call.idempotency_key, flush=True)
    time.sleep(float(sys.argv[1]))
subscribe("*", "partner", partner)
deliver_due()
print("finished", flush=True)
"""


def start_worker(environment, seconds):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(seconds)], env=environment, stdout=subprocess.PIPE, text=True
    )


def test_a_killed_workers_message_is_taken_again_within_twenty_seconds(only_ours):
    """A worker killed during a call loses its message to another one, under the same idempotency key."""
    subscribe("*", "partner", lambda call: keys.append(call.idempotency_key))
    keys = []
    with transaction.atomic():
        emit("dossier.taken_in", key="dossier:a", payload={})
    worker = start_worker(only_ours.environment, 60)
    first = worker.stdout.readline().split()[1]
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(extract(epoch FROM lease_until - clock_timestamp())) FROM outbox_delivery")
        assert cursor.fetchone()[0] <= 20
    until(lambda: deliver_due() or keys, "taken again")
    assert keys == [first]


def test_a_slow_partner_keeps_its_message():
    """A call that takes longer than the lease is not made a second time while its worker lives."""
    calls = []

    def slow(call):
        calls.append(call.attempt)
        time.sleep(18)

    subscribe("*", "partner", slow)
    with transaction.atomic():
        emit("dossier.taken_in", key="dossier:a", payload={})
    threads = in_threads(lambda _number: deliver_due(), 1)
    ends = time.monotonic() + 17
    while time.monotonic() < ends:
        deliver_due()
        time.sleep(0.5)
    join(threads)
    assert calls == [1]
    assert Delivery.objects.get().state == "done"


EMITTER = """
import time, django
django.setup()
from django.db import transaction
from motcua.outbox import doorbell, emit, subscribe
subscribe("*", "partner", lambda call: None)
began = time.monotonic()
for number in range(20):
    with transaction.atomic():
        emit("dossier.taken_in", key=f"dossier:{number}", payload={})
print(time.monotonic() - began < 20, doorbell._bell.silent_until > 0)
"""


def test_a_dead_broker_stops_nobody(only_ours):
    """With the broker dead the changes are made at once, and the sweep delivers their messages."""
    environment = {**only_ours.environment, "CELERY_BROKER_URL": "amqp://127.0.0.1:9//"}
    told = subprocess.run(
        [sys.executable, "-c", EMITTER], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "True"]
    heard = []
    subscribe("*", "partner", lambda call: heard.append(1))
    assert deliver_due() >= 20
    assert len(heard) == 20
