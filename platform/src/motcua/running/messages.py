"""Translations without the gettext programs: `motcua messages extract | compile | check`.

Every app and every theme has its own `locale/vi/LC_MESSAGES/django.po`; source texts are English. The
compiled .mo files are made where they are needed and never committed.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from motcua.running import message_faults
from motcua.running.message_faults import key
from motcua.site import places

LANGUAGE = "vi"
FILE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SKIPPED = {"migrations", "tests", "node_modules"}


@dataclass(frozen=True)
class Place:
    """A folder whose texts go into one .po file: an app or a theme."""

    folder: Path

    @property
    def po(self) -> Path:
        return self.folder / FILE

    def sources(self) -> Iterator[Path]:
        for file in sorted(self.folder.rglob("*")):
            if file.suffix in {".py", ".html", ".txt"} and not SKIPPED & set(file.parts):
                yield file


def all_places() -> list[Place]:
    """Return every app of ours and every theme."""
    import catalog

    apps = [folder for folder in sorted(places.PACKAGE.iterdir()) if (folder / "__init__.py").exists()]
    themes = [folder for folder in sorted(places.themes().iterdir()) if folder.is_dir()]
    return [Place(folder) for folder in [Path(str(catalog.__file__)).parent, *apps, *themes]]


# --- compiling ------------------------------------------------------------------------------------------
def compile_all() -> int:
    """Compile every .po whose .mo is missing or older; returns how many were compiled."""
    return sum(_compile(place.po) for place in all_places() if place.po.exists())


def _compile(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
        return False
    draft = mo.with_suffix(f".{os.getpid()}")
    with po.open("rb") as source, draft.open("wb") as target:
        write_mo(target, read_po(source, locale=LANGUAGE))
    draft.replace(mo)
    return True


# --- extracting -----------------------------------------------------------------------------------------
def texts(place: Place) -> Catalog:
    """Return the catalogue of all translatable texts in the sources of a place."""
    found = Catalog(locale=LANGUAGE, charset="utf-8")
    for file in place.sources():
        for _line, message, comments, context in _extract(file):
            found.add(
                message, None, [(str(file.relative_to(place.folder)), 0)], (), comments, context=context
            )
    return found


def _extract(file: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    method, content = _method(file)
    options = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}
    yield from extract(method, BytesIO(content), KEYWORDS, ["Translators:"], options)


def _method(file: Path) -> tuple[str, bytes]:
    """Return the extraction method of a file, and its content ready for it."""
    content = file.read_bytes()
    if file.suffix == ".py":
        return "python", content
    if places.themes() in file.parents:
        return "jinja2", content
    from django.utils.translation.template import templatize

    return "python", templatize(content.decode(), origin=str(file)).encode()


def extract_all() -> None:
    """Bring every .po up to date with the sources; translations stay, new texts are added empty."""
    for place in all_places():
        found = texts(place)
        if not len(found):
            continue
        known = _read(place)
        known.update(found, no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        place.po.parent.mkdir(parents=True, exist_ok=True)
        with place.po.open("wb") as target:
            write_po(target, known, width=110, sort_output=True, omit_header=False)


def _read(place: Place) -> Catalog:
    if not place.po.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8", project="motcua", version="1", fuzzy=False)
    with place.po.open("rb") as source:
        return read_po(source, locale=LANGUAGE)


# --- checking -------------------------------------------------------------------------------------------
def missing() -> list[str]:
    """Return one line for each text of the sources that no catalogue of ours translates."""
    known = {key(message) for place in all_places() for message in message_faults.translated(_read(place))}
    lines = []
    for place in all_places():
        for message in texts(place):
            if message.id and key(message) not in known:
                where = message.locations[0][0] if message.locations else "?"
                lines.append(f"no Vietnamese translation: {place.folder.name}/{where}: {message.id!r}")
    return lines


def faults() -> list[str]:
    """Return one line for each translation that clashes with another one or is not Vietnamese."""
    ours = {place.folder.name: _read(place) for place in all_places()}
    libraries = message_faults.libraries(_libraries(), LANGUAGE)
    return message_faults.faults(ours, libraries, message_faults.allowed())


def _libraries() -> list[str]:
    """Return the modules, other than ours, whose catalogues Django merges with ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    from django.conf import settings

    return ["django.conf", *settings.CONTRIBUTED_APPS]


def check() -> int:
    """Print the texts that lack a translation and the translations at fault; returns 1 when there are any."""
    lines, wrong = missing(), faults()
    for line in [*lines, *wrong]:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(lines)} texts without a translation, {len(wrong)} translations at fault\n")
    return 1 if lines or wrong else 0


def main(arguments: list[str]) -> int:
    """Run one of extract, compile, check."""
    word = arguments[0] if arguments else ""
    if word == "check":
        return check()
    if word == "extract":
        extract_all()
        return 0
    if word == "compile":
        sys.stdout.write(f"{compile_all()} catalogues compiled\n")
        return 0
    sys.stderr.write("motcua messages extract | compile | check\n")
    return 2
