"""A dossier code as people type it: without dots or dashes, in small letters, the last number without its zeros."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from motcua.agencies import reads as agencies

_PARTS = re.compile(r"([0-9A-Z.]+)[-–—_/]([0-9]{6})[-–—_/]([0-9]{1,5})")
_WHOLE = re.compile(r"[0-9A-Z]+\.[0-9A-Z.]+-[0-9]{6}-[0-9]{4,5}")


def completed(typed: str) -> str:
    """The code that is meant, if only one can be; else what was typed. One query at most, none for a whole code.

    No dossier is looked for: whether a code exists cannot be told from this.
    """
    text = typed.upper()
    if _WHOLE.fullmatch(text):
        return text
    meant = set(_meant(text, {one.code_new for one in agencies.agencies()}))
    return meant.pop() if len(meant) == 1 else text


def _meant(text: str, units: Iterable[str]) -> Iterator[str]:
    parts = _PARTS.fullmatch(text)
    plain = re.sub(r"[^0-9A-Z]", "", text)
    for unit in units:
        squeezed = re.sub(r"[^0-9A-Z]", "", unit.upper())
        rest = plain.removeprefix(squeezed) if plain.startswith(squeezed) else ""
        if parts and re.sub(r"[^0-9A-Z]", "", parts[1]) != squeezed:
            continue
        found = re.fullmatch(r"([0-9]{6})([0-9]{1,5})", rest)
        if found and _is_day(found[1]):
            yield f"{unit}-{found[1]}-{int(found[2]):04d}"


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%y%m%d")
    except ValueError:
        return False
    return True
