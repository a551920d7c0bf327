"""Brokers and database servers of a test's own: from the system's packages, on free loopback ports, in a folder.

Each is started as a child of the test's process and dies with it; a test whose program is not installed is skipped
with the name of the package that brings it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from motcua.running.children import spawn
from own_site import free_port

RABBITMQ = Path(
    "/usr/lib/rabbitmq/bin/rabbitmq-server"
)  # the one in /usr/sbin insists on the system's own folders
ENDING_SECONDS = 30
HANG_SECONDS = 180


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(truth: Callable[[], object], what: str, seconds: float = HANG_SECONDS) -> None:
    """Wait for ``truth``; the limit only ends a test that hangs."""
    end = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < end, f"Not {what} after {seconds:.0f} s"
        time.sleep(0.05)


class Children:
    """Programs a test has started, each with its log in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, command: tuple[str, ...], environment: Mapping[str, str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running.append(spawn(command, environment=environment, output=log, folder=self.folder))

    def end(self, number: int = signal.SIGTERM) -> None:
        """End all of them, the last one first, with their own children."""
        while self.running:
            process = self.running.pop()
            _signal(process, number)
            _signal(process, signal.SIGCONT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(ENDING_SECONDS)
            _signal(process, signal.SIGKILL)
            process.wait(ENDING_SECONDS)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


class Broker:
    """One broker; ``url`` is what CELERY_BROKER_URL is set to."""

    def __init__(self, folder: Path) -> None:
        self.children = Children(folder)
        self.data = folder / "data"
        self.port = free_port()

    @property
    def url(self) -> str:
        raise AttributeError("A broker has an address of its own kind.")

    def start(self) -> None:
        self.data.mkdir(exist_ok=True)
        self._start()
        until(lambda: is_open(self.port), "reachable")

    def _start(self) -> None:
        raise AttributeError("A broker has a program of its own kind.")

    def lose_everything(self) -> None:
        """Kill it as a failing machine would, and wipe its disk."""
        self.children.end(signal.SIGKILL)
        shutil.rmtree(self.data)

    def freeze(self) -> None:
        """Let it take calls and never answer."""
        for process in self.children.running:
            _signal(process, signal.SIGSTOP)


class Redis(Broker):
    """Redis with its snapshots in the folder."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def _start(self) -> None:
        program = shutil.which("redis-server") or pytest.skip("Redis is missing: install redis-server.")
        place = ("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.data))
        self.children.start("redis", (program, *place), os.environ)


class RabbitMQ(Broker):
    """RabbitMQ with a node name, ports, cookie and folders of its own, and a port mapper that ends with it."""

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def _start(self) -> None:
        mapper = shutil.which("epmd")
        if not (RABBITMQ.exists() and mapper):
            pytest.skip("RabbitMQ is missing: install rabbitmq-server.")
        environment = self._environment()
        mapping = (mapper, "-address", "127.0.0.1", "-port", environment["ERL_EPMD_PORT"])
        self.children.start("epmd", mapping, environment)
        until(lambda: is_open(int(environment["ERL_EPMD_PORT"])), "mapped")
        self.children.start("rabbitmq", (str(RABBITMQ),), environment)

    def _environment(self) -> dict[str, str]:
        folder = self.children.folder
        plugins = folder / "enabled_plugins"
        plugins.write_text("[].\n", encoding="ascii")
        own = {
            "HOME": str(self.data),
            "RABBITMQ_HOME": str(self.data),
            "RABBITMQ_NODENAME": f"motcua{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self.data / "mnesia"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
            "RABBITMQ_CONFIG_FILE": str(folder / "none"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none.conf"),
        }
        return {**os.environ, **own}


def postgres_of_the_system(major: int) -> Path:
    """The folder with the system's PostgreSQL of this major version."""
    folder = Path(f"/usr/lib/postgresql/{major}/bin")
    if not (folder / "initdb").exists():
        pytest.skip(f"PostgreSQL {major} is missing: install postgresql-{major}.")
    return folder
