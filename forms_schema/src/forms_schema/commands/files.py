"""Finding and reading the documents a command is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from forms_schema.problems import FormsSchemaError, Problem
from forms_schema.reader import read_json


class NoSuchFile(FormsSchemaError):
    """A file or folder named on the command line is not there or cannot be read."""


def documents(names: Sequence[str]) -> Iterator[Path]:
    """The files named; of a folder every ``.json`` inside, in the order of their names."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(path.glob("*.json"))
        else:
            yield path


def read(path: Path) -> Any:
    """The JSON in the file, strictly read; raises NoSuchFile or Unreadable."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = {
            "vi": f"Không đọc được tệp {path}. Hãy kiểm tra đường dẫn và quyền đọc.",
            "en": f"The file {path} cannot be read. Check the path and the permissions.",
        }
        raise NoSuchFile([Problem("", "file.unreadable", message)]) from error
    return read_json(raw)
