"""What the command `motcua` says when it is asked, and when it does not understand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from motcua.site import cli

COMMANDS = ("run", "stop", "procedure", "calendar", "migrate", "createsuperuser", "collectstatic", "check")
COMMANDS += ("audit", "messages", "bench")
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩậắặếềểễệịọốồổộớờởợụủứừửữựỳỷỹáàãéèẽíìĩóòõúùũý]")


def motcua(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the command where nothing has ever been set up."""
    environment = {**os.environ, "MOTCUA_HOME": str(home)}
    command = [sys.executable, "-m", "motcua.site.cli", *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False, input=""
    )


def test_the_overview_names_every_command_in_both_languages(tmp_path: Path) -> None:
    """Whoever types motcua --help reads of each command what it does, in Vietnamese, then in English."""
    lines = motcua("--help", home=tmp_path).stdout.splitlines()
    for command in COMMANDS:
        at = next(number for number, line in enumerate(lines) if re.match(rf"  motcua {command}\b", line))
        assert VIETNAMESE.search(lines[at + 1])
        assert lines[at + 2].strip()
        assert not VIETNAMESE.search(lines[at + 2].replace("Một Cửa", ""))


@pytest.mark.parametrize("word", COMMANDS)
def test_help_on_a_command_explains_and_does_nothing(word: str, tmp_path: Path) -> None:
    """Asking what a command does never does it: nothing starts and nothing is written."""
    home = tmp_path / "never"
    answer = motcua(word, "--help", home=home)
    first, second, *_rest = answer.stdout.splitlines()
    assert answer.returncode == 0
    assert VIETNAMESE.search(first)
    assert not VIETNAMESE.search(second.replace("Một Cửa", ""))
    assert not (home / "run").exists()
    assert not list(home.glob("pg*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("runn",), "motcua has no command “runn” (did you mean “run”?)"),
        (("plugin", "test"), "motcua has no command “plugin”"),
        (("exchange", "repair"), "motcua has no command “exchange”"),
        (("outbox", "status"), "motcua has no command “outbox”"),
        (("plugin", "dance"), "motcua has no command “plugin”"),
        (("run", "now"), "motcua run takes no “now”"),
        (("procedure", "chek"), "motcua procedure has no command “chek” (did you mean “check”?)"),
        (("audit", "dance"), "motcua audit has no command “dance”"),
        (("messages", "dance"), "motcua messages has no command “dance”"),
    ],
)
def test_a_wrong_word_is_answered_with_one_sentence(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    """A mistyped command is named in one sentence, in both languages, with what to type instead."""
    answer = motcua(*words, home=tmp_path / "never")
    vietnamese, english = answer.stderr.splitlines()
    assert answer.returncode == 2
    assert VIETNAMESE.search(vietnamese)
    assert english.startswith(f"✗ {said}")
    assert english.endswith("--help to see the commands." if words[0] != "run" else "to see how to use it.")


SILENT = "postgresql://motcua_app@127.0.0.1:9/motcua"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (("audit", "verify"), ""),
        (("audit", "verify"), SILENT),
        (("audit", "anchor"), SILENT),
        (("migrate",), SILENT),
        (("createsuperuser", "--noinput", "--login", "quan-tri"), SILENT),
    ],
)
def test_a_command_without_its_database_says_what_to_do(
    words: tuple[str, ...], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever verifies the record before anything runs reads one sentence in each language, not a traceback."""
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.setenv(variable, address)
    monkeypatch.delenv("MOTCUA_ROLE", raising=False)
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", "9")

    answer = motcua(*words, home=tmp_path / "nowhere")

    assert answer.returncode == 2
    vietnamese, english = answer.stderr.splitlines()
    assert VIETNAMESE.search(vietnamese)
    assert "MOTCUA_HOME" in vietnamese
    assert english.startswith("✗ The database does not answer: start motcua run")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "said"),
    [("SELECT 1 FROM nowhere", "run motcua migrate first"), ("SELECT 1 / 0", "")],
    ids=["no tables", "another error"],
)
def test_an_empty_database_is_told_from_other_errors(question: str, said: str) -> None:
    """A database without our tables asks for the migration; every other error keeps its own words."""
    with pytest.raises(DatabaseError) as error, connection.cursor() as cursor:
        cursor.execute(question)

    told = cli._about_the_database(error.value)

    assert said in told
    assert bool(told) == bool(said)


def test_stopping_what_does_not_run_says_so(tmp_path: Path) -> None:
    """Stopping where nothing runs is no error and claims nothing."""
    answer = motcua("stop", home=tmp_path)
    assert answer.returncode == 0
    assert "nothing to stop" in answer.stdout
