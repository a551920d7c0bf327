"""Whether what is kept beside events (words, answers) is still what the events commit to.

Events of the first shape carry no commitment; rows beside them cannot be judged and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.dossiers.enclosing import commitment
from motcua.dossiers.events import ENCLOSED
from motcua.dossiers.models import AnswerSnapshot, Event, Remark

COMMITS_SINCE = 2
"""The first shape of event data that commits to what is kept beside the event."""

Kept = Mapping[tuple[str, int], list[str]]
"""Of one dossier: "remark" or "answers" and number of the event → the commitments of the rows kept there."""

_WORDS = {"remark": "the words written for it", "answers": "the answers kept with it"}


def kept(dossiers: Iterable[int]) -> Mapping[int, Kept]:
    """What is kept beside the events of these dossiers, by primary key. Two queries."""
    keys = list(dossiers)
    found: dict[int, dict[tuple[str, int], list[str]]] = {key: {} for key in keys}
    for name, table in (("remark", Remark), ("answers", AnswerSnapshot)):
        rows = table.objects.filter(dossier__in=keys)
        for dossier, number, sealed in rows.values_list("dossier_id", "event_number", "sealed"):
            found[dossier].setdefault((name, number), []).append(commitment(bytes(sealed)))
    return found


def first_wrong(events: list[Event], rows: Kept) -> tuple[int, str] | None:
    """The first event whose words or answers are not those it commits to, and what is wrong."""
    for event in events:
        problem = _problem(event, rows)
        if problem:
            return event.number, problem
    if any(not 1 <= number <= len(events) for _name, number in rows):
        return len(events) + 1, "words or answers are kept for an event that was never recorded"
    return None


def _problem(event: Event, rows: Kept) -> str:
    if event.schema < COMMITS_SINCE:
        return ""
    stated = event.data.get(ENCLOSED, {})
    for name, words in _WORDS.items():
        wanted = [stated[name]] if name in stated else []
        found = rows.get((name, event.number), [])
        if found != wanted:
            return f"{words} {_how(wanted, found)}"
    return ""


def _how(wanted: list[str], found: list[str]) -> str:
    if not found:
        return "are missing"
    return "are not those that were recorded" if wanted else "are nowhere in the record"
