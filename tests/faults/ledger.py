"""What the clients know: every attempt and every answer, on the disk before anything else happens."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Ledger:
    """A file that only grows; a line is on the disk when ``write`` returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, what: str, **facts: Any) -> None:
        """Append one line and wait until the disk has it."""
        line = json.dumps({"what": what, "at": time.time(), **facts}, ensure_ascii=False)
        with self._lock:
            os.write(self._file, f"{line}\n".encode())
            os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)


@dataclass
class Submission:
    """Everything known of one key: when it was tried, and which codes were acknowledged for it."""

    key: str
    tries: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    acknowledged: list[tuple[float, float, str]] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        return {code for _began, _at, code in self.acknowledged}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Every line of a ledger."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def read(path: Path) -> dict[str, Submission]:
    """The submissions of a ledger by key."""
    found: dict[str, Submission] = {}
    for line in lines(path):
        own = found.setdefault(line["key"], Submission(line["key"]))
        if line["what"] == "attempt":
            own.tries.append(line["at"])
        elif line["what"] == "acknowledged":
            own.acknowledged.append((line["began"], line["at"], line["code"]))
        else:
            own.failures.append(line["why"])
    return found
