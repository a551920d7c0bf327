"""Anchors: where each chain stood, written outside the database in files that only grow.

A hash chain alone does not show that its end was cut off or that all of it was rewritten; a copy of its head
kept elsewhere does. Each line of `anchors-YYYY-MM.jsonl` lists the heads that moved since the last one and
carries the hash of the line before it. Put the folder (setting AUDIT_ANCHORS) on storage the database's
administrators cannot write to, and copy it away.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Sum

from motcua.audit.errors import AnchorUnreadable
from motcua.audit.hashing import GENESIS, canonical, link, written
from motcua.audit.models import Head
from motcua.ground import clock

HEADS_PER_LINE = 5_000

Line = dict[str, Any]
Remembered = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Anchored:
    """What was written: how many heads had moved, and how many chains and entries there are in all."""

    heads: int
    chains: int
    entries: int


def folder() -> Path:
    """The setting AUDIT_ANCHORS, else the folder `anchors` beside the installation's private files."""
    named = getattr(settings, "AUDIT_ANCHORS", None)
    return Path(named) if named else Path(settings.PRIVATE_FILES).parent / "anchors"


@transaction.atomic
def anchor(into: Path | None = None) -> Anchored:
    """Write the heads that moved since the last anchor; they count as anchored only once on the disk."""
    _one_at_a_time()
    target = into or folder()
    moved, total = 0, Head.objects.aggregate(entries=Sum("number"))["entries"] or 0
    chains = Head.objects.count()
    while heads := _moved():
        _write(target, {"heads": [list(one[1:]) for one in heads], "chains": chains, "entries": int(total)})
        _mark(heads)
        moved += len(heads)
    return Anchored(moved, chains, int(total))


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('audit.anchor', 7))")


def remembered(source: Path, only: str | None = None) -> Remembered:
    """All heads ever anchored: chain → number → hash. Raises AnchorUnreadable."""
    found: Remembered = {}
    for line in _lines(source):
        for chain, number, digest in line["heads"]:
            if only in (None, chain):
                found.setdefault(chain, {})[number] = digest
    return found


def _moved() -> list[tuple[int, str, int, str]]:
    rows = Head.objects.filter(number__gt=F("anchored_number")).order_by("chain")
    return list(rows.values_list("pk", "chain", "number", "hash")[:HEADS_PER_LINE])


def _mark(heads: list[tuple[int, str, int, str]]) -> None:
    for pk, _chain, number, _hash in heads:
        Head.objects.filter(pk=pk, anchored_number__lt=number).update(anchored_number=number)


def _write(target: Path, contents: dict[str, object]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    now = clock.now()
    body = {"at": written(now), **contents}
    previous = _last_hash(target)
    line = json.dumps(
        {**body, "previous": previous, "hash": link(previous, canonical(body))}, ensure_ascii=False
    )
    descriptor = os.open(target / f"anchors-{now:%Y-%m}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_hash(source: Path) -> str:
    last = GENESIS
    for line in _lines(source):
        last = line["hash"]
    return last


def _lines(source: Path) -> Iterator[Line]:
    """Every line of every file in order, checked against the one before it."""
    previous = GENESIS
    for file in sorted(source.glob("anchors-*.jsonl")):
        for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            line = _read(text, previous, f"{file.name} line {number}")
            previous = line["hash"]
            yield line


def _read(text: str, previous: str, where: str) -> Line:
    try:
        line: Line = json.loads(text)
        body = {name: value for name, value in line.items() if name not in {"previous", "hash"}}
        intact = line["previous"] == previous and line["hash"] == link(previous, canonical(body))
    except (ValueError, KeyError, TypeError) as error:
        raise AnchorUnreadable(f"{where} cannot be read.") from error
    if not intact:
        raise AnchorUnreadable(f"{where} does not follow from the line before it.")
    return line
