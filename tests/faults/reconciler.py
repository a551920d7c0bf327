"""Compares what the clients were promised with what the database and the partner hold.

Independent of the system: it reads the clients' ledger, asks the database in plain SQL and the partner by its
control address, and imports nothing of the project. One dossier submitted while nothing was wrong says what
a dossier leaves behind; every dossier of the storm must have left exactly the same.
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from faults.ledger import Submission

OPEN = ("pending", "in_flight")
TRACES = {
    "events": "SELECT dossier_id, number || ' ' || kind FROM dossiers_event",
    "messages": "SELECT d.id, m.topic FROM outbox_message m JOIN dossiers_dossier d"
    " ON m.payload->>'dossier' = d.public_id",
    "deliveries": "SELECT d.id, o.subscriber || ' ' || m.topic || ' ' || o.state FROM outbox_delivery o"
    " JOIN outbox_message m ON o.message_id = m.id JOIN dossiers_dossier d"
    " ON m.payload->>'dossier' = d.public_id",
    "letters": "SELECT d.id, l.kind || ' ' || l.number FROM documents_letter l JOIN dossiers_dossier d"
    " ON l.about = d.public_id",
    "record": "SELECT d.id, e.kind || ' ' || e.number FROM audit_entry e JOIN dossiers_dossier d"
    " ON e.chain = 'dossier:' || d.public_id",
    "parties": "SELECT dossier_id, role FROM dossiers_party",
    "answers": "SELECT dossier_id, number::text FROM dossiers_answersnapshot",
    "fees": "SELECT dossier_id, fee FROM dossiers_feeline",
    "told": "SELECT d.id, t.partner || ' ' || t.topic || ' ' || t.event FROM exchange_transmission t"
    " JOIN dossiers_dossier d ON t.about = d.public_id",
}

Shape = dict[str, Counter[str]]


@dataclass(frozen=True)
class Held:
    """One dossier as database and partner hold it."""

    code: str
    shape: Shape


@dataclass
class Verdict:
    """What was compared and every difference, in words."""

    submissions: int
    acknowledged: int
    left_open: int
    dossiers: int
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    uneven: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.uneven)

    def as_dict(self) -> dict[str, Any]:
        counts = {
            name: getattr(self, name) for name in ("submissions", "acknowledged", "left_open", "dossiers")
        }
        faults = {name: len(getattr(self, name)) for name in ("lost", "doubled", "uneven")}
        return counts | faults


# --- what is there ------------------------------------------------------------------------------------
def held(database: str, partner: str) -> dict[str, Held]:
    """Every dossier by its code, with all its traces."""
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT id, code FROM dossiers_dossier").fetchall()
        shapes: dict[int, Shape] = {pk: {} for pk, _code in rows}
        for name, question in TRACES.items():
            for pk, trace in connection.execute(question):
                shapes[pk].setdefault(name, Counter())[trace] += 1
    at_partner = Counter(one["MaHoSo"] for one in _ask(partner, "dossiers"))
    for pk, code in rows:
        lines = Counter(f"status {line['TrangThai']}" for line in _ask(partner, f"progress?code={code}"))
        shapes[pk] |= {"partner": Counter({"dossier": at_partner[code]}), "progress": lines}
    return {code: Held(code, shapes[pk]) for pk, code in rows}


def unsettled(database: str) -> int:
    """How many deliveries are still on their way; what stands behind a parked one waits for a person."""
    question = (
        "SELECT count(*) FROM outbox_delivery d WHERE state = ANY(%s) AND NOT EXISTS (SELECT 1 FROM"
        " outbox_delivery e WHERE e.subscriber = d.subscriber AND e.key = d.key AND e.id < d.id"
        " AND e.state = 'parked')"
    )
    with psycopg.connect(database) as connection:
        return int(connection.execute(question, [list(OPEN)]).fetchone()[0])  # type: ignore[index]


def delivered_since(database: str, moment: float) -> bool:
    """Whether a delivery ended well after this moment; False also while the database is away."""
    try:
        with psycopg.connect(database, connect_timeout=2) as connection:
            question = "SELECT max(finished_at) > to_timestamp(%s) FROM outbox_delivery"
            return connection.execute(question, [moment]).fetchone()[0] is True  # type: ignore[index]
    except psycopg.Error:
        return False


def wait_until_settled(database: str, seconds: float) -> float:
    """Wait until nothing is on its way; how long it took. Raises AssertionError after ``seconds``."""
    began = time.monotonic()
    while left := unsettled(database):
        assert time.monotonic() - began < seconds, f"{left} deliveries were not settled in {seconds:.0f} s"
        time.sleep(0.5)
    return time.monotonic() - began


def _ask(partner: str, what: str) -> Any:
    with urllib.request.urlopen(f"{partner}/simulator/{what}", timeout=30) as answer:
        return json.loads(answer.read())


# --- comparing ----------------------------------------------------------------------------------------
def while_open(clients: Mapping[str, Submission], there: Mapping[str, Held], calm: str) -> Verdict:
    """Before anything is sent again: all that was acknowledged is there, and at most one for each open key."""
    verdict = _counted(clients, there)
    surplus = there.keys() - {calm} - _codes(clients)
    verdict.lost = sorted(_codes(clients) - there.keys())
    if len(surplus) > verdict.left_open:
        verdict.doubled.append(f"{len(surplus)} unknown dossiers for {verdict.left_open} open submissions")
    return verdict


def when_settled(clients: Mapping[str, Submission], there: Mapping[str, Held], calm: str) -> Verdict:
    """After the open ones were sent again: one dossier for each key, each as whole as the calm one."""
    verdict = _counted(clients, there)
    verdict.lost = sorted(_codes(clients) - there.keys()) + sorted(
        f"{key}: never acknowledged" for key, one in clients.items() if not one.codes
    )
    verdict.doubled = [f"{key}: {one.codes}" for key, one in clients.items() if len(one.codes) > 1]
    verdict.doubled += _shared(clients) + sorted(there.keys() - {calm} - _codes(clients))
    pattern = there[calm].shape
    verdict.uneven = [
        f"{code}: {difference}"
        for code, one in sorted(there.items())
        if (difference := _difference(one.shape, pattern))
    ]
    return verdict


def _counted(clients: Mapping[str, Submission], there: Mapping[str, Held]) -> Verdict:
    acknowledged = sum(bool(one.codes) for one in clients.values())
    return Verdict(len(clients), acknowledged, len(clients) - acknowledged, len(there))


def _codes(clients: Mapping[str, Submission]) -> set[str]:
    return {code for one in clients.values() for code in one.codes}


def _shared(clients: Mapping[str, Submission]) -> list[str]:
    """Codes that were given to two different submissions."""
    given = Counter(code for one in clients.values() for code in one.codes)
    return [f"{code}: given to {times} submissions" for code, times in given.items() if times > 1]


def _difference(shape: Shape, pattern: Shape) -> str:
    parts = []
    for name in sorted(shape.keys() | pattern.keys()):
        own, wanted = shape.get(name, Counter()), pattern.get(name, Counter())
        if own != wanted:
            parts.append(f"{name}: too many {dict(own - wanted)}, missing {dict(wanted - own)}")
    return "; ".join(parts)
