"""``procedure diff``: what a new version changes."""

from __future__ import annotations

from pathlib import Path

from forms_schema.commands.files import read
from forms_schema.commands.report import FINE, Report, pick, said
from forms_schema.loading import load
from forms_schema.versions import Change, Kind, diff

KIND_WORDS: dict[Kind, tuple[str, str]] = {
    "texts": ("câu chữ", "texts"),
    "compatible": ("tương thích", "compatible"),
    "needs_mapping": ("cần ánh xạ", "needs mapping"),
    "breaking": ("không tương thích", "breaking"),
}


def diff_files(old: str, new: str, language: str) -> Report:
    """Every change with its kind and reason; both files must be documents."""
    before, after = (load(read(Path(name))).document for name in (old, new))
    changes = diff(before, after)
    lines = [_line(change, language) for change in changes]
    same = pick(language, "Hai phiên bản giống nhau.", "The two versions are the same.")
    return Report(FINE, tuple(lines or [same]), [change.as_dict() for change in changes])


def _line(change: Change, language: str) -> str:
    kind = pick(language, *KIND_WORDS[change.kind])
    values = (
        "" if isinstance(change.old, dict | list) or isinstance(change.new, dict | list) else _values(change)
    )
    return f"{kind}: {change.pointer}{values} – {said(change.reason, language)}"


def _values(change: Change) -> str:
    old, new = ("–" if value is None else value for value in (change.old, change.new))
    return f" ({old} → {new})"
