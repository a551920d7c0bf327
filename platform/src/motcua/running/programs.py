"""Which programs make up a running installation, and with what command each is started."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec

SIMULATORS = {"national_portal_simulator": 8101, "population_simulator": 8102}
WEB_PROCESSES = 2
WEB_THREADS = 4
WORKER_PROCESSES = 2
_held: list[socket.socket] = []


@dataclass(frozen=True)
class Program:
    """One supervised program: its name in messages and logs, command, environment and seconds to end."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    grace: float = 5.0


def web(host: str, port: int) -> Program:
    """gunicorn with threads; it recycles a process after many requests so that memory stays level.

    The application is loaded once and then divided: that halves the start and lets a killed process be replaced at
    once.
    """
    command = (
        *(sys.executable, "-m", "gunicorn", "motcua.site.wsgi:application"),
        *("--bind", f"{host}:{port}", "--worker-class", "gthread"),
        *("--workers", str(WEB_PROCESSES), "--threads", str(WEB_THREADS)),
        *("--graceful-timeout", "4", "--timeout", "60", "--keep-alive", "5"),
        *("--max-requests", "20000", "--max-requests-jitter", "2000"),
        *("--config", "python:motcua.running.gunicorn", "--no-control-socket", "--preload"),
    )
    return Program("web", command, {"MOTCUA_PROCESS": "web", "MOTCUA_WEB_THREADS": str(WEB_THREADS)})


def _celery(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "--app", "motcua.site.celery:app", "--quiet", *words)


def worker() -> Program:
    """The Celery worker; killed in mid-task it loses nothing, because the outbox holds the truth."""
    command = _celery("worker", "--concurrency", str(WORKER_PROCESSES), "--pool", "prefork")
    command += ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING")
    return Program("worker", command, {"MOTCUA_PROCESS": "worker"}, grace=3.0)


def beat() -> Program:
    """The clock that asks the worker for its repeated work."""
    command = _celery("beat", "--loglevel", "WARNING", "--pidfile", "")
    return Program("beat", command, {"MOTCUA_PROCESS": "beat"})


def simulators() -> list[tuple[Program, int]]:
    """Return the partner simulators that are installed and can be started, with their ports.

    MOTCUA_<NAME>_PORT gives one another port; without it a taken port is replaced by a free one, so that a second
    installation on the same machine talks to simulators of its own.
    """
    ports = {
        name: int(os.environ.get(f"MOTCUA_{name.upper()}_PORT", "0")) or _free(usual)
        for name, usual in SIMULATORS.items()
    }
    return [
        (Program(name, (sys.executable, "-m", name, "--port", str(port))), port)
        for name, port in ports.items()
        if find_spec(name) and find_spec(f"{name}.__main__")
    ]


def let_go() -> None:
    """Free the ports that were held, for the simulators that are about to listen on them."""
    while _held:
        _held.pop().close()


@cache
def _free(usual: int) -> int:
    """The usual port, or any other that nobody listens on. It is held until ``let_go``: a first start takes minutes,
    and a second installation that starts meanwhile must not choose it too.
    """
    for port in (usual, 0):
        holding = socket.socket()
        holding.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            holding.bind(("127.0.0.1", port))
            holding.listen()
        except OSError:
            holding.close()
            continue
        _held.append(holding)
        return int(holding.getsockname()[1])
    return usual
