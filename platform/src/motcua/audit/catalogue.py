"""The catalogue in the record: every act on a procedure is an entry, every published version is verified.

The catalogue lies below and knows no record; it calls its listeners inside its own transactions.
"""

from typing import Any

from django.db import transaction

from catalog import frozen
from motcua.audit import reads
from motcua.audit.chain import append
from motcua.audit.findings import Checked, Finding

PUBLISHED = "catalog.version.published"
CALENDAR = "calendar:working"


def record_act(kind: str, procedure: Any, by: Any, facts: dict[str, Any]) -> None:
    """One entry in the chain of the procedure, or of the working calendar; whoever acts there is staff or the
    system.
    """
    actor = f"staff:{by.public_id}" if getattr(by, "public_id", "") else "system:catalog"
    with transaction.atomic():
        append(CALENDAR if procedure is None else chain_of(procedure.key), f"catalog.{kind}", actor, facts)


def chain_of(key: str) -> str:
    """The chain of the procedure with this lasting id."""
    return f"procedure:{key}"


def verify_versions(only: str | None) -> Checked:
    """Every published version is the one whose hash was recorded when it was published, and none is gone."""
    recorded = _recorded()
    rows, findings = 0, list[Finding]()
    for version in frozen.versions():
        chain = chain_of(version.procedure)
        if only not in (None, chain):
            continue
        rows += 1
        problem = version.problem or _against(recorded.get(version.public_id), version.content_hash)
        if problem:
            findings.append(Finding(chain, version.number, f"published version: {problem}"))
        recorded.pop(version.public_id, None)
    return Checked(rows, (*findings, *_gone(recorded, only)))


Marks = dict[str, tuple[str, int, str]]


def _recorded() -> Marks:
    """Public id → chain, number and hash of the version as it was published."""
    return {
        str(one.facts["version"]): (one.chain, int(one.facts["number"]), str(one.facts["hash"]))
        for one in reads.entries_of_kind(PUBLISHED)
    }


def _against(mark: tuple[str, int, str] | None, content_hash: str) -> str:
    if mark is None:
        return "the record knows of no such publication"
    return "" if mark[2] == content_hash else "is not the document that was published"


def _gone(left: Marks, only: str | None) -> list[Finding]:
    return [
        Finding(chain, number, "published version: it is missing")
        for chain, number, _hash in left.values()
        if only in (None, chain)
    ]
