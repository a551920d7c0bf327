"""A partner's simulator as a process of its own, reached over HTTP like the real partner."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import httpx

START_SECONDS = 120
PORTS = range(20_000, 32_000)


class PartnerNotReady(Exception):
    """The simulator did not start to listen in time; its own words are in the message."""


def free_port() -> int:
    """A port nobody listens on, below those the system gives to connections: none takes it before it is used."""
    while True:
        port = secrets.choice(PORTS)
        with closing(socket.socket()) as door, suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port


def absent_address() -> str:
    """An address where nobody answers."""
    return f"http://127.0.0.1:{free_port()}"


@contextmanager
def running(module: str, *arguments: str) -> Iterator[str]:
    """Run ``python -m MODULE --port N ARGUMENTS`` and give its address; it is stopped on the way out.

    Raises PartnerNotReady.
    """
    port = free_port()
    command = [sys.executable, "-m", module, "--port", str(port), *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def tell(address: str, what: str, **switches: object) -> None:
    """Give a simulator an order on its control addresses (``/simulator/mood``, ``/simulator/reset`` …)."""
    httpx.post(
        f"{address}/simulator/{what}", json=switches, trust_env=False, timeout=START_SECONDS
    ).raise_for_status()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        with closing(socket.socket()) as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.kill()
    said = process.stderr.read() if process.stderr else ""
    raise PartnerNotReady(f"{process.args!r} does not listen on port {port}: {said[-500:]}")
