"""Questions about the record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.audit.models import Entry

BATCH = 2_000


@dataclass(frozen=True)
class Recorded:
    """One entry as other apps may see it."""

    chain: str
    number: int
    kind: str
    facts: Mapping[str, Any]


def entries(chains: Iterable[str], kind_prefix: str = "") -> Iterator[Recorded]:
    """The entries of these chains whose kind begins with `kind_prefix`, in the order of the chains."""
    yield from _rows(Entry.objects.filter(chain__in=list(chains), kind__startswith=kind_prefix))


def entries_of_kind(kind: str) -> Iterator[Recorded]:
    """Every entry of one kind, whatever its chain."""
    yield from _rows(Entry.objects.filter(kind=kind))


def chains_with(kind_prefix: str) -> Iterator[str]:
    """The names of all chains that have an entry whose kind begins with `kind_prefix`."""
    rows = Entry.objects.filter(kind__startswith=kind_prefix).order_by("chain").distinct()
    yield from rows.values_list("chain", flat=True).iterator(chunk_size=BATCH)


def _rows(found: Any) -> Iterator[Recorded]:
    columns = found.order_by("chain", "number").values_list("chain", "number", "kind", "facts")
    for row in columns.iterator(chunk_size=BATCH):
        yield Recorded(*row)
