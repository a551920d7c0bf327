"""What can go wrong while starting, each with what to do next.

CannotStart
├── NoPostgres          no usable PostgreSQL binaries
├── DatabaseRefused     the server did not start or did not answer
└── AlreadyRunning      another start of the same installation holds it
"""


class CannotStart(Exception):
    """The installation cannot start; the message says, in Vietnamese and English, what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en


class NoPostgres(CannotStart):
    """No usable PostgreSQL binaries were found."""


class DatabaseRefused(CannotStart):
    """The database server did not start or did not answer in time."""


class AlreadyRunning(CannotStart):
    """Another process already runs this installation."""
