"""The command `motcua`: the procedure language without Django, start and stop, and everything of Django."""

import os
import sys
from collections.abc import Callable
from importlib.metadata import version

from motcua.site import command_words

# Commands that change tables act as the owner of the database.
AS_OWNER = frozenset({"migrate", "flush", "sqlmigrate"})
UNDEFINED_TABLE = "42P01"
HELP = ("--help", "-h")
LANGUAGE = frozenset({"procedure", "calendar"})


def _language(arguments: list[str]) -> int:
    from forms_schema.cli import main as language

    return language(arguments) or 0


def _run(arguments: list[str]) -> int:
    from motcua.running.start import run

    return run(arguments)


def _stop(arguments: list[str]) -> int:
    from motcua.running.start import stop

    return stop()


def _messages(arguments: list[str]) -> int:
    from motcua.running.messages import main as messages

    return messages(arguments)


def _bench(arguments: list[str]) -> int:
    """The measurements live with the tests, in a checkout only."""
    from importlib import import_module

    from motcua.site import places

    folder = (places.CHECKOUT or places.PACKAGE) / "tests"
    if not (folder / "bench").is_dir():
        print("✗ Chỉ đo được trong bản mã nguồn đầy đủ.\n✗ Measuring needs a checkout of the source code.")
        return 1
    sys.path.insert(0, str(folder))
    return int(import_module("bench.main").main(arguments))


OWN: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "stop": _stop,
    "messages": _messages,
    "bench": _bench,
}


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    if arguments and arguments[0] in AS_OWNER:
        os.environ.setdefault("MOTCUA_ROLE", "owner")
    try:
        execute_from_command_line(["motcua", *arguments])
    except DatabaseError as error:
        refusal = _about_the_database(error)
        if not refusal:
            raise
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _about_the_database(error: Exception) -> str:
    """What to do when there is no database, or an empty one; nothing for every other error."""
    from psycopg import Error, OperationalError

    cause = error.__cause__
    state = cause.sqlstate if isinstance(cause, Error) else None
    if state == UNDEFINED_TABLE:
        return command_words.empty_database()
    if isinstance(cause, OperationalError) and state is None:  # the server itself always names a state
        return command_words.no_database()
    return ""


def _asks_for_help(words: list[str]) -> bool:
    return any(word in HELP for word in words)


def _answered(words: list[str]) -> int | None:
    """Answer a call for help or a word we do not know; None when there is something to do."""
    first, *rest = words
    command = command_words.BY_NAME.get(first)
    if command and _asks_for_help(rest[:1]):
        print(command_words.about(command), flush=True)
        if first in {"run", "stop", "messages"}:
            return 0
        print()
        sys.stdout.flush()
        return None
    refusal = _refusal(command, first, rest)
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    return None


def _refusal(command: command_words.Command | None, first: str, rest: list[str]) -> str:
    """Say what is wrong with the words, or nothing."""
    if command is None:
        known = _commands_of_django()
        return "" if first in known else command_words.unknown(first, known)
    if rest and not command.takes_words:
        return command_words.too_much(command, rest[0])
    second = next((word for word in rest if not word.startswith("-")), "")
    if command.second_words and second and second not in command.second_words:
        return command_words.unknown(second, command.second_words, after=first)
    return ""


def _commands_of_django() -> set[str]:
    """Every command there is, ours included."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    from django.core.management import get_commands

    return {*get_commands(), *command_words.BY_NAME, "help"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["help"] and words[1:] and not words[1].startswith("-"):
        words = [words[1], "--help"]
    if not words or words in [[word] for word in ("help", *HELP)]:
        print(command_words.overview())
        return 0
    if words == ["--version"]:
        print(f"motcua {version('motcua')}")
        return 0
    answered = _answered(words)
    if answered is not None:
        return answered
    first = words[0]
    if first in LANGUAGE:
        return _language(words)
    if first in OWN:
        return OWN[first](words[1:])
    return _django(words)


if __name__ == "__main__":
    sys.exit(main())
