"""Keeps the programs of an installation running: restarts what dies, ends everything together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from motcua.running.children import signal_group, spawn
from motcua.running.programs import Program

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
STEADY_SECONDS = 20.0  # a program that ran this long starts again with the shortest delay
LOG_BYTES = 20_000_000
TICK = 0.1

Start = Callable[[], subprocess.Popen[bytes]]
Report = Callable[[str, str], None]


@dataclass
class Kept:
    """One program under supervision."""

    name: str
    start: Start
    stop_signal: int
    grace: float
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    delay: float = FIRST_DELAY
    again_at: float = 0.0
    restarts: int = 0
    log: Path | None = field(default=None)


class Supervisor:
    """Starts programs, restarts each that ends, and stops all of them on SIGINT or SIGTERM."""

    def __init__(self, logs: Path, environment: Mapping[str, str], report: Report) -> None:
        self.logs = logs
        self.environment = dict(environment)
        self.report = report
        self.kept: list[Kept] = []
        self.stopping = False

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def listen(self) -> None:
        """Turn Ctrl-C and a polite kill into an orderly end."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_signal)

    # --- starting ---------------------------------------------------------------------------------------
    def adopt(self, name: str, start: Start, *, stop_signal: int, grace: float, log: Path) -> Kept:
        """Start a program that knows itself how (the database server) and keep it running."""
        kept = Kept(name, start, stop_signal, grace, log=log)
        self.kept.append(kept)
        self._start(kept)
        return kept

    def add(self, program: Program) -> Kept:
        """Start a program and keep it running; its output goes to a log file of its own."""
        log = self.logs / f"{program.name}.log"
        environment = {**self.environment, **program.environment}

        def start() -> subprocess.Popen[bytes]:
            with log.open("ab") as output:
                return spawn(program.command, environment=environment, output=output)

        return self.adopt(program.name, start, stop_signal=signal.SIGTERM, grace=program.grace, log=log)

    def _start(self, kept: Kept) -> None:
        kept.process = kept.start()
        kept.started = time.monotonic()

    # --- keeping ----------------------------------------------------------------------------------------
    def watch(self) -> None:
        """Keep everything running until a signal asks to stop."""
        while not self.stopping:
            self.tick()
            time.sleep(TICK)

    def tick(self) -> None:
        """Look once at every program: note what ended, start again what is due, keep log files small."""
        now = time.monotonic()
        for kept in self.kept:
            if kept.process is None and now >= kept.again_at and not self.stopping:
                self._start(kept)
            elif kept.process is not None and kept.process.poll() is not None:
                self._ended(kept, now)
        for kept in self.kept:
            _keep_short(kept.log)

    def _ended(self, kept: Kept, now: float) -> None:
        process, kept.process = kept.process, None
        assert process is not None
        signal_group(process, signal.SIGKILL)  # children it left behind would hold ports and messages
        if now - kept.started >= STEADY_SECONDS:
            kept.delay = FIRST_DELAY
        kept.again_at, kept.restarts = now + kept.delay, kept.restarts + 1
        wait, kept.delay = kept.delay, min(kept.delay * 2, LONGEST_DELAY)
        self.report(
            f"{kept.name} đã dừng ngoài ý muốn, sẽ chạy lại sau {wait:g} giây (xem {kept.log})",
            f"{kept.name} ended unexpectedly, starting again in {wait:g} s",
        )

    # --- stopping ---------------------------------------------------------------------------------------
    def stop(self, *names: str) -> None:
        """Stop the named programs (all of them when none is named), the last started first."""
        self.stopping = self.stopping or not names
        chosen = [kept for kept in reversed(self.kept) if not names or kept.name in names]
        for kept in chosen:
            if kept.process:
                kept.process.send_signal(kept.stop_signal)  # the program ends its own children in order
        asked = time.monotonic()
        for kept in chosen:
            self._await_end(kept, asked + kept.grace)
            self.kept.remove(kept)

    def _await_end(self, kept: Kept, until: float) -> None:
        if kept.process is None:
            return
        try:
            kept.process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            signal_group(kept.process, signal.SIGKILL)
            kept.process.wait()
        signal_group(kept.process, signal.SIGKILL)


def _keep_short(log: Path | None) -> None:
    """Start a log file afresh when it has grown large, keeping the previous part beside it."""
    try:
        if log is None or log.stat().st_size < LOG_BYTES:
            return
    except OSError:
        return
    previous = log.with_suffix(".previous.log")
    previous.write_bytes(log.read_bytes())
    os.truncate(log, 0)
