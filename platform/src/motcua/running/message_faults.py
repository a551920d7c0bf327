"""What can be wrong with translations that are there, each fault told in one line.

Django merges the catalogues of all apps, themes and libraries into one: of two translations of the same text
one wins everywhere. Hence a text has one translation, or a context where its meaning differs.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

Key = tuple[str | None, str]
ALLOWED = Path(__file__).with_name("message_words.toml")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Allowed:
    """What passes although it looks wrong; read from `message_words.toml`."""

    names: frozenset[str] = frozenset()
    without_diacritics: frozenset[str] = frozenset()
    better_than_library: frozenset[str] = frozenset()


def allowed() -> Allowed:
    """Return the lists of `message_words.toml`."""
    lists = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))
    return Allowed(**{name: frozenset(words) for name, words in lists.items()})


def key(message: Any) -> Key:
    """Return what identifies a text: its context and its English words; of a plural the singular."""
    return message.context, forms(message.id)[0]


def forms(text: Any) -> tuple[str, ...]:
    """Return a text as the tuple of its plural forms."""
    return tuple(text) if isinstance(text, (list, tuple)) else (text or "",)


def translated(catalogue: Iterable[Any]) -> Iterator[Any]:
    """Yield the messages of a catalogue that have a translation, without its header."""
    for message in catalogue:
        if message.id and all(forms(message.string)) and not message.fuzzy:
            yield message


def faults(ours: Mapping[str, Catalog], libraries: Mapping[str, Catalog], passing: Allowed) -> list[str]:
    """Return every fault of our catalogues, each as one line; catalogues are given by name."""
    return [
        *clashes(ours),
        *library_clashes(ours, libraries, passing),
        *not_vietnamese(ours, passing),
    ]


# --- one text, two translations -------------------------------------------------------------------------
def clashes(ours: Mapping[str, Catalog]) -> Iterator[str]:
    """Yield the texts that two catalogues of ours translate differently."""
    for text, said in _by_text(ours).items():
        if len(said) > 1:
            yield f"two Vietnamese translations of {_named(text)}: {_listed(said)}"


def library_clashes(
    ours: Mapping[str, Catalog], libraries: Mapping[str, Catalog], passing: Allowed
) -> Iterator[str]:
    """Yield our texts without a context that a library translates in another way."""
    mine = _by_text(ours)
    for text, said in _by_text(libraries).items():
        here = mine.get(text)
        if here is None or text[1] in passing.better_than_library or said.keys() <= here.keys():
            continue
        yield f"give {_named(text)} a context: {_listed(here)}, the library says {_listed(said)}"


def _by_text(catalogues: Mapping[str, Catalog]) -> dict[Key, dict[tuple[str, ...], list[str]]]:
    """Return for each text its translations, and for each of these the catalogues that hold it."""
    found: dict[Key, dict[tuple[str, ...], list[str]]] = {}
    for name, catalogue in catalogues.items():
        for message in translated(catalogue):
            found.setdefault(key(message), {}).setdefault(forms(message.string), []).append(name)
    return found


def _named(text: Key) -> str:
    context, words = text
    return f"{words!r}" + (f" (context {context!r})" if context else "")


def _listed(said: Mapping[tuple[str, ...], list[str]]) -> str:
    return ", ".join(f"“{' / '.join(words)}” in {' and '.join(names)}" for words, names in said.items())


# --- words that are not Vietnamese ----------------------------------------------------------------------
def not_vietnamese(ours: Mapping[str, Catalog], passing: Allowed) -> Iterator[str]:
    """Yield the translations that are still English, or that somebody typed without diacritics."""
    for name, catalogue in ours.items():
        for message in translated(catalogue):
            for said in forms(message.string):
                words = [
                    word for word in WORD.findall(PLACEHOLDER.sub(" ", said)) if word not in passing.names
                ]
                if words and said in forms(message.id):
                    yield f"still English in {name}: {said!r}"
                elif len(words) > 2 and said.isascii() and said not in passing.without_diacritics:
                    yield f"no diacritics in {name}: {said!r}"


# --- the libraries' catalogues --------------------------------------------------------------------------
def libraries(modules: Iterable[str], language: str) -> dict[str, Catalog]:
    """Return the compiled catalogues that installed libraries bring along, by the name of their module."""
    found = {}
    for module in modules:
        spec = find_spec(module)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            file = Path(folder) / "locale" / language / "LC_MESSAGES" / "django.mo"
            if file.exists():
                with file.open("rb") as stream:
                    found[module] = read_mo(stream)
    return found
