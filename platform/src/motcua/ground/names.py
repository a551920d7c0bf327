"""Search keys for Vietnamese names and texts, computed here so that the database needs no extension."""

import unicodedata

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "ð": "d"})


def search_key(text: str) -> str:
    """Lower case, no diacritics, đ as d, single spaces: "Đặng  Thị Hoà" and "dang thi hoa" are equal."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(_LETTERS_WITHOUT_DECOMPOSITION).split())


def clean(text: str) -> str:
    """The text as it is stored: composed (NFC), single spaces, no control characters."""
    kept = "".join(letter if unicodedata.category(letter) != "Cc" else " " for letter in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())
