"""Questions about dossiers; none of them changes anything, and each says for whom it asks."""

from motcua.dossiers.reads.desk import (
    Counts,
    Page,
    QueueFilter,
    Row,
    actions_for,
    by_code,
    counts,
    dossier,
    listed,
    procedures,
    queue,
    search,
)
from motcua.dossiers.reads.folder import Folder, file_of, folder
from motcua.dossiers.reads.history import (
    Answers,
    Moment,
    Why,
    answers,
    chain_faults,
    replay,
    timeline,
    why_this_date,
)
from motcua.dossiers.reads.public import PublicStatus, Tracked, my_dossiers, public_status, tracked
from motcua.dossiers.reads.small_tables import KnownFee, KnownParty, Sheet

__all__ = [
    "Answers",
    "Counts",
    "Folder",
    "KnownFee",
    "KnownParty",
    "Moment",
    "Page",
    "PublicStatus",
    "QueueFilter",
    "Row",
    "Sheet",
    "Tracked",
    "Why",
    "actions_for",
    "answers",
    "by_code",
    "chain_faults",
    "counts",
    "dossier",
    "file_of",
    "folder",
    "listed",
    "my_dossiers",
    "procedures",
    "public_status",
    "queue",
    "replay",
    "search",
    "timeline",
    "tracked",
    "why_this_date",
]
