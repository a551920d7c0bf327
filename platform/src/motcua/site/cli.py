"""The command `motcua`: the procedure language without Django, start and stop, and everything of Django."""

import os
import sys
from collections.abc import Callable

# Commands that change tables act as the owner of the database.
AS_OWNER = frozenset({"migrate", "flush", "sqlmigrate"})
LANGUAGE = frozenset({"procedure", "calendar"})
# Words of ours that are Django commands under another name: "motcua audit verify" is "audit_verify".
FAMILIES = frozenset({"audit", "exchange", "plugin", "outbox"})


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


OWN: dict[str, Callable[[list[str]], int]] = {"run": _run, "stop": _stop, "messages": _messages}


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    if arguments and arguments[0] in AS_OWNER:
        os.environ.setdefault("MOTCUA_ROLE", "owner")
    execute_from_command_line(["motcua", *arguments])
    return 0


def _as_django_command(arguments: list[str]) -> list[str]:
    """Join the two words of a family's command: `audit verify` is the Django command `audit_verify`."""
    if len(arguments) < 2 or arguments[0] not in FAMILIES or arguments[1].startswith("-"):
        return arguments
    return [f"{arguments[0]}_{arguments[1]}", *arguments[2:]]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    first = words[0] if words else "help"
    if first in LANGUAGE:
        return _language(words)
    if first in OWN:
        return OWN[first](words[1:])
    return _django(_as_django_command(words))


if __name__ == "__main__":
    sys.exit(main())
