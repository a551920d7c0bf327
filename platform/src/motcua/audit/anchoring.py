"""Anchors: where each chain stood, written outside the database in files that only grow.

A hash chain alone does not show that its end was cut off or that all of it was rewritten; a copy of its head
kept elsewhere does. Each line of `anchors-YYYY-MM.jsonl` lists the heads that moved since the last one and
carries the hash of the line before it. Put the folder (setting AUDIT_ANCHORS) on storage the database's
administrators cannot write to, and copy it away.

A line that a crash or a full disk cut short never counted: its heads were not marked. It stays where it is, as
files only grow; the next line follows it after a record separator (RFC 7464) and carries its fingerprint.
"""

import hashlib
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
SEPARATOR = b"\x1e"
BLOCK = 1 << 20

Line = dict[str, Any]
Remembered = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Anchored:
    """What was written: how many heads had moved, and how many chains and entries there are in all.

    torn: the files in which an earlier line had been cut short.
    """

    heads: int
    chains: int
    entries: int
    torn: tuple[str, ...] = ()


def folder() -> Path:
    """The setting AUDIT_ANCHORS."""
    return Path(settings.AUDIT_ANCHORS)


@transaction.atomic
def anchor(into: Path | None = None) -> Anchored:
    """Write the heads that moved since the last anchor; they count as anchored only once on the disk."""
    _one_at_a_time()
    target = into or folder()
    moved, total = 0, Head.objects.aggregate(entries=Sum("number"))["entries"] or 0
    chains, torn = Head.objects.count(), torn_files(target)
    while heads := _moved():
        _write(target, {"heads": [list(one[1:]) for one in heads], "chains": chains, "entries": int(total)})
        _mark(heads)
        moved += len(heads)
    return Anchored(moved, chains, int(total), torn)


def torn_files(source: Path) -> tuple[str, ...]:
    """The files whose last line was cut short by a crash or a full disk."""
    return tuple(file.name for file in _files(source) if _end(file)[1])


def is_empty(source: Path) -> bool:
    """Whether no whole line of anchors is there: no folder, no file, or nothing but a line cut short."""
    return not any(_end(file)[0] for file in _files(source))


def was_written() -> bool:
    """Whether the database remembers that a head was ever anchored."""
    return Head.objects.filter(anchored_number__gt=0).exists()


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
    """Append one line and see it on the disk. Raises OSError; then the line does not count."""
    target.mkdir(parents=True, exist_ok=True)
    now = clock.now()
    file, previous = target / f"anchors-{now:%Y-%m}.jsonl", _last_hash(target)
    cut = _end(file)[1] if file.exists() else b""
    body = {"at": written(now), **contents, **({"torn": _fingerprint(cut)} if cut else {})}
    line = json.dumps(
        {**body, "previous": previous, "hash": link(previous, canonical(body))}, ensure_ascii=False
    )
    _append(file, (SEPARATOR if cut else b"") + f"{line}\n".encode())


def _append(file: Path, what: bytes) -> None:
    """A full disk may take only a part of a write: what is left is written again, or refused."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        left = memoryview(what)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _files(source: Path) -> list[Path]:
    return sorted(source.glob("anchors-*.jsonl"))


def _last_hash(source: Path) -> str:
    """The hash of the last whole line; only that line is read, the others are checked by a verification."""
    for file in reversed(_files(source)):
        line = _end(file)[0]
        if line:
            return str(_read(line, None, f"the last line of {file.name}")["hash"])
    return GENESIS


def _end(file: Path) -> tuple[bytes, bytes]:
    """The last whole line of a file, and what follows it when a write was cut short."""
    held = b""
    with file.open("rb") as opened:
        at = opened.seek(0, os.SEEK_END)
        while at and held.count(b"\n") < 2:
            size = min(BLOCK, at)
            at = opened.seek(at - size)
            held = opened.read(size) + held
    whole, _, cut = held.rpartition(b"\n")
    return whole.rpartition(b"\n")[2], cut


def _lines(source: Path) -> Iterator[Line]:
    """Every whole line of every file in order, checked against the one before it."""
    previous = GENESIS
    for file in _files(source):
        *whole, _cut = file.read_bytes().split(b"\n")
        for number, text in enumerate(whole, 1):
            line = _read(text, previous, f"{file.name} line {number}")
            previous = line["hash"]
            yield line


def _fingerprint(cut: bytes) -> str:
    return hashlib.sha256(cut).hexdigest()


def _read(text: bytes, previous: str | None, where: str) -> Line:
    """One line; ``previous`` is the hash it must follow, None to believe the line's own word."""
    cut, separator, told = text.rpartition(SEPARATOR)
    try:
        line: Line = json.loads(told)
        body = {name: value for name, value in line.items() if name not in {"previous", "hash"}}
        follows = line["previous"] if previous is None else previous
        intact = line["previous"] == follows and line["hash"] == link(follows, canonical(body))
        intact = intact and (_fingerprint(cut) if separator else None) == line.get("torn")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnchorUnreadable(f"{where} cannot be read.") from error
    if not intact:
        raise AnchorUnreadable(f"{where} does not follow from the line before it.")
    return line
