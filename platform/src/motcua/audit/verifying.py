"""Checking the record: every row's hash, every link, every head, and what the anchors outside remember.

After the entries come the histories other apps registered (`motcua.audit.registry`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from motcua.audit import anchoring, registry
from motcua.audit.chain import hash_of
from motcua.audit.findings import Finding
from motcua.audit.hashing import GENESIS
from motcua.audit.models import Entry, Head

BATCH = 2_000


@dataclass(frozen=True)
class Verdict:
    """What a verification found; `entries` rows were read, and `others` rows of other histories by name."""

    entries: int
    findings: tuple[Finding, ...]
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not self.findings


def verify(anchors: Path | None = None, chain: str | None = None) -> Verdict:
    """Read the whole record (or one chain) in one consistent view and report the first bad row of each chain.

    anchors: the folder of anchor files, default the setting's; a chain cut or rewritten since it was
    anchored is found only through them. Raises AnchorUnreadable when the anchors themselves were changed.
    """
    remembered = anchoring.remembered(anchors or anchoring.folder(), chain)
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _verify(remembered, chain)


def _verify(remembered: anchoring.Remembered, only: str | None) -> Verdict:
    heads = Head.objects.filter(chain=only) if only else Head.objects.all()
    walk = _Walk({head.chain: (head.number, head.hash) for head in heads}, remembered)
    for entry in _entries(only):
        walk.take(entry)
    walk.finish()
    checked = {what: check(only) for what, check in registry.checks().items()}
    found = [finding for one in checked.values() for finding in one.findings]
    rows = {what: one.rows for what, one in checked.items()}
    return Verdict(walk.read, (*walk.findings, *found), rows)


def _entries(only: str | None) -> Iterator[Entry]:
    rows = Entry.objects.filter(chain=only) if only else Entry.objects.all()
    return rows.order_by("chain", "number", "pk").iterator(chunk_size=BATCH)


class _Walk:
    """Walks over all entries in the order of their chains; keeps only the present chain in mind."""

    def __init__(self, heads: dict[str, tuple[int, str]], remembered: anchoring.Remembered) -> None:
        self.heads, self.remembered = heads, remembered
        self.findings: list[Finding] = []
        self.read = 0
        self.chain: str | None = None
        self.number, self.hash, self.is_bad = 0, GENESIS, False

    def take(self, entry: Entry) -> None:
        """Check one entry against the one before it."""
        self.read += 1
        if entry.chain != self.chain:
            self._close()
            self.chain, self.number, self.hash, self.is_bad = entry.chain, 0, GENESIS, False
        problem = None if self.is_bad else self._problem(entry)
        if problem:
            self._report(min(entry.number, self.number + 1), problem)
        self.number, self.hash = entry.number, entry.hash

    def finish(self) -> None:
        """Close the last chain and report chains of which nothing is left."""
        self._close()
        lost = {chain: number for chain, (number, _hash) in self.heads.items() if number}
        lost |= {chain: max(marks) for chain, marks in self.remembered.items()}
        self.findings += [
            Finding(chain, 1, f"all {number} entries are missing") for chain, number in sorted(lost.items())
        ]

    def _problem(self, entry: Entry) -> str | None:
        if entry.number != self.number + 1:
            return "entries are missing or out of order"
        if entry.previous != self.hash:
            return "does not follow from the entry before it"
        if entry.hash != hash_of(entry):
            return "its contents do not match its hash"
        if self._marks().get(entry.number, entry.hash) != entry.hash:
            return "is not the entry that was anchored"
        return None

    def _marks(self) -> dict[int, str]:
        return self.remembered.get(self.chain or "", {})

    def _close(self) -> None:
        if self.chain is None:
            return
        head, marks = self.heads.pop(self.chain, (0, GENESIS)), self.remembered.pop(self.chain, {})
        if self.is_bad:
            return
        if marks and max(marks) > self.number:
            self._report(self.number + 1, f"cut off: {max(marks)} entries were anchored")
        elif head != (self.number, self.hash):
            self._report(self.number + 1, "the head of the chain points elsewhere")

    def _report(self, number: int, problem: str) -> None:
        self.is_bad = True
        self.findings.append(Finding(self.chain or "", number, problem))
