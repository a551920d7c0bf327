"""`motcua run`: from nothing to a running installation and an orderly end; `motcua stop` asks for it."""

import contextlib
import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import time
from pathlib import Path
from typing import IO, Any

from motcua.running import content, messages, programs
from motcua.running.demo import SignIn
from motcua.running.errors import AlreadyRunning, CannotStart
from motcua.running.progress import box, problem, tell
from motcua.running.server import Server
from motcua.running.supervisor import Supervisor
from motcua.site import places

# Only what would never come is given up; a slow machine is waited for.
HEALTHY_SECONDS = 300.0
STOP_SECONDS = 30.0
HEALTHY = range(200, 201)
ANY_ANSWER = range(100, 600)  # unwell is an answer too: old messages, say, that only the worker can deliver


def run(_arguments: list[str]) -> int:
    """Start everything, keep it running until Ctrl-C, and return the exit code."""
    try:
        with _only_one():
            return Installation().run()
    except CannotStart as refused:
        problem(str(refused))
        return 1
    except KeyboardInterrupt:
        return 130


class Installation:
    """One start of an installation under MOTCUA_HOME."""

    def __init__(self) -> None:
        self.home = places.private(places.home())
        self.run_folder = places.private(self.home / "run")
        self.host = os.environ.get("MOTCUA_HOST", "127.0.0.1")
        self.port = int(os.environ.get("MOTCUA_PORT", "8000"))
        self.environment = self._environment()
        self.supervisor = Supervisor(places.private(self.home / "log"), self.environment, tell)

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def _environment(self) -> dict[str, str]:
        metrics = self.run_folder / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        for folder in (metrics, self.home / "broker" / "messages", self.home / "broker" / "control"):
            places.private(folder)
        os.environ.setdefault("MOTCUA_DEMO", "1")
        os.environ.setdefault("MOTCUA_BASE_URL", f"http://{self.host}:{self.port}")
        os.environ |= {"MOTCUA_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "motcua.site.settings"}
        partners = {
            f"MOTCUA_{simulator.name.upper()}_URL": f"http://127.0.0.1:{port}"
            for simulator, port in programs.simulators()
        }
        return {**os.environ, **partners, "PROMETHEUS_MULTIPROC_DIR": str(metrics)}

    # --- the whole life ---------------------------------------------------------------------------------
    def run(self) -> int:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            sign_ins = self.prepare()
            self.supervisor.listen()
            self.start_programs()
            if self.wait_for_the_site(ANY_ANSWER):
                self.start_background()
            if self.wait_for_the_site(HEALTHY):
                box(_closing(self.address, sign_ins))
            self.supervisor.watch()
        finally:
            self.end()
        return 0

    def prepare(self) -> list[SignIn]:
        """Make database, static files, translations and content ready."""
        _port_must_be_free(self.host, self.port)
        messages.compile_all()
        statics = content.collect_static(self.environment)
        try:
            addresses = self._database()
            self.environment |= addresses
            self.supervisor.environment |= addresses
            _write_addresses(self.run_folder, addresses)
            signs = content.load_demo(self.environment, self._database_identity()) if _is_demo() else []
            content.await_static(statics)
        finally:
            if statics and statics.poll() is None:
                statics.kill()
        return signs

    def _database(self) -> dict[str, str]:
        if os.environ.get("DATABASE_URL"):
            return content.prepare_outside_database()
        server = Server(self.home)
        if not (server.data / "motcua.ready").exists():
            tell("Đang chuẩn bị PostgreSQL", "Preparing PostgreSQL")
        server.create()
        server.end_leftover()
        log = self.home / "log" / "postgresql.log"
        kept = self.supervisor.adopt(
            "postgresql", lambda: server.start(log=log), stop_signal=signal.SIGINT, grace=4.0, log=log
        )
        server.wait_until_ready(kept.process, log)
        tell(f"PostgreSQL {server.binaries.major} đang chạy", "PostgreSQL is running")
        return content.prepare_own_database(server)

    def _database_identity(self) -> str:
        """Return what changes when the database is another one: its oid and its system's identifier."""
        import psycopg

        question = "SELECT oid::text FROM pg_database WHERE datname = current_database()"
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            row = connection.execute(question).fetchone()
        return row[0] if row else ""

    def start_programs(self) -> None:
        """Start web and the partner simulators."""
        tell("Đang khởi động trang web và hệ thống giả lập", "Starting web and simulators")
        programs.let_go()
        for simulator, _port in programs.simulators():
            self.supervisor.add(simulator)
        self.supervisor.add(programs.web(self.host, self.port))

    def start_background(self) -> None:
        """Start worker and beat: once pages are served, which they would slow, and before all must be well."""
        self.supervisor.add(programs.worker())
        self.supervisor.add(programs.beat())

    def wait_for_the_site(self, wanted: range) -> bool:
        """Wait until the health page answers with a wanted status; False when asked to stop before."""
        until = time.monotonic() + HEALTHY_SECONDS
        while not self.supervisor.stopping:
            self.supervisor.tick()
            if _status(self.host, self.port) in wanted:
                return True
            if time.monotonic() > until:
                log = self.home / "log" / "web.log"
                raise CannotStart(
                    f"Trang web chưa trả lời sau {HEALTHY_SECONDS:.0f} giây; xem {log}.",
                    f"The site did not answer within {HEALTHY_SECONDS:.0f} seconds; see {log}.",
                )
            time.sleep(0.1)
        return False

    def end(self) -> None:
        """Stop the programs, then the database server."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        tell("Đang dừng", "Stopping")
        others = [kept.name for kept in self.supervisor.kept if kept.name != "postgresql"]
        if others:
            self.supervisor.stop(*others)
        self.supervisor.stop()
        (self.run_folder / "addresses.json").unlink(missing_ok=True)
        tell("Đã dừng, dữ liệu được giữ trong", f"Stopped, data is kept in {self.home}")


def _is_demo() -> bool:
    return os.environ.get("MOTCUA_DEMO") == "1"


def _write_addresses(folder: Path, addresses: dict[str, str]) -> None:
    file = folder / "addresses.json"
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(addresses, stream)


def _port_must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CannotStart(
                f"Cổng {port} đang có chương trình khác dùng: hãy dừng nó hoặc đặt MOTCUA_PORT=8080.",
                f"Port {port} is taken by another program: stop it, or choose another with MOTCUA_PORT=8080.",
            ) from None


def _status(host: str, port: int) -> int:
    """The status of the health page; 0 when nobody answers."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _closing(address: str, sign_ins: list[SignIn]) -> list[str]:
    lines = [
        "Một Cửa đang chạy · Một Cửa is running",
        "",
        f"Cổng dịch vụ công · public portal   {address}/vi/",
        f"Bàn làm việc · officers' desk       {address}/vi/desk/",
        f"Danh mục thủ tục · procedure editor {address}/admin/",
    ]
    if sign_ins:
        lines += ["", "Tài khoản mẫu · demo sign-ins"]
        lines += [f"  {one.role:<28} {one.login:<20} {one.password:<20} {one.path}" for one in sign_ins]
    return [*lines, "", "Nhấn Ctrl-C để dừng · press Ctrl-C to stop"]


# --- only one start at a time ---------------------------------------------------------------------------
@contextlib.contextmanager
def _only_one() -> Any:
    """Hold the pid file of this installation; raises AlreadyRunning when another start holds it."""
    file = places.private(places.private(places.home()) / "run") / "motcua.pid"
    with file.open("a+", encoding="ascii") as stream:
        if not _take(stream):
            stream.seek(0)
            pid, _, address = stream.read().partition(" ")
            raise AlreadyRunning(
                f"Một Cửa đã chạy rồi (tiến trình {pid}) tại {address}: dừng bằng make stop.",
                f"Một Cửa already runs (process {pid}) at {address}: stop it with make stop.",
            )
        address = (
            f"http://{os.environ.get('MOTCUA_HOST', '127.0.0.1')}:{os.environ.get('MOTCUA_PORT', '8000')}"
        )
        stream.truncate(0)
        stream.write(f"{os.getpid()} {address}")
        stream.flush()
        yield


def _take(stream: IO[str]) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def stop() -> int:
    """End a running installation and wait until it has ended; returns 0, or 1 when it did not end in time."""
    file = places.home() / "run" / "motcua.pid"
    until = time.monotonic() + STOP_SECONDS
    asked = False
    while file.exists() and time.monotonic() < until:
        with file.open("a+", encoding="ascii") as stream:
            if _take(stream):
                break
            stream.seek(0)
            if not asked:
                os.kill(int(stream.read().split()[0]), signal.SIGTERM)
                asked = True
        time.sleep(0.1)
    else:
        if file.exists():
            problem(
                f"Một Cửa chưa dừng hẳn sau {STOP_SECONDS:.0f} giây.\n"
                f"Một Cửa has not ended within {STOP_SECONDS:.0f} seconds."
            )
            return 1
    if asked:
        tell("Đã dừng Một Cửa, dữ liệu được giữ nguyên", "Một Cửa has stopped; its data stay")
    else:
        tell("Một Cửa không chạy, không có gì để dừng", "Một Cửa is not running; there is nothing to stop")
    return 0
