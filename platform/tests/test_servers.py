"""The servers a province runs itself: RabbitMQ or Redis as the broker, its own PostgreSQL."""

import os
import re
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from celery import Celery
from motcua.running import binaries, programs
from motcua.running.server import Server
from own_servers import HANG_SECONDS, Broker, Children, RabbitMQ, Redis, postgres_of_the_system, until

TESTS = Path(__file__).resolve().parents[2] / "tests"
PAGE = TESTS.parent / "docs" / "how-to" / "deploy.md"
SWEEP_IS_AWAY_SECONDS = 1.0


def environment_for(home: Path, **own: str) -> dict[str, str]:
    """What a process of an installation with servers of its own is given."""
    path = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH", "")]))
    given = {"MOTCUA_HOME": str(home), "MOTCUA_DEMO": "1", "PYTHONPATH": path, "MOTCUA_LOG_LEVEL": "INFO"}
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "motcua.site.settings", **given, **own}


class Citizens:
    """A process in which citizens file dossiers, one each time it is asked."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "one_dossier", "submit"],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def submit(self) -> str:
        assert self.process.stdin
        self.process.stdin.write("one more\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout
        assert select.select([self.process.stdout], [], [], HANG_SECONDS)[0], "No answer: filing hangs"
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        self.process.kill()
        self.process.wait()


def states(database: str, dossier: str) -> Counter[str]:
    """How many messages about a dossier are in which state."""
    question = "SELECT state, count(*) FROM outbox_delivery WHERE key LIKE %s GROUP BY state"
    with psycopg.connect(database) as connection:
        return Counter(dict(connection.execute(question, [f"%{dossier}"]).fetchall()))


class Background:
    """Worker and beat as they are run beside a broker, and what has become of a dossier's messages."""

    def __init__(self, folder: Path, environment: Mapping[str, str], database: str) -> None:
        self.children = Children(folder)
        self.environment = environment
        self.database = database

    def start(self, program: programs.Program) -> None:
        self.children.start(program.name, program.command, {**self.environment, **program.environment})

    @contextmanager
    def office(self) -> Iterator[Celery]:
        """A new connection to the broker: the address is the one in the environment of this process."""
        with Celery(set_as_current=False) as made:
            yield made

    def answers(self) -> bool:
        """Whether a worker hears us through the broker."""
        with self.office() as office:
            try:
                return bool(office.control.ping(timeout=0.5))
            except office.connection().connection_errors:
                return False

    def takes_messages(self, wanted: bool) -> None:
        """Have the worker stop or start taking messages from the broker."""
        with self.office() as office:
            change = office.control.add_consumer if wanted else office.control.cancel_consumer
            assert change("celery", reply=True, timeout=HANG_SECONDS, limit=1)

    def bells_waiting(self) -> int:
        with self.office() as office, office.connection() as connection:
            return int(connection.default_channel.queue_declare("celery", passive=True).message_count)

    def states(self, dossier: str) -> Counter[str]:
        return states(self.database, dossier)

    def is_told(self, dossier: str) -> bool:
        return set(self.states(dossier)) == {"done"}


@pytest.fixture(params=[Redis, RabbitMQ], ids=["redis", "rabbitmq"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Broker]:
    made = request.param(tmp_path / "broker")
    made.start()
    yield made
    made.children.end()


@pytest.fixture
def environment(
    broker: Broker, tmp_path: Path, committed_db: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    monkeypatch.setenv("CELERY_BROKER_URL", broker.url)  # stronger than any other word to Celery
    addresses = {"DATABASE_URL": committed_db.url, "DATABASE_OWNER_URL": committed_db.owner_url}
    return environment_for(tmp_path / "home", CELERY_BROKER_URL=broker.url, **addresses)


@pytest.fixture
def background(environment: dict[str, str], tmp_path: Path, committed_db: Any) -> Iterator[Background]:
    made = Background(tmp_path / "background", environment, committed_db.url)
    made.start(programs.worker())
    yield made
    made.children.end()


@pytest.fixture
def citizens(environment: dict[str, str]) -> Iterator[Citizens]:
    made = Citizens(environment)
    yield made
    made.leave()


def test_the_bell_rings_through_the_broker_and_its_loss_loses_nothing(
    broker: Broker, background: Background, citizens: Citizens
) -> None:
    """A submission reaches its subscribers at once through the broker; a broker that burns down loses none."""
    until(background.answers, "a worker at work")
    by_bell = citizens.submit()
    until(lambda: background.is_told(by_bell), "delivered by the bell (no sweep runs yet)")

    background.takes_messages(False)
    bell_lost = citizens.submit()
    until(lambda: background.bells_waiting() == 1, "one bell at the broker")
    broker.lose_everything()
    without_broker = citizens.submit()
    broker.start()
    until(background.answers, "a worker that found the broker again by itself")
    background.takes_messages(True)
    time.sleep(SWEEP_IS_AWAY_SECONDS)
    for dossier in (bell_lost, without_broker):
        assert "done" not in background.states(dossier)

    background.start(programs.beat())
    for dossier in (bell_lost, without_broker):
        until(lambda one=dossier: background.is_told(one), "delivered by the sweep")


@pytest.mark.parametrize("broker", [Redis], ids=["redis"], indirect=True)
def test_a_frozen_broker_lets_the_citizen_go_on(
    broker: Broker, citizens: Citizens, committed_db: Any
) -> None:
    """While the broker takes calls and never answers, a citizen still files and what is owed is written down."""
    broker.freeze()
    assert states(committed_db.url, citizens.submit())["pending"]


@pytest.fixture
def server_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """PostgreSQL 15, the oldest we support, from the system's package."""
    found = binaries.Binaries(postgres_of_the_system(15), 15)
    monkeypatch.setattr(binaries, "find", lambda: found)
    made = Server(tmp_path / "cluster", quick=True)
    made.create()
    log = tmp_path / "postgresql.log"
    process = made.start(log=log)
    made.wait_until_ready(process, log)
    yield made
    process.terminate()
    process.wait(HANG_SECONDS)


def as_the_page_says(server: Server) -> dict[str, str]:
    """Create roles and database with the statements of the page about deploying; the addresses of both roles."""
    blocks = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    on_server, in_database, _afterwards = blocks
    for database, block in (("postgres", on_server), ("motcua", in_database)):
        with psycopg.connect(server.admin_address(database), autocommit=True) as connection:
            for statement in filter(None, map(str.strip, block.split(";\n"))):
                connection.execute(re.sub(r"PASSWORD '.*?'", "PASSWORD 'of-the-test'", statement).encode())
    return {
        "DATABASE_URL": server.address("motcua_app", "of-the-test", "motcua"),
        "DATABASE_OWNER_URL": server.address("motcua_owner", "of-the-test", "motcua"),
    }


def said_by(words: tuple[str, ...], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *words], env=dict(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_postgresql_15_of_the_system_carries_a_whole_submission(
    server_of_the_system: Server, tmp_path: Path
) -> None:
    """On a server of the province's own, set up as the page says, a citizen files and the counter takes in."""
    addresses = as_the_page_says(server_of_the_system)
    environment = environment_for(tmp_path / "home", CELERY_BROKER_URL="memory://", **addresses)
    said_by(("motcua.site.cli", "migrate", "--verbosity", "0"), environment)
    assert '"login"' in said_by(("motcua.running.demo",), environment)
    dossier, state = said_by(("one_dossier", "take-in"), environment).splitlines()[-1].split()
    with psycopg.connect(addresses["DATABASE_URL"]) as connection:
        version = connection.info.server_version // 10_000
        offered = {
            name for (name,) in connection.execute("SELECT name FROM pg_available_extensions").fetchall()
        }
        kept = connection.execute(
            "SELECT state FROM dossiers_dossier WHERE public_id = %s", [dossier]
        ).fetchone()
    assert version == 15
    assert offered >= {"unaccent", "pg_trgm", "btree_gin"}
    assert (state, kept) == ("taken_in", ("taken_in",))
