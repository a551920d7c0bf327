"""What the portal holds, in one file that outlives the process: dossiers, progress lines, every call."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS dossiers (code TEXT PRIMARY KEY, body TEXT NOT NULL, times INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS progress (
    number INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, at TEXT NOT NULL, status TEXT NOT NULL,
    officer TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (code, at, status, officer, body));
CREATE TABLE IF NOT EXISTS calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, body TEXT NOT NULL, reply TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (session TEXT PRIMARY KEY);
"""


class Ledger:
    """The portal's memory; every method is one transaction on disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(_TABLES)

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock, closing(self._db.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def dossier(self, code: str) -> dict[str, Any] | None:
        """The dossier as last sent, or None."""
        rows = self._rows("SELECT body FROM dossiers WHERE code = ?", code)
        return json.loads(rows[0][0]) if rows else None

    def dossiers(self) -> list[dict[str, Any]]:
        """All dossiers as last sent, with how often each was written."""
        rows = self._rows("SELECT body, times FROM dossiers ORDER BY code")
        return [json.loads(body) | {"_times": times} for body, times in rows]

    def keep_dossier(self, code: str, body: dict[str, Any]) -> None:
        """Write or overwrite a dossier."""
        self._rows(
            "INSERT INTO dossiers VALUES (?, ?, 1) ON CONFLICT (code) DO UPDATE"
            " SET body = excluded.body, times = times + 1",
            code,
            json.dumps(body, ensure_ascii=False),
        )

    def keep_progress(self, line: dict[str, Any]) -> bool:
        """Append a progress line; False when the very same line is there already."""
        found = self._rows(
            "INSERT OR IGNORE INTO progress (code, at, status, officer, body)"
            " VALUES (?, ?, ?, ?, ?) RETURNING 1",
            line["MaHoSo"],
            line["ThoiDiemXuLy"],
            line["TrangThai"],
            line["NguoiXuLy"],
            json.dumps(line, ensure_ascii=False, sort_keys=True),
        )
        return bool(found)

    def progress(self, code: str) -> list[dict[str, Any]]:
        """The progress lines of a dossier in the order they arrived."""
        rows = self._rows("SELECT body FROM progress WHERE code = ? ORDER BY number", code)
        return [json.loads(body) for (body,) in rows]

    def record(self, service: str, body: dict[str, Any], reply: dict[str, Any]) -> None:
        """Remember a call and what was answered; sessions and passwords are left out."""
        self._rows(
            "INSERT INTO calls (service, body, reply) VALUES (?, ?, ?)", service, _shown(body), _shown(reply)
        )

    def calls(self) -> list[dict[str, Any]]:
        """Every call so far."""
        rows = self._rows("SELECT number, service, body, reply FROM calls ORDER BY number")
        return [
            {"number": number, "service": service, "body": json.loads(body), "reply": json.loads(reply)}
            for number, service, body, reply in rows
        ]

    def open_session(self, session: str) -> None:
        """Let a session be used from now on."""
        self._rows("INSERT INTO sessions VALUES (?)", session)

    def knows_session(self, session: str) -> bool:
        """Whether a session is still valid."""
        return bool(self._rows("SELECT 1 FROM sessions WHERE session = ?", session))

    def end_sessions(self) -> None:
        """Forget all sessions, as the real portal does without saying when."""
        self._rows("DELETE FROM sessions")

    def forget_everything(self) -> None:
        """An empty portal."""
        for table in ("dossiers", "progress", "calls", "sessions"):
            self._rows(f"DELETE FROM {table}")  # noqa: S608 - names from the line above


def _shown(message: dict[str, Any]) -> str:
    open_parts = {key: value for key, value in message.items() if key not in ("session", "password")}
    return json.dumps(open_parts, ensure_ascii=False)
