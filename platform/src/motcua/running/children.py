"""Starting child processes that never outlive us.

Every child leads a process group of its own (so that a whole group can be ended) and asks the kernel for a
signal when its parent dies (so that `kill -9` of the supervisor leaves nothing behind). PostgreSQL refuses
to run as root: then the child enters a user namespace in which the same files belong to a plain user, or,
where namespaces are forbidden, becomes the user `nobody`.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
PLAIN_USER = 1000

_libc = ctypes.CDLL(None, use_errno=True)
Preparation = Callable[[], None]


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask the kernel to send `number` to this process when its parent dies (Linux only, else no effect)."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def enter_user_namespace() -> None:
    """Continue as an unprivileged user that owns root's files; raises OSError where this is forbidden."""
    uid, gid = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare refused")
    with contextlib.suppress(FileNotFoundError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{PLAIN_USER} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{PLAIN_USER} {gid} 1", encoding="ascii")


def namespaces_work() -> bool:
    """Try in a throw-away child whether this process may enter a user namespace."""
    try:
        tried = subprocess.run([sys.executable, "-S", "-c", ""], preexec_fn=enter_user_namespace, check=False)
    except (subprocess.SubprocessError, OSError):
        return False
    return tried.returncode == 0


class Unprivileged:
    """How children that refuse root are started here: "as we are", "namespace" or "nobody"."""

    def __init__(self) -> None:
        self.way = "as we are"
        if os.geteuid() == 0:
            self.way = "namespace" if namespaces_work() else "nobody"

    def own(self, folder: Path) -> None:
        """Give `folder` and all below it to the user the children will be."""
        if self.way != "nobody":
            return
        user = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)

    def become(self) -> None:
        """Drop root's rights in a freshly forked child."""
        if self.way == "namespace":
            enter_user_namespace()
        elif self.way == "nobody":
            user = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)


def spawn(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    as_plain_user: Unprivileged | None = None,
    on_parent_death: int | None = signal.SIGTERM,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child that leads its own group; `on_parent_death=None` lets it live on without us."""
    parent = os.getpid()

    def prepare() -> None:
        if as_plain_user:
            as_plain_user.become()
        if on_parent_death is not None:
            die_with_parent(on_parent_death)
            if os.getppid() != parent:  # the parent died between fork and prctl
                os._exit(1)

    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(environment) if environment is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 (only single-threaded processes of ours start children)
        cwd=folder,
    )


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to the whole group of a child; nothing happens when it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
