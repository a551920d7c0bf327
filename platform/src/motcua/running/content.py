"""What is made ready before the programs start: translations, static files, database, demonstration."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from motcua.running import demo, roles, templates
from motcua.running.errors import CannotStart
from motcua.running.progress import tell
from motcua.running.server import Server
from motcua.site import places

DATABASE = "motcua"


class Stamp:
    """A file that remembers of what state something was last made."""

    def __init__(self, file: Path, state: str) -> None:
        self.file = file
        self.state = state

    def is_current(self) -> bool:
        return self.file.exists() and self.file.read_text(encoding="ascii") == self.state

    def set(self) -> None:
        self.file.write_text(self.state, encoding="ascii")


def digest_of(files: Iterable[Path], *, contents: bool) -> str:
    """Return a hash over files: their contents, or only their names, sizes and times (quicker)."""
    digest = hashlib.sha256()
    for file in files:
        facts = file.stat()
        digest.update(str(file).encode())
        digest.update(file.read_bytes() if contents else f"{facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def in_own_process(words: list[str], environment: Mapping[str, str], vi: str, en: str) -> str:
    """Run Python with `words`; returns its output, raises CannotStart with the end of what it said."""
    done = subprocess.run(
        [sys.executable, *words], env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotStart(f"{done.stderr[-3000:]}\n{vi}", en)
    return done.stdout


# --- static files ---------------------------------------------------------------------------------------
def _static_sources() -> list[Path]:
    from motcua.site.settings import OWN_APPS, STATICFILES_DIRS

    apps = [Path(str(spec.origin)).parent / "static" for app in OWN_APPS if (spec := find_spec(app))]
    rules = find_spec("forms_schema")
    folders = [*STATICFILES_DIRS, *apps]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    if rules and rules.origin:
        files += sorted((Path(rules.origin).parent / "rules").glob("*.js"))
    return files


def static_stamp() -> Stamp:
    """Return the stamp of our static files and of the locked libraries, which bring their own."""
    from motcua.site.settings import STATIC_ROOT

    lock = (places.CHECKOUT or places.PACKAGE) / "requirements.txt"
    files = _static_sources() + ([lock] if lock.exists() else [])
    return Stamp(
        places.home() / "run" / "static.stamp", f"{digest_of(files, contents=False)} {STATIC_ROOT.name}"
    )


def collect_static(environment: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    """Start collecting static files in the background when they changed; None when they did not."""
    if static_stamp().is_current():
        return None
    tell("Đang gom các tệp tĩnh", "Collecting static files")
    command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "0"]
    return subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def await_static(process: subprocess.Popen[bytes] | None) -> None:
    """Wait for the static files; raises CannotStart with the end of what the collecting said."""
    if process is None:
        return
    _output, said = process.communicate()
    if process.returncode:
        raise CannotStart(
            f"{said.decode(errors='replace')[-3000:]}\nKhông gom được các tệp tĩnh.",
            "The static files could not be collected; the message above says why.",
        )
    static_stamp().set()


# --- database -------------------------------------------------------------------------------------------
def prepare_own_database(server: Server) -> dict[str, str]:
    """Bring our database up to date, creating it at first; returns the addresses of both roles."""
    from motcua.site.settings import INSTALLED_APPS

    passwords = roles.passwords(server.home)
    roles.create(server.admin_address(), passwords)
    databases = templates.Databases(server, passwords)
    state = templates.migrations_hash(INSTALLED_APPS)
    if not databases.exists(DATABASE):
        tell("Đang tạo cơ sở dữ liệu (khoảng nửa phút)", "Creating the database (about half a minute)")
        databases.clone(databases.template(INSTALLED_APPS), DATABASE)
        databases.note_state(DATABASE, state)
    elif databases.state(DATABASE) != state:
        tell("Đang nâng cấp cơ sở dữ liệu, dữ liệu được giữ nguyên", "Upgrading the database, data stays")
        databases.migrate(DATABASE)
        databases.note_state(DATABASE, state)
    return {
        "DATABASE_URL": databases.address(roles.APP, DATABASE),
        "DATABASE_OWNER_URL": databases.address(roles.OWNER, DATABASE),
    }


def prepare_outside_database() -> dict[str, str]:
    """Migrate a database somebody else runs, when we were given its owner's address."""
    addresses = {"DATABASE_URL": os.environ["DATABASE_URL"]}
    owner = os.environ.get("DATABASE_OWNER_URL")
    if owner:
        tell("Đang nâng cấp cơ sở dữ liệu", "Upgrading the database")
        templates.migrate(owner)
        addresses["DATABASE_OWNER_URL"] = owner
    return addresses


# --- demonstration --------------------------------------------------------------------------------------
def _demo_sources() -> list[Path]:
    files = sorted(places.seed_procedures().glob("*.json"))
    for name in demo.LOADERS:
        module = name.partition(":")[0]
        if find_spec(module.rpartition(".")[0]) and (spec := find_spec(module)) and spec.origin:
            files.append(Path(spec.origin))
    return files


def load_demo(environment: Mapping[str, str], database: str) -> list[demo.SignIn]:
    """Load the demonstration's content when it or the database is new; returns the sign-ins it offers."""
    folder = places.home() / "run"
    kept = folder / "sign-ins.jsonl"
    partners = " ".join(sorted(at for name, at in environment.items() if name.endswith("_SIMULATOR_URL")))
    stamp = Stamp(folder / "demo.stamp", f"{digest_of(_demo_sources(), contents=True)} {database} {partners}")
    if not (stamp.is_current() and kept.exists()):
        tell("Đang nạp danh mục thủ tục và người dùng mẫu", "Loading seed procedures and demo people")
        said = in_own_process(
            ["-m", "motcua.running.demo"],
            environment,
            "Không nạp được dữ liệu mẫu.",
            "The demonstration could not be loaded; the message above says why.",
        )
        kept.write_text(said, encoding="utf-8")
        kept.chmod(0o600)
        stamp.set()
    lines = kept.read_text(encoding="utf-8").splitlines()
    return [demo.SignIn(**json.loads(line)) for line in lines if line.startswith("{")]
