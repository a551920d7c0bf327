"""From a bare Python 3.11+ to the running system: `python platform/setup/bootstrap.py run` (or test ...).

Uses the standard library only. Creates .venv, installs what requirements.txt locks (every file by its
fingerprint), puts our own distributions in place, and hands over. When nothing changed since the last time
all of that is skipped. Each missing thing ends the set-up with one sentence, in Vietnamese and in English.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.txt"
STAMP = VENV / "motcua.stamp"
OLDEST = (3, 11)
NEEDED_BYTES = 2_000_000_000
# What each word after `make` runs inside the virtual environment.
COMMANDS = {
    "setup": [["-c", ""]],
    "run": [["-m", "motcua.site.cli", "run"]],
    "stop": [["-m", "motcua.site.cli", "stop"]],
    "test": [["-m", "pytest", "-n", "2", "--dist", "loadfile", "-m", "not faults and not proof"]],
    "browser": [["-m", "pytest", "-m", "browser"]],
    "proof": [["-m", "pytest", "-m", "proof", "-s"]],
    "bench": [["-m", "motcua.site.cli", "bench"]],
    "lint": [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-c", "from importlinter.cli import lint_imports_command as check; check()"],
        ["-c", "import os, sys; os.execv(f'{sys.prefix}/bin/oxlint', ['oxlint', '--deny-warnings'])"],
        ["-m", "mypy"],
        ["-m", "motcua.site.cli", "messages", "check"],
    ],
}


class CannotSetUp(Exception):
    """Something is missing on this machine; says what to do in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"✗ {vi}\n✗ {en}")


LIBRARIES_FAILED = CannotSetUp(
    "Không cài được thư viện: hãy kiểm tra kết nối tới kho gói Python rồi chạy lại.",
    "The libraries could not be installed: check the connection to the package index and retry.",
)
OWN_CODE_FAILED = CannotSetUp(
    "Không đặt được mã nguồn của Một Cửa vào môi trường: hãy lấy lại mã nguồn cho đầy đủ (git status).",
    "Our own code could not be put in place: see the message above and restore missing files (git status).",
)


def say(vi: str, en: str) -> None:
    """Print one step of progress."""
    print(f"→ {vi} · {en}", flush=True)


# --- what this machine must have ------------------------------------------------------------------------
def check_python(version: Sequence[int] = sys.version_info) -> None:
    """Refuse a Python that is too old."""
    found = f"{version[0]}.{version[1]}"
    if tuple(version[:2]) < OLDEST:
        raise CannotSetUp(
            f"Cần Python 3.11 trở lên, đây là {found}: hãy cài gói python3.11 hoặc mới hơn.",
            f"Python 3.11 or newer is needed, this is {found}: install python3.11 or newer.",
        )


def check_venv_module() -> None:
    """Refuse a Python whose venv module was split off by the system's packager, unless uv can stand in."""
    if shutil.which("uv") is None and not (find_spec("venv") and find_spec("ensurepip")):
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise CannotSetUp(
            f"Python này thiếu mô-đun venv: hãy cài gói {name} của hệ điều hành.",
            f"This Python has no venv module: install your system's {name} package.",
        )


def check_writable(folder: Path = ROOT) -> None:
    """Refuse a checkout this user may not write to."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotSetUp(
            f"Không có quyền ghi vào {folder}: hãy lấy mã nguồn về một thư mục mà tài khoản này được ghi.",
            f"You may not write to {folder}: put the source code into a folder of your own.",
        )


def check_disk(folder: Path = ROOT, needed: int = NEEDED_BYTES) -> None:
    """Refuse a disk without room for the libraries and a database."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise CannotSetUp(
            f"Ổ đĩa của {folder} chỉ còn {free / 1e9:.1f} GB: cần có ít nhất {needed / 1e9:.0f} GB trống.",
            f"The disk of {folder} has only {free / 1e9:.1f} GB left: free at least {needed / 1e9:.0f} GB.",
        )


# --- the virtual environment ----------------------------------------------------------------------------
def distributions() -> list[Path]:
    """Return the folders of our own distributions, the ones others depend on first."""
    found = {ROOT, *(file.parent for file in ROOT.glob("*/pyproject.toml"))}
    found |= {file.parent for file in (ROOT / "plugins").rglob("pyproject.toml") if "src" not in file.parts}
    return sorted(found, key=lambda folder: (folder != ROOT / "forms_schema", folder == ROOT, str(folder)))


def fingerprint() -> str:
    """Return a hash over everything that decides what is installed."""
    digest = hashlib.sha256(repr(sys.version_info[:3]).encode())
    for file in (LOCK, *(folder / "pyproject.toml" for folder in distributions())):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Return whether the virtual environment holds what the lock says."""
    try:
        return python().exists() and STAMP.read_text(encoding="ascii") == fingerprint()
    except OSError:
        return False


def python() -> Path:
    return VENV / "bin" / "python"


def install() -> None:
    """Create the virtual environment and install everything into it."""
    check_venv_module()
    check_disk()
    create_venv()
    uv = find_uv()
    say(
        "Đang cài các thư viện (lần đầu mất khoảng một phút)",
        "Installing libraries (about a minute at first)",
    )
    if not (uv and quietly([uv, "pip", "install", *target(), "--require-hashes", "-r", LOCK])):
        with_pip("--require-hashes", "-r", str(LOCK))
    say("Đang đặt mã nguồn của Một Cửa vào môi trường", "Putting our own code in place")
    editable = [part for folder in distributions() for part in ("-e", str(folder))]
    flags = ["--no-deps", "--no-build-isolation", *editable]
    if not (uv and quietly([uv, "pip", "install", *target(), *flags])):
        with_pip(*flags, failure=OWN_CODE_FAILED)
    STAMP.write_text(fingerprint(), encoding="ascii")


def create_venv() -> None:
    """Create .venv unless a working one of a good version is there."""
    probe = [str(python()), "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"]
    if python().exists() and quietly(probe):
        return
    say("Đang tạo môi trường Python riêng (.venv)", "Creating a Python environment of our own (.venv)")
    if find_spec("ensurepip"):
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    else:
        command = [shutil.which("uv") or "uv", "venv", "--clear", "--python", sys.executable, str(VENV)]
    if not quietly(command):
        raise CannotSetUp(
            f"Không tạo được môi trường Python trong {VENV}: hãy xóa thư mục đó rồi chạy lại.",
            f"The Python environment could not be created in {VENV}: delete that folder and start again.",
        )


def find_uv() -> str | None:
    """Return uv, a much quicker installer: the one here, or a locked copy; None when there is none."""
    own = VENV / "bin" / "uv"
    if not own.exists() and not shutil.which("uv"):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as part:
            part.write(locked("uv"))
            part.flush()
            quietly([str(python()), "-m", "pip", "install", "-q", "--require-hashes", "-r", part.name])
    return str(own) if own.exists() else shutil.which("uv")


def locked(name: str) -> str:
    """Return the lines of the lock that belong to one library."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = start + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "\n".join(lines[start:end]) + "\n"


def target() -> list[str]:
    return ["--python", str(python()), "--quiet"]


def with_pip(*arguments: str, failure: CannotSetUp | None = None) -> None:
    """Install with plain pip; the last resort, so its failure ends the set-up."""
    done = subprocess.run([str(python()), "-m", "pip", "install", "-q", *arguments], check=False)
    if done.returncode:
        raise failure or LIBRARIES_FAILED


def quietly(command: Sequence[str | Path]) -> bool:
    """Run a command, keep its output to ourselves, return whether it succeeded."""
    # Both names: older and newer releases of uv; certificates of the machine's own authority count too.
    environment = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
    try:
        done = subprocess.run(
            [str(part) for part in command], env=environment, capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of the same checkout wait for the first."""
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up() -> None:
    """Bring the virtual environment up to date; takes no time when it is."""
    check_python()
    check_writable()
    began = time.monotonic()
    with one_at_a_time():
        if is_current():
            return
        install()
    say(f"Cài đặt xong sau {time.monotonic() - began:.0f} giây", "Set up")


# --- handing over ---------------------------------------------------------------------------------------
def hand_over(word: str, extra: list[str]) -> NoReturn:
    """Run the commands of a word; the last one replaces this process, so that signals reach it directly."""
    commands = COMMANDS[word]
    os.chdir(ROOT)
    failed = 0
    for command in commands[:-1]:
        failed |= subprocess.run([str(python()), *command], check=False).returncode
    if failed:
        sys.exit(1)
    os.execv(python(), [str(python()), *commands[-1], *extra])


def main(arguments: list[str]) -> int:
    word, *extra = arguments or ["run"]
    if word not in COMMANDS:
        print(f"make {' | '.join(COMMANDS)}")
        return 2
    try:
        set_up()
    except CannotSetUp as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    hand_over(word, extra)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
