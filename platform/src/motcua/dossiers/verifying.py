"""Whether the events of dossiers are still what was recorded: hashes, links, numbers, and what the record says.

Each action leaves an entry in the record with the hash of its last event. So a tail of events cut off, or a
whole chain written anew, no longer fits the record, whose own heads are anchored outside the database. What
people wrote and answered lies beside the events, which commit to it (``verifying_enclosures``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from motcua.audit import reads
from motcua.audit.findings import Checked, Finding
from motcua.audit.hashing import GENESIS
from motcua.dossiers import verifying_enclosures
from motcua.dossiers.engine import hash_of
from motcua.dossiers.models import Dossier, Event

BATCH = 500
CHAIN = "dossier:"
KIND = "dossier."

Marks = dict[int, str]
"""Number → hash of events, as the record has them."""


def verify_events(only: str | None) -> Checked:
    """Read the events of all dossiers (or of one) and report the first wrong one of each."""
    rows, findings = 0, list[Finding]()
    for batch in _batches(only):
        checked = _check(batch)
        rows += checked.rows
        findings += checked.findings
    return Checked(rows, tuple(findings + _gone(only)))


def _batches(only: str | None) -> Iterator[dict[int, tuple[str, str]]]:
    """Primary key → public id and last hash, some hundred dossiers at a time."""
    found = Dossier.objects.for_system("verification")
    if only is not None:
        found = found.filter(public_id=only.removeprefix(CHAIN) if only.startswith(CHAIN) else "")
    rows = found.order_by("pk").values_list("pk", "public_id", "last_hash").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield {pk: (public_id, last) for pk, public_id, last in batch}


def _check(batch: dict[int, tuple[str, str]]) -> Checked:
    marks = _marks([public_id for public_id, _last in batch.values()])
    events = Event.objects.filter(dossier_id__in=batch).order_by("dossier_id", "number", "pk")
    chains = {pk: list(own) for pk, own in groupby(events, key=lambda event: event.dossier_id)}
    rows = verifying_enclosures.kept(batch)
    findings: list[Finding] = []
    for pk, (public_id, last) in batch.items():
        own = chains.get(pk, [])
        wrong = _first_wrong(public_id, own, last, marks.get(public_id, {}))
        wrong = wrong or verifying_enclosures.first_wrong(own, rows[pk])
        if wrong:
            findings.append(Finding(CHAIN + public_id, wrong[0], f"event: {wrong[1]}"))
    return Checked(sum(map(len, chains.values())), tuple(findings))


def _marks(public_ids: list[str]) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    for entry in reads.entries([CHAIN + one for one in public_ids], KIND):
        own = found.setdefault(entry.chain.removeprefix(CHAIN), {})
        own[max(entry.facts["events"])] = str(entry.facts["hash"])
    return found


def _first_wrong(public_id: str, events: list[Event], last: str, marks: Marks) -> tuple[int, str] | None:
    previous = GENESIS
    for number, event in enumerate(events, 1):
        problem = _problem(public_id, event, number, previous, marks)
        if problem:
            return number, problem
        previous = event.hash
    if marks and max(marks) > len(events):
        return len(events) + 1, f"cut off: {max(marks)} events were recorded"
    if previous != (last or GENESIS):
        return len(events) + 1, "the dossier's last hash points elsewhere"
    return None


def _problem(public_id: str, event: Event, number: int, previous: str, marks: Marks) -> str:
    if event.number != number:
        return "events are missing or out of order"
    if event.previous != previous:
        return "does not follow from the event before it"
    if event.hash != hash_of(public_id, event):
        return "its contents do not match its hash"
    return "" if marks.get(number, event.hash) == event.hash else "is not the event that was recorded"


def _gone(only: str | None) -> list[Finding]:
    """Dossiers the record knows and the tables do not."""
    chains = reads.chains_with(KIND)
    findings: list[Finding] = []
    while batch := list(islice(chains, BATCH)):
        asked = [chain.removeprefix(CHAIN) for chain in batch if only in (None, chain)]
        rows = Dossier.objects.for_system("verification").filter(public_id__in=asked)
        missing = set(asked) - set(rows.values_list("public_id", flat=True))
        findings += [
            Finding(CHAIN + one, 1, "event: the whole dossier is missing") for one in sorted(missing)
        ]
    return findings
