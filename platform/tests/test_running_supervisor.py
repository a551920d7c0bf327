"""The supervisor: what dies is started again, what is stopped leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from motcua.running.programs import Program
from motcua.running.supervisor import Supervisor

HANGS = 60  # seconds; only ends what would never end
SLEEPER = (sys.executable, "-c", "import time; time.sleep(300)")
GRACE = 4.0  # seconds; one after the other the programs would take three times as long
# A program with a child of its own, which must not outlive it; the child's number is written down.
PARENT = (
    sys.executable,
    "-c",
    "import subprocess, sys, time, pathlib;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']);"
    "pathlib.Path(sys.argv[1]).write_text(str(child.pid)); time.sleep(300)",
)
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('ready', flush=True); time.sleep(300)",
)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(truth: Callable[[], object]) -> None:
    until = time.monotonic() + HANGS
    while not truth():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    """A supervisor that writes to a folder of the test and is stopped after it."""
    made = Supervisor(tmp_path, os.environ, lambda _vi, _en: None)
    yield made
    made.stop()


def test_a_killed_program_is_started_again(supervisor: Supervisor) -> None:
    """When a program is killed, another takes its place without anybody's help."""
    kept = supervisor.add(Program("sleeper", SLEEPER))
    assert kept.process
    first = kept.process.pid
    os.kill(first, signal.SIGKILL)

    def replaced() -> bool:
        supervisor.tick()
        return kept.process is not None and kept.process.pid != first

    wait_for(replaced)
    assert kept.restarts == 1


def test_a_program_that_keeps_dying_is_started_less_and_less_often(supervisor: Supervisor) -> None:
    """A broken program does not eat the machine: the pause before each new start grows."""
    kept = supervisor.add(Program("broken", (sys.executable, "-c", "")))
    delays = []
    for _round in range(2):
        wait_for(lambda: kept.process is not None and kept.process.poll() is not None)
        delays.append(kept.delay)
        supervisor.tick()
        kept.again_at = 0.0
        supervisor.tick()
    assert delays == [0.5, 1.0]


def test_stopping_ends_the_children_of_a_program_too(supervisor: Supervisor, tmp_path: Path) -> None:
    """After a stop nothing of the installation runs any more, grandchildren included."""
    note = tmp_path / "child"
    supervisor.add(Program("parent", (*PARENT, str(note))))
    wait_for(lambda: note.exists() and note.read_text())
    supervisor.stop()
    wait_for(lambda: not alive(int(note.read_text())))


def test_a_program_that_will_not_end_is_ended(supervisor: Supervisor, tmp_path: Path) -> None:
    """A program that ignores the polite request is ended after its time of grace."""
    kept = supervisor.add(Program("stubborn", STUBBORN, grace=0.3))
    wait_for((tmp_path / "stubborn.log").read_bytes)
    process = kept.process
    supervisor.stop()
    assert process and process.poll() == -signal.SIGKILL


def test_stubborn_programs_end_in_the_time_of_one(supervisor: Supervisor, tmp_path: Path) -> None:
    """The times of grace run side by side: three programs that will not end take the time of one, not of three."""
    for name in ("one", "two", "three"):
        supervisor.add(Program(name, STUBBORN, grace=GRACE))
        wait_for((tmp_path / f"{name}.log").read_bytes)
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 3 * GRACE


def test_children_die_with_a_killed_supervisor(tmp_path: Path) -> None:
    """Even `kill -9` of the supervisor leaves no program of the installation behind."""
    note = tmp_path / "pid"
    script = (
        "import os, sys, time; from pathlib import Path;"
        "from motcua.running.programs import Program; from motcua.running.supervisor import Supervisor;"
        "s = Supervisor(Path(sys.argv[1]), os.environ, print);"
        "k = s.add(Program('sleeper', (sys.executable, '-c', 'import time; time.sleep(300)')));"
        "Path(sys.argv[2]).write_text(str(k.process.pid)); time.sleep(300)"
    )
    owner = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(note)])
    wait_for(lambda: note.exists() and note.read_text())
    owner.kill()
    owner.wait()
    wait_for(lambda: not alive(int(note.read_text())))


def test_a_long_log_is_started_afresh(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that runs for months does not fill the disk with its log."""
    monkeypatch.setattr("motcua.running.supervisor.LOG_BYTES", 10)
    supervisor.add(Program("sleeper", SLEEPER))
    log = tmp_path / "sleeper.log"
    log.write_text("twelve bytes", encoding="ascii")
    supervisor.tick()
    assert log.stat().st_size == 0
    assert (tmp_path / "sleeper.previous.log").read_text(encoding="ascii") == "twelve bytes"
