"""Write the pages of docs/reference that come from the code: `python docs/generate.py` (`--check` only compares)."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
HEAD = "<!-- Written by docs/generate.py from the code. Change the code, then run `python docs/generate.py`. -->\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; a bar inside a cell is escaped."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(_cell(one) for one in line)} |\n" for line in lines)


def code(text: object) -> str:
    """A word of the code."""
    return f"`{text}`" if text not in ("", None) else ""


def words(items: Iterable[object]) -> str:
    """Several words of the code."""
    return ", ".join(code(item) for item in items)


def _cell(text: str) -> str:
    return " ".join(str(text).replace("|", "\\|").split())


def pages() -> dict[str, Callable[[], str]]:
    """Every generated page and who writes it."""
    import pages_of_language
    import pages_of_platform

    return {**pages_of_language.PAGES, **pages_of_platform.PAGES}


def main() -> int:
    """Write or compare all pages; 1 when a page differs and only comparing was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    only_compare = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    stale = [name for name, page in pages().items() if _differs(name, HEAD + page(), only_compare)]
    for name in stale:
        sys.stdout.write(f"docs/reference/{name} {'is out of date' if only_compare else 'written'}\n")
    if stale and only_compare:
        sys.stdout.write("Run `python docs/generate.py` and commit the pages.\n")
    return 1 if stale and only_compare else 0


def _differs(name: str, text: str, only_compare: bool) -> bool:
    file = FOLDER / "reference" / name
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    if not only_compare:
        file.write_text(text, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.modules["generate"] = sys.modules["__main__"]
    sys.exit(main())
