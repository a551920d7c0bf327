"""One quick database server for all test runs of a checkout, started by the first and ended by the last."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from motcua.running import binaries, roles
from motcua.running.outside import OutsideServer
from motcua.running.server import Server
from motcua.running.templates import Databases
from motcua.site import places


@contextmanager
def databases_for_tests(home: Path) -> Iterator[Databases]:
    """Yield the databases of the shared test server, or of the one at DATABASE_ADMIN_URL."""
    places.private(home)
    passwords = _locked_passwords(home)
    outside = os.environ.get("DATABASE_ADMIN_URL")
    if outside:
        with _locked(home / "outside.lock"):
            roles.create(outside, passwords)
        yield Databases(OutsideServer(outside), passwords)
        return
    with (home / f"users-{binaries.find().major}").open("w") as users:
        server = _join(home, users, passwords)
        try:
            yield Databases(server, passwords)
        finally:
            _leave(home, users, server)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _locked_passwords(home: Path) -> dict[str, str]:
    with _locked(home / "lock"):
        return roles.passwords(home)


def _join(home: Path, users: IO[str], passwords: dict[str, str]) -> Server:
    """Start the server unless it runs, and count ourselves as a user of it."""
    with _locked(home / "lock"):
        server = Server(home, quick=True)
        server.create()
        if server.leftover() is not None and not server.answers() and _nobody_else(users):
            server.end_leftover()  # its socket was cleaned away from the temporary folder
        log = home / "postgres.log"
        started = server.start(log=log, on_parent_death=None) if server.leftover() is None else None
        server.wait_until_ready(started, log)
        roles.create(server.admin_address(), passwords)
        fcntl.flock(users, fcntl.LOCK_SH)
    return server


def _leave(home: Path, users: IO[str], server: Server) -> None:
    """Stop the server when nobody else uses it."""
    with _locked(home / "lock"):
        if _nobody_else(users):
            server.end_leftover()


def _nobody_else(users: IO[str]) -> bool:
    """Whether no other run uses the server; a busy one may be slow to answer and is left alone."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
