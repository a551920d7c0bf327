"""What each process of the site is, and whether it is in the middle of something; read from /proc alone."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

KINDS = ("web worker", "web master", "task child", "task worker", "beat", "database backend", "postmaster")
LOOK_SECONDS = 0.03
WORKING_SECONDS = 0.003  # an idle process of ours runs far less than this while we look
AT_REST = "idle"


@dataclass(frozen=True)
class Seen:
    """One process with its kind."""

    kind: str
    process: psutil.Process


@dataclass(frozen=True)
class State:
    """What a process was doing when we looked: ``doing`` in words, ``busy`` when it had work in its hands."""

    busy: bool
    doing: str
    cpu_seconds: float


def kind_of(process: psutil.Process, parent: str) -> str:
    """The kind of a process by its command line; empty for those we leave alone (simulators, helpers)."""
    command = " ".join(process.cmdline())
    if "gunicorn" in command:
        return "web worker" if "gunicorn" in parent else "web master"
    if "celery" in command and " beat" in command:
        return "beat"
    if "celery" in command:
        return "task child" if "celery" in parent else "task worker"
    if command.startswith("postgres: motcua_app"):
        return "database backend"
    return "postmaster" if "/postgres" in command and not command.startswith("postgres:") else ""


def seen(processes: Iterable[psutil.Process]) -> list[Seen]:
    """The processes that may be killed."""
    found = []
    for process in processes:
        try:
            above = process.parent()
            kind = kind_of(process, " ".join(above.cmdline()) if above else "")
        except psutil.Error:
            continue
        if kind:
            found.append(Seen(kind, process))
    return found


def state_of(target: Seen, among: list[Seen]) -> State:
    """Look at a process (a master: at its children too) for some milliseconds."""
    if target.kind == "database backend":
        return _backend(target.process)
    if target.kind == "postmaster":
        working = [_backend(one.process) for one in among if one.kind == "database backend"]
        return next((one for one in working if one.busy), State(False, "no open transaction", 0.0))
    if target.kind == "beat":
        return State(False, "holds no work", 0.0)
    family = {target.process.pid}
    if target.kind in ("web master", "task worker"):
        family |= {child.pid for child in target.process.children()}
    return _working(family)


def _backend(process: psutil.Process) -> State:
    """PostgreSQL writes into the title what a backend does: idle, idle in transaction, INSERT, COMMIT …"""
    try:
        doing = " ".join(process.cmdline()).partition("[local] ")[2].strip()
    except psutil.Error:
        doing = ""
    return State(bool(doing) and doing != AT_REST, doing or "gone", 0.0)


def _working(family: set[int]) -> State:
    before = {pid: run_time(pid) for pid in family}
    time.sleep(LOOK_SECONDS)
    most = max(run_time(pid) - before[pid] for pid in family)
    return State(most >= WORKING_SECONDS, "working" if most >= WORKING_SECONDS else "waiting", most)


def run_time(pid: int) -> float:
    """Seconds all threads of a process have spent on a processor; 0 when it is gone."""
    total = 0
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(file.read_text("ascii").split()[0])
        except OSError:
            continue
    return total / 1e9
