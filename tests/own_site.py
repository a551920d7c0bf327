"""A whole installation of the test's own: started by ``motcua run`` in a folder and on ports nobody else has.

Imports nothing of the project: what it knows of the site is its command, its folder and its health page.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

COMMAND = (sys.executable, "-m", "motcua.site.cli")
HIDDEN = ("DATABASE_", "MOTCUA_", "CELERY_", "DJANGO_", "PYTEST_")
PORTS = range(20_000, 32_000)
SIMULATORS = ("NATIONAL_PORTAL_SIMULATOR", "POPULATION_SIMULATOR")


class SiteFailed(Exception):
    """The site did not start, or ended by itself; the message holds the end of what it said."""


def free_port() -> int:
    """A port nobody listens on, below those the system gives to connections: none takes it before it is used."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Site:
    """One installation; ``home`` is its state folder."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.port = free_port()
        self.simulator_ports = {name: free_port() for name in SIMULATORS}
        ports = {f"MOTCUA_{name}_PORT": str(port) for name, port in self.simulator_ports.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
        own = {"MOTCUA_HOME": str(home), "MOTCUA_PORT": str(self.port), "MOTCUA_DEMO_DOSSIERS": "0"}
        self.environment = {**kept, **ports, **own, **environment}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def portal_address(self) -> str:
        """The stand-in of the national portal, for its control addresses."""
        return f"http://127.0.0.1:{self.simulator_ports['NATIONAL_PORTAL_SIMULATOR']}"

    @property
    def addresses(self) -> dict[str, str]:
        """DATABASE_URL and DATABASE_OWNER_URL, as the site wrote them down."""
        return dict(json.loads((self.home / "run" / "addresses.json").read_text("utf-8")))

    # --- its life ---------------------------------------------------------------------------------------
    def start(self, seconds: float = 600) -> Site:
        """Start it and wait until it is well."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [*COMMAND, "run"], env=self.environment, stdout=said, stderr=subprocess.STDOUT
            )
        self.wait(self.is_well, seconds, "well")
        self.wait(lambda: "Ctrl-C" in self.said(), seconds, "ready")
        return self

    def said(self) -> str:
        return (self.home / "said.txt").read_text("utf-8")

    def wait(self, truth: Callable[[], object], seconds: float, what: str) -> float:
        """Wait for ``truth``; returns how long it took."""
        began = time.monotonic()
        while not truth():
            if self.process is None or self.process.poll() is not None:
                raise SiteFailed(f"The site ended by itself:\n{self.said()[-2000:]}")
            if time.monotonic() - began > seconds:
                raise SiteFailed(f"Not {what} after {seconds:.0f} s:\n{self.said()[-2000:]}")
            time.sleep(0.1)
        return time.monotonic() - began

    def is_well(self) -> bool:
        """Whether the health page says that every part is well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def processes(self) -> list[psutil.Process]:
        """Every process of the site below the one that watches over them."""
        if self.process is None:
            return []
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def stop(self) -> None:
        """End it in order."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
