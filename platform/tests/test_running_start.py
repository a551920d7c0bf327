"""One whole life of an installation: first start, killed programs, a second start beside it, the end."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from own_site import free_port

COMMAND = [sys.executable, "-m", "motcua.site.cli"]
HANGS = 300  # seconds; only ends what would never end, speed is measured by the bench


class Installation:
    """An installation of the test's own, with its state in a temporary folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        hidden = ("DATABASE_", "MOTCUA_", "CELERY_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
        self.environment = {**kept, "MOTCUA_HOME": str(home), "MOTCUA_PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.home.parent / "said.txt").open("wb") as said:
            self.process = subprocess.Popen(
                [*COMMAND, "run"], env=self.environment, stdout=said, stderr=subprocess.STDOUT
            )

    def said(self) -> str:
        return (self.home.parent / "said.txt").read_text("utf-8")

    def again(self, word: str, **changes: str) -> subprocess.CompletedProcess[str]:
        environment = {**self.environment, **changes}
        return subprocess.run(
            [*COMMAND, word], env=environment, capture_output=True, text=True, timeout=HANGS, check=False
        )

    def is_well(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def wait(self, truth: Callable[[], object]) -> None:
        until = time.monotonic() + HANGS
        while not truth():
            assert self.process and self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def programs(self) -> dict[str, psutil.Process]:
        """The programs of the installation, by a word of their command line."""
        assert self.process
        words = {"gunicorn": "web", "worker": "worker", "beat": "beat", "postgres": "postgresql"}
        found = {}
        for child in psutil.Process(self.process.pid).children():
            command = " ".join(child.cmdline())
            found |= {name: child for word, name in words.items() if word in command}
        return found

    def database(self) -> str:
        addresses = json.loads((self.home / "run" / "addresses.json").read_text("utf-8"))
        return addresses["DATABASE_URL"]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A first start in an empty folder, ended at the latest with the module."""
    made = Installation(tmp_path_factory.mktemp("installation") / "home")
    made.start()
    try:
        made.wait(lambda: "Ctrl-C" in made.said())
        yield made
    finally:
        if made.process and made.process.poll() is None:
            made.process.send_signal(signal.SIGTERM)
            made.process.wait(HANGS)


def test_the_first_start_says_where_to_go(installation: Installation) -> None:
    """The person who starts it is told the addresses, in Vietnamese and English."""
    assert f"http://127.0.0.1:{installation.port}/vi/" in installation.said()
    assert "Một Cửa đang chạy · Một Cửa is running" in installation.said()
    installation.wait(installation.is_well)


def test_a_second_start_says_it_already_runs(installation: Installation) -> None:
    """Starting twice does no harm: the second is told where the first one runs."""
    second = installation.again("run")
    assert second.returncode == 1
    assert f"at http://127.0.0.1:{installation.port}" in second.stderr


def test_a_taken_port_is_named(installation: Installation, tmp_path: Path) -> None:
    """When another program has the port, the sentence names the port and how to choose another."""
    other = installation.again("run", MOTCUA_HOME=str(tmp_path))
    assert other.returncode == 1
    assert f"Port {installation.port} is taken by another program" in other.stderr


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgresql"])
def test_a_killed_program_comes_back(name: str, installation: Installation) -> None:
    """When the system kills a program, the database included, the site is well again by itself."""
    killed = installation.programs()[name]
    killed.kill()
    killed.wait(HANGS)
    installation.wait(lambda: name in installation.programs())
    installation.wait(installation.is_well)


def test_the_end_is_complete_and_the_data_stay(installation: Installation) -> None:
    """Ctrl-C ends everything, nothing is left running, and the next start finds the data."""
    question = "SELECT session_data FROM django_session WHERE session_key = 'kept'"
    with psycopg.connect(installation.database()) as connection:
        connection.execute("INSERT INTO django_session VALUES ('kept', 'still here', now())")
    assert installation.process
    everything = psutil.Process(installation.process.pid).children(recursive=True)
    installation.process.send_signal(signal.SIGINT)
    assert installation.process.wait(HANGS) == 0
    _gone, left = psutil.wait_procs(everything, timeout=HANGS)
    assert left == []

    installation.start()
    installation.wait(lambda: "Ctrl-C" in installation.said())
    with psycopg.connect(installation.database()) as connection:
        assert connection.execute(question).fetchone() == ("still here",)
    stopped = installation.again("stop")
    assert stopped.returncode == 0
    assert "Đã dừng Một Cửa" in stopped.stdout
    assert installation.process.wait(HANGS) == 0
