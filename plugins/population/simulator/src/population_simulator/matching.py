"""How the registry decides that a request and a person agree: number, name without marks, and date of birth."""

import unicodedata

from population_simulator.people import BY_NUMBER, Registered
from population_simulator.soap import Asked


def match(asked: Asked) -> Registered | None:
    """The person whose number, name and birth are those asked for, or None."""
    one = BY_NUMBER.get(asked.number)
    if one is None or bare(one.name) != bare(asked.name):
        return None
    return one if asked.born in (one.born, one.born[:4]) else None


def bare(name: str) -> str:
    """Upper case without marks and single spaces, so that clients with and without marks both match."""
    letters = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return " ".join("".join(c for c in letters if unicodedata.category(c) != "Mn").split())
