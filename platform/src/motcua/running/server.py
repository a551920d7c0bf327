"""The embedded PostgreSQL server: created once, started and stopped by us, reachable by this user only."""

import contextlib
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from motcua.running import binaries
from motcua.running.children import Unprivileged, spawn
from motcua.running.errors import DatabaseRefused
from motcua.site import places

SUPERUSER = "postgres"
PORT = 5432  # only part of the socket's name; nothing listens on TCP unless sockets are impossible
LONGEST_SOCKET_PATH = 100
START_SECONDS = 180.0  # a server that was killed first repeats what its log holds
END_SECONDS = 60.0

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
# Databases of tests need not survive a power cut.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}
COMMON = {
    "max_connections": "120",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    "log_min_duration_statement": "-1",
    "log_statement": "none",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Where:
    """Where the server listens: a folder for its socket, or a loopback port."""

    host: str
    port: int

    @property
    def is_socket(self) -> bool:
        return self.host.startswith("/")


class Server:
    """One PostgreSQL cluster under `home`/pg<major>; `quick` trades durability for speed (tests)."""

    def __init__(self, home: Path, *, quick: bool = False) -> None:
        self.binaries = binaries.find()
        self.home = places.private(home)
        self.data = home / f"pg{self.binaries.major}"
        self.quick = quick
        self.plain = Unprivileged()
        self.where = _where(self.data)

    # --- creation ---------------------------------------------------------------------------------------
    def create(self) -> bool:
        """Create the cluster when there is none; returns whether it was created now."""
        if (self.data / "motcua.ready").exists():
            return False
        password = self.home / "pg-superuser"
        if not password.exists():
            write_private(password, secrets.token_urlsafe(24))
        self._must_be_reachable()
        draft = places.private(self.home / f"pg{self.binaries.major}.new-{os.getpid()}")
        self.plain.own(draft)
        self._initdb(draft, password)
        self._configure(draft)
        draft.rename(self.data)
        return True

    def _initdb(self, folder: Path, password: Path) -> None:
        copy = self.home / f"pg-password-{os.getpid()}"
        write_private(copy, password.read_text(encoding="utf-8"))
        self.plain.own(copy)
        flags = [f"--pgdata={folder}", f"--username={SUPERUSER}", f"--pwfile={copy}", "--encoding=UTF8"]
        flags += ["--auth=scram-sha-256", "--no-sync", *self._locale_flags()]
        with tempfile.TemporaryFile() as output:
            child = spawn([self.binaries.path("initdb"), *flags], output=output, as_plain_user=self.plain)
            code = child.wait(timeout=120)
            output.seek(0)
            said = output.read().decode(errors="replace")
        copy.unlink()
        if code:
            raise DatabaseRefused(
                f"Không tạo được cơ sở dữ liệu trong {folder}: {said[-600:]}",
                f"The database could not be created in {folder}; see the message above.",
            )

    def _locale_flags(self) -> list[str]:
        if self.binaries.major >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _configure(self, folder: Path) -> None:
        values = COMMON | (QUICK if self.quick else DURABLE)
        lines = "".join(f"{name} = '{value}'\n" for name, value in values.items())
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as stream:
            stream.write(f"\n# Set by motcua\n{lines}")
        (folder / "motcua.ready").write_text("", encoding="ascii")
        self.plain.own(folder)

    # --- running ----------------------------------------------------------------------------------------
    def command(self) -> list[str | Path]:
        """Return the command that runs the server in the foreground."""
        command: list[str | Path] = [self.binaries.path("postgres"), "-D", self.data]
        command += ["-c", f"port={self.where.port}"]
        if self.where.is_socket:
            return [
                *command,
                "-c",
                f"unix_socket_directories={self.where.host}",
                "-c",
                "listen_addresses=",
            ]
        return [*command, "-c", "unix_socket_directories=", "-c", f"listen_addresses={self.where.host}"]

    def start(self, *, log: Path, on_parent_death: int | None = signal.SIGINT) -> subprocess.Popen[bytes]:
        """Start the server and return its process at once; `wait_until_ready` tells when it answers."""
        self._must_be_reachable()
        if self.where.is_socket:
            self.plain.own(places.private(Path(self.where.host)))
        with log.open("ab") as output:
            return spawn(
                self.command(),
                output=output,
                as_plain_user=self.plain,
                on_parent_death=on_parent_death,
                folder=self.data if self.plain.way != "nobody" else None,
            )

    def _must_be_reachable(self) -> None:
        """Say what to do when the only way not to be root is a user who cannot enter our folders."""
        closed = [folder for folder in self.data.parents if not folder.stat().st_mode & 0o001]
        if self.plain.way == "nobody" and self.home in closed:
            self.home.chmod(0o711)
            closed.remove(self.home)
        if self.plain.way == "nobody" and closed:
            raise DatabaseRefused(
                f"PostgreSQL không chạy bằng quyền root và người dùng khác không vào được {closed[0]}: "
                "hãy chạy bằng một tài khoản thường, hoặc đặt MOTCUA_HOME ở một thư mục ai cũng vào được.",
                f"PostgreSQL does not run as root and other users cannot enter {closed[0]}: "
                "start as an ordinary user, or set MOTCUA_HOME to a folder that others may enter.",
            )

    def wait_until_ready(
        self, process: subprocess.Popen[bytes] | None = None, log: Path | None = None
    ) -> None:
        """Wait until the server answers; raises DatabaseRefused when it ends or takes three minutes."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.answers():
                return
            if process is not None and process.poll() is not None:
                break
            time.sleep(0.03)
        raise DatabaseRefused(
            f"Cơ sở dữ liệu không khởi động được; xem {log or self.data}.",
            f"The database server did not start; see {log or self.data}.",
        )

    def answers(self) -> bool:
        try:
            psycopg.connect(self.admin_address(), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def leftover(self) -> int | None:
        """Return the process id of a server still running on our data from an earlier start, else None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self.data).encode() in command else None

    def end_leftover(self, seconds: float = END_SECONDS) -> None:
        """Stop a server left by an earlier start that was killed, and wait until it is gone."""
        until = time.monotonic() + seconds
        while (pid := self.leftover()) is not None and time.monotonic() < until:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            time.sleep(0.1)

    # --- addresses --------------------------------------------------------------------------------------
    def admin_address(self, database: str = "postgres") -> str:
        """Return the superuser's address; only this module's callers in `running` use it."""
        return self.address(SUPERUSER, (self.home / "pg-superuser").read_text(encoding="utf-8"), database)

    def address(self, user: str, password: str, database: str) -> str:
        """Return a libpq address of `database` for one role."""
        place = f"host={quote(self.where.host, safe='')}&port={self.where.port}"
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?{place}"


def _where(data: Path) -> Where:
    """Choose a short socket folder of our own below the temporary folder, else a free loopback port."""
    name = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"motcua-{name}"
    if len(str(folder)) + 16 < LONGEST_SOCKET_PATH and _is_ours(folder):
        return Where(str(folder), PORT)
    known = _port_in_use(data)
    if known:
        return Where("127.0.0.1", known)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Where("127.0.0.1", free.getsockname()[1])


def _port_in_use(data: Path) -> int | None:
    """Return the TCP port of a server that already runs on `data`, as PostgreSQL wrote it down."""
    try:
        port, sockets = (data / "postmaster.pid").read_text(encoding="ascii").splitlines()[3:5]
        return int(port) if not sockets else None
    except (OSError, ValueError):
        return None


def _is_ours(folder: Path) -> bool:
    """Return whether nobody else can have put this folder there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        facts = folder.lstat()
    except OSError:
        return False
    nobody_may_own = os.geteuid() == 0
    return not folder.is_symlink() and (facts.st_uid == os.geteuid() or nobody_may_own)


def write_private(file: Path, text: str) -> None:
    """Write a new file only its owner may read."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
