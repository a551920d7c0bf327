"""The site around the apps: policies, health, measures, static files, languages, keys, the command."""

import json
import os
import re
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from motcua.ground import clock
from motcua.outbox import Retry, emit, subscribe
from motcua.outbox.subscriptions import registry

COMMAND = [sys.executable, "-m", "motcua.site.cli"]


def run(*words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], env=environment or dict(os.environ), capture_output=True, text=True, check=False
    )


def directives(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


# --- policies -------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_page_of_ours_runs_no_inline_script(client: Client) -> None:
    """A browser runs only scripts that come as files from the site itself."""
    policy = directives(client.get("/health/")["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["img-src"] == "'self' data:"


@pytest.mark.django_db
def test_only_the_editor_of_procedures_may_use_inline_scripts(client: Client) -> None:
    """The wider policy of the editor's tool holds below /admin/ and nowhere else."""
    editor = client.get("/admin/login/")
    assert "'unsafe-inline'" in editor["Content-Security-Policy"]
    assert (editor["X-Frame-Options"], client.get("/health/")["X-Frame-Options"]) == ("SAMEORIGIN", "DENY")
    assert "'unsafe-inline'" not in client.get("/vi/nothing-here/")["Content-Security-Policy"]


@pytest.mark.django_db
def test_every_answer_names_its_request(client: Client) -> None:
    """A request's number in the answer is the proxy's when it is a plain one, else a new one."""
    assert client.get("/health/", headers={"X-Request-ID": "abcdef123456"})["X-Request-ID"] == "abcdef123456"
    assert re.fullmatch(
        r"[0-9a-f]{16}", client.get("/health/", headers={"X-Request-ID": "a b\n"})["X-Request-ID"]
    )


# --- health and measures --------------------------------------------------------------------------------
@pytest.mark.django_db
def test_health_says_little(client: Client) -> None:
    """A well site answers with one word for each part, and no version, name or address."""
    answer = client.get("/health/")
    parts = {"database": "ok", "migrations": "ok", "outbox": "ok"}
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": parts})
    assert not answer.cookies


@pytest.mark.django_db
def test_a_silent_partner_does_not_take_the_site_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a message to a partner waits for hours the page says so, and still answers that pages are served."""
    monkeypatch.setattr(registry, "by_name", {})
    subscribe("*", "partner", lambda _call: Retry("down"))
    with transaction.atomic():
        emit("dossier.taken_in", key="dossier:a", payload={"event": 1})
    clock.shift(timedelta(hours=2))
    answer = client.get("/health/")
    parts = {"database": "ok", "migrations": "ok", "outbox": "failing"}
    assert (answer.status_code, answer.json()) == (200, {"status": "failing", "parts": parts})


def test_health_fails_when_the_database_is_gone(committed_db: Any, databases: Any) -> None:
    """When the database does not answer, the site says it is failing instead of hanging or breaking."""
    databases.drop(committed_db.name)
    answer = Client().get("/health/")
    assert (answer.status_code, answer.json()["parts"]) == (503, {"database": "failing"})


@pytest.mark.django_db
def test_measures_are_for_this_machine_only(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measures are shown to this machine or to a holder of the token, and hidden from everybody else."""
    assert b"python_info" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404
    monkeypatch.setenv("METRICS_TOKEN", "secret-token")
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer secret-token"}).status_code == 200


# --- settings -------------------------------------------------------------------------------------------
def test_wagtail_searches_with_one_app() -> None:
    """Search has one app only; with two every index task fails without a word."""
    from motcua.site.settings import INSTALLED_APPS

    assert "wagtail.search" in INSTALLED_APPS
    assert "modelsearch" not in INSTALLED_APPS


def test_passwords_are_kept_with_argon2() -> None:
    """A password is kept in the form that costs an attacker the most."""
    from motcua.site.settings import PASSWORD_HASHERS

    assert PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_keys_are_made_once_and_kept_private(tmp_path: Path) -> None:
    """Keys nobody gave are made once, stay the same, and only their owner may read them."""
    program = "from motcua.site import settings as s; print(s.SECRET_KEY, s.MASTER_KEYS, s.INDEX_KEYS)"
    environment = {**os.environ, "MOTCUA_HOME": str(tmp_path)}
    said = [subprocess.check_output([sys.executable, "-c", program], env=environment) for _ in range(2)]
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "secrets").iterdir()}
    assert said[0] == said[1]
    assert modes == {0o600}


def test_keys_of_the_environment_come_first(tmp_path: Path) -> None:
    """An installation that gives its own keys leaves none on the disk."""
    ring = json.dumps({"old": "A" * 43 + "=", "new": "B" * 42 + "A="})
    environment = {**os.environ, "MOTCUA_HOME": str(tmp_path), "SECRET_KEY": "x" * 60}
    environment |= {"MOTCUA_MASTER_KEYS": ring, "MOTCUA_INDEX_KEYS": ring}
    program = "from motcua.site import settings as s; print(list(s.MASTER_KEYS), len(s.MASTER_KEYS['new']))"
    assert subprocess.check_output([sys.executable, "-c", program], env=environment) == b"['old', 'new'] 32\n"
    assert not (tmp_path / "secrets").exists()


# --- static files ---------------------------------------------------------------------------------------
def test_the_browser_gets_the_rules_and_nothing_else_of_that_folder() -> None:
    """The rule evaluator is served to browsers; the Python beside it is not."""
    from django.contrib.staticfiles import finders

    assert finders.find("forms_schema/twin.js")
    assert finders.find("forms_schema/__init__.py") is None
    assert finders.find("forms_schema/../__init__.py") is None


# --- the command ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("word", ["procedure", "calendar"])
def test_the_language_needs_no_django(word: str, tmp_path: Path) -> None:
    """Checking a procedure works on a machine where Django cannot even be loaded."""
    (tmp_path / "django.py").write_text("raise SystemExit('Django was loaded')", encoding="utf-8")
    done = run(word, "--help", environment={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert "Django was loaded" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr


def test_migrations_run_as_owner_only() -> None:
    """Only the commands that change tables act as the owner of the database."""
    from motcua.site.cli import AS_OWNER

    assert "migrate" in AS_OWNER
    assert not {"shell", "runserver", "check"} & AS_OWNER


# --- logs -----------------------------------------------------------------------------------------------
def test_logs_hold_no_personal_data() -> None:
    """Whoever hands a person's phone or name to the log, a dash is written."""
    program = (
        "import django; django.setup(); from motcua.site import logs;"
        "logs.logger('test').warning('sent', phone='0912345678', dossier='H48-1', full_name='Nguyen Van A')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    line = json.loads(done.stderr.splitlines()[-1])
    assert (line["event"], line["dossier"], line["phone"], line["full_name"]) == ("sent", "H48-1", "-", "-")
