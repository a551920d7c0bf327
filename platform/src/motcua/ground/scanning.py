"""Virus scanning of uploads, by the setting SCANNER: "none" or "clamd".

With "none" files are marked as not scanned. With "clamd" the daemon at CLAMD_ADDRESS ("host:port" or a
socket path) is asked by its INSTREAM command; while it does not answer, files wait and are not served.
"""

import socket
import struct
from collections.abc import Iterable

import structlog
from django.conf import settings

from motcua.ground.models import StoredFile

TIMEOUT_SECONDS = 20.0
_log = structlog.stdlib.get_logger(__name__)


def scanner() -> str:
    """The configured scanner, "none" or "clamd"."""
    return str(settings.SCANNER)


def verdict(pieces: Iterable[bytes]) -> StoredFile.Scan:
    """What the scanner says of these contents; waiting when it cannot be asked."""
    if scanner() == "none":
        return StoredFile.Scan.NOT_SCANNED
    try:
        answer = _ask_clamd(pieces)
    except OSError as error:
        _log.warning("scanner.unreachable", error=type(error).__name__)
        return StoredFile.Scan.WAITING
    if answer.endswith("FOUND"):
        return StoredFile.Scan.INFECTED
    return StoredFile.Scan.CLEAN if answer == "stream: OK" else StoredFile.Scan.WAITING


def _ask_clamd(pieces: Iterable[bytes]) -> str:
    with _connection(settings.CLAMD_ADDRESS) as line:
        line.sendall(b"zINSTREAM\0")
        for piece in pieces:
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        return line.recv(4096).rstrip(b"\0\n").decode("utf-8", "replace")


def _connection(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT_SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
