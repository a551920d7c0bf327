"""The printed templates of the theme, found and named by what they hold (Circular 03/2025/TT-VPCP, annex).

A letter remembers the layout it was printed with, so that layout and letterhead can change without a word
of an
issued letter changing.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from motcua.documents.errors import UnknownLetter

KINDS = ("acknowledgement", "receipt", "supplement", "refusal", "apology", "stop")


@cache
def path(kind: str) -> Path:
    """The typst file of one kind of letter in the first theme that has it; raises UnknownLetter."""
    for theme in settings.THEME_FOLDERS:
        found = Path(theme) / "letters" / f"{kind}.typ"
        if kind in KINDS and found.is_file():
            return found
    raise UnknownLetter(kind)


@cache
def name(kind: str) -> str:
    """What the layout is called in the record: kind and the first digits of its hash."""
    parts = sorted(path(kind).parent.glob("*.typ"))
    digest = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()
    return f"{kind}@{digest[:16]}"
