"""The examples in deploy/ agree with the programs and settings there are."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from motcua.running import binaries
from motcua.running.server import Server
from own_servers import postgres_of_the_system

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = set(
    re.findall(r"^\| `(\w+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"), re.MULTILINE)
)
PROCESSES = ["beat", "web", "worker"]


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8")))


def manifests() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))


def containers() -> Iterator[dict[str, Any]]:
    for manifest in manifests():
        if manifest["kind"] in ("Deployment", "Job"):
            yield from manifest["spec"]["template"]["spec"]["containers"]


def own_services() -> list[dict[str, Any]]:
    return [service for service in compose()["services"].values() if service["image"] == "motcua"]


def commands() -> list[list[str]]:
    image = (DEPLOY / "Dockerfile").read_text("utf-8")
    started = json.loads(image.partition("CMD ")[2].replace("\\\n", ""))
    built = [
        shlex.split(one) for one in re.findall(r"motcua [a-z]+ [a-z-]+", image.replace("tag motcua .", ""))
    ]
    written = [one["command"] for one in [*own_services(), *containers()] if "command" in one]
    return [started, *built, *written]


def names_of_settings() -> set[str]:
    names = {name for service in own_services() for name in service["environment"]}
    names |= {name for one in manifests() if one["kind"] == "ConfigMap" for name in one["data"]}
    names |= {one["name"] for container in containers() for one in container.get("env", [])}
    comments = (DEPLOY / "kubernetes.yaml").read_text("utf-8").partition("apiVersion")[0]
    return names | set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", comments))


def test_every_setting_in_the_examples_is_a_documented_one() -> None:
    """Nobody sets a variable that nothing reads: each name in the examples stands in the list of settings."""
    assert len(names_of_settings()) >= 10
    assert names_of_settings() - SETTINGS == set()


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_in_the_examples_exists(command: list[str]) -> None:
    """Each program named in the examples is installed and knows the words it is given."""
    program = Path(sys.prefix) / "bin" / command[0]
    words = [*command[1:2], "--help"] if command[0] == "motcua" else [*command[1:], "--help"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "motcua.site.settings"}
    done = subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_examples_start_the_three_programs_and_one_beat() -> None:
    """Web, worker and beat are there in both examples, beat only once and never two at a time."""
    named = {one["environment"].get("MOTCUA_PROCESS") for one in own_services()} - {None}
    assert sorted(named) == PROCESSES
    assert sorted(one["value"] for each in containers() for one in each.get("env", [])) == PROCESSES
    (beat,) = (one for one in manifests() if one["metadata"]["name"] == "motcua-beat")
    assert (beat["spec"]["replicas"], beat["spec"]["strategy"]["type"]) == (1, "Recreate")


def test_only_the_migration_knows_the_owner() -> None:
    """The address of the database's owner is given to the migration and to nothing that serves people."""
    knowing = [one for one in own_services() if "DATABASE_OWNER_URL" in one["environment"]]
    assert [one["command"][1] for one in knowing] == ["migrate"]
    owner = {"secretRef": {"name": "motcua-owner"}}
    assert [one["name"] for one in containers() if owner in one["envFrom"]] == ["migrate"]


def test_the_roles_of_the_example_may_do_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example's SQL makes an owner who may create tables and an application that may only keep rows."""
    folder = postgres_of_the_system(15)
    monkeypatch.setattr(binaries, "find", lambda: binaries.Binaries(folder, 15))
    server = Server(tmp_path / "cluster", quick=True)
    server.create()
    process = server.start(log=tmp_path / "log")
    try:
        server.wait_until_ready(process)
        given = {**os.environ, "OWNER_PASSWORD": "owner's", "APP_PASSWORD": "app's"}
        command = [folder / "psql", "--quiet", server.admin_address(), "--file", DEPLOY / "roles.sql"]
        subprocess.run(command, env=given, check=True)
        with psycopg.connect(server.address("motcua_owner", "owner's", "motcua")) as owner:
            owner.execute("CREATE EXTENSION pg_trgm")
            owner.execute("CREATE TABLE kept (word text)")
        with psycopg.connect(server.address("motcua_app", "app's", "motcua"), autocommit=True) as app:
            assert app.execute("INSERT INTO kept VALUES ('x')").rowcount == 1
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("TRUNCATE kept")
    finally:
        process.terminate()
        process.wait()
