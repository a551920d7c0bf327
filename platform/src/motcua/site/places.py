"""Where the installation keeps things: code, themes, seed procedures, and its own state under MOTCUA_HOME."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def _checkout() -> Path | None:
    """Return the root of the source checkout, or None when motcua is installed from a wheel."""
    root = PACKAGE.parents[2]
    return root if (root / "platform" / "src" / "motcua").is_dir() else None


CHECKOUT = _checkout()


def home() -> Path:
    """Return the folder of this installation's state (database, files, keys); `MOTCUA_HOME` or ./var."""
    named = os.environ.get("MOTCUA_HOME")
    return Path(named).resolve() if named else (CHECKOUT or Path.cwd()) / "var"


def themes() -> Path:
    """Return the folder with one folder per theme."""
    return CHECKOUT / "themes" if CHECKOUT else PACKAGE / "_themes"


def seed_procedures() -> Path:
    """Return the folder with the seed procedures, one JSON document each."""
    if CHECKOUT:
        return CHECKOUT / "catalog" / "procedures"
    return PACKAGE.parent / "catalog" / "_procedures"


def private(folder: Path) -> Path:
    """Create a folder only its owner may read, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
