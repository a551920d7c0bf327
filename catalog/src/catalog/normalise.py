"""One spelling for searching: lower case, no diacritics, đ as d.

The same folding is used when a version is published and when somebody searches, so "chung thuc"
finds "Chứng thực". Python does it, not the database: the result must not depend on an extension.
"""

from __future__ import annotations

import unicodedata

_STROKE = str.maketrans({"đ": "d", "ð": "d"})


def search_key(text: str) -> str:
    """Fold ``text`` for searching: NFD without marks, đ → d, lower case, one space between words."""
    lowered = unicodedata.normalize("NFD", text.lower())
    bare = "".join(sign for sign in lowered if not unicodedata.combining(sign))
    return " ".join(bare.translate(_STROKE).split())
